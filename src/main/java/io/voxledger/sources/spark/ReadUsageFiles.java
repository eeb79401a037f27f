package io.voxledger.sources.spark;

import io.voxledger.lake.MadeRows;
import io.voxledger.screening.Reason;
import io.voxledger.sources.QuarantineText;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.RowCursor;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.usage.RowContext;
import io.voxledger.sources.usage.UsageReader;
import io.voxledger.sources.usage.UsageReaders;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.RowCodec;
import io.voxledger.usage.spark.StagedRows;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads usage files, each in one task, as a stream: an accepted row becomes its staged form, a bad
 * one goes to quarantine, and a report closes the file. Whether a file is readable to its end is
 * known only then, so its rows count once its report says so.
 */
final class ReadUsageFiles implements FlatMapFunction<Iterator<List<LandedFile>>, Row> {
  private static final long serialVersionUID = 1L;

  /** What reading needs to know. */
  record Context(
      SerializableConfiguration hadoop, ProviderAliases aliases, ReadLimits limits, ReadSoFar soFar)
      implements java.io.Serializable {}

  private final Context context;

  ReadUsageFiles(Context context) {
    this.context = context;
  }

  @Override
  public Iterator<Row> call(Iterator<List<LandedFile>> groups) {
    return new Rows(groups);
  }

  private final class Rows extends MadeRows {
    private final Iterator<List<LandedFile>> groups;
    private final RowCodec codec = new RowCodec();
    private final JsonTape tape = new JsonTape();
    private Iterator<LandedFile> files = List.<LandedFile>of().iterator();
    private Optional<OpenFile> open = Optional.empty();

    Rows(Iterator<List<LandedFile>> groups) {
      this.groups = groups;
    }

    @Override
    protected boolean make() {
      if (open.isEmpty() && !nextFile()) {
        return false;
      }
      readRow();
      return true;
    }

    private boolean nextFile() {
      while (!files.hasNext() && groups.hasNext()) {
        files = groups.next().iterator();
      }
      if (!files.hasNext()) {
        return false;
      }
      LandedFile file = files.next();
      try {
        open = Optional.of(new OpenFile(file));
      } catch (FileNotFoundException gone) {
        return nextFile(); // deleted since it was listed: there is nothing to take in
      } catch (UnreadableFile unreadable) {
        reject(file, unreadable.getMessage());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open " + file.uri(), e);
      }
      return true;
    }

    private void readRow() {
      if (open.isEmpty()) {
        return;
      }
      OpenFile file = open.get();
      try {
        if (file.rows.next()) {
          judge(file);
        } else {
          put(StagedFiles.report(file.report()));
          context.soFar().add(file.file, file.count);
          close();
        }
      } catch (UnreadableFile unreadable) {
        close();
        reject(file.file, unreadable.getMessage());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file.file.uri(), e);
      }
    }

    private void judge(OpenFile file) {
      file.count++;
      RowCursor rows = file.rows;
      RowOutcome outcome =
          rows.isTooLong()
              ? new RowOutcome.Quarantined(
                  Reason.MALFORMED_JSON,
                  "longer than " + context.limits().rowBytes() + " bytes (limits.row_bytes)")
              : UsageReaders.judge(
                  file.reader,
                  tape,
                  ByteBuffer.wrap(rows.buffer(), rows.offset(), rows.length()),
                  file.context());
      if (outcome instanceof RowOutcome.Accepted accepted) {
        put(StagedFiles.row(StagedRows.toRow(accepted.row(), codec)));
      } else if (outcome instanceof RowOutcome.Ignored ignored) {
        file.ignored.merge(ignored.reason().code(), 1L, Long::sum);
      } else {
        file.quarantined++;
        put(StagedFiles.quarantined(file.quarantined((RowOutcome.Quarantined) outcome)));
      }
    }

    private void close() {
      try {
        open.orElseThrow().rows.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a file", e);
      }
      open = Optional.empty();
    }

    private void reject(LandedFile file, String why) {
      String hash = ContentHash.of(file, context.hadoop().value());
      put(StagedFiles.report(new FileReport(file.path(), hash, Optional.of(why), 0, Map.of(), 0)));
    }
  }

  /** A file while it is read. */
  private final class OpenFile {
    private final LandedFile file;
    private final UsageReader reader;
    private final RowCursor rows;
    private final Map<String, Long> ignored = new TreeMap<>();
    private long count;
    private long quarantined;

    OpenFile(LandedFile file) throws IOException {
      this.file = file;
      UsageSource source = UsageSource.of(file.place().source()).orElseThrow();
      this.reader = UsageReaders.of(source, context.aliases());
      this.rows = LandedRows.open(new Path(file.uri()), context.hadoop().value(), context.limits());
    }

    RowContext context() {
      return new RowContext(new RowOrigin(file.path(), "", rows.line()), file.place().defaults());
    }

    QuarantinedRow quarantined(RowOutcome.Quarantined outcome) {
      return new QuarantinedRow(
          file.path(),
          OptionalLong.of(rows.line()),
          outcome.reason().code(),
          file.place().source(),
          outcome.detail(),
          Optional.of(QuarantineText.of(rows.buffer(), rows.offset(), rows.length())));
    }

    FileReport report() throws IOException {
      return new FileReport(
          file.path(), rows.contentHash(), Optional.empty(), count, ignored, quarantined);
    }
  }
}
