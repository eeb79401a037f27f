package io.voxledger.sources.spark;

import io.voxledger.screening.RowProblem;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.RowCursor;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.usage.ResolveVersions.CanonicalRows;
import io.voxledger.usage.RowOrigin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads a row again where it landed, for the rare tie that nothing kept of the rows can decide: two
 * versions of one identity with equal times. A row that is gone decides nothing; a storage that
 * fails ends the run, or the tie would be decided in another way than by the next one.
 */
public record RereadRows(SerializableConfiguration hadoop, String landing, ReadLimits limits)
    implements CanonicalRows, Serializable {

  @Override
  public Optional<String> read(RowOrigin origin) {
    Path path = new Path(landing, origin.file());
    try (RowCursor rows = LandedRows.open(path, hadoop.value(), limits)) {
      Optional<String> found = Optional.empty();
      while (rows.next()) {
        if (rows.line() == origin.line()) {
          JsonTape tape = new JsonTape();
          tape.read(rows.buffer(), rows.offset(), rows.length());
          found = Optional.of(tape.root().canonicalText());
        }
      }
      boolean isSameContent = rows.contentHash().equals(origin.contentHash());
      return isSameContent ? found : Optional.empty();
    } catch (FileNotFoundException | UnreadableFile | RowProblem gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " again", e);
    }
  }
}
