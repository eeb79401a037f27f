package io.voxledger.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What the files of a table's log tell without Delta and Spark. */
final class CommitLog {
  private static final JsonMapper JSON = new JsonMapper();

  private final String table;
  private final Path folder;
  private final Configuration conf;

  CommitLog(String table, Configuration conf) {
    this.table = table;
    this.folder = new Path(table, "_delta_log");
    this.conf = conf;
  }

  /**
   * The newest committed version, or -1 when there is none.
   *
   * @throws DamagedLog when a commit is empty: Delta would take that for a commit of nothing
   */
  long version() {
    long newest = -1;
    try {
      for (FileStatus file : folder.getFileSystem(conf).listStatus(folder)) {
        long version = versionOf(file.getPath().getName());
        if (version >= 0 && file.getLen() == 0) {
          throw new DamagedLog(table, file.getPath().getName() + " is empty");
        }
        newest = Math.max(newest, version);
      }
      return newest;
    } catch (FileNotFoundException none) {
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static long versionOf(String logFile) {
    return logFile.matches("[0-9]{20}\\.json") ? Long.parseLong(logFile.substring(0, 20)) : -1;
  }

  /**
   * What the commits after a version were signed with, in their order; empty for an unsigned one.
   */
  Stream<String> signatures(long after) {
    return commits(after).map(commit -> signature(commit).orElse(""));
  }

  /** What the first commit was signed with; empty for an unsigned one, and one that is gone. */
  Optional<String> firstSignature() {
    return isThere(0) ? signature(commit(0)) : Optional.empty();
  }

  private boolean isThere(long version) {
    try {
      return folder.getFileSystem(conf).exists(file(version));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private Path file(long version) {
    return new Path(folder, String.format(Locale.ROOT, "%020d.json", version));
  }

  private static Optional<String> signature(List<JsonNode> commit) {
    return commit.stream()
        .filter(action -> action.has("commitInfo"))
        .map(action -> action.path("commitInfo").path("userMetadata").asText(""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** The actions of the commits after a version, in their order. */
  Stream<JsonNode> actions(long after) {
    return commits(after).flatMap(List::stream);
  }

  private Stream<List<JsonNode>> commits(long after) {
    return LongStream.rangeClosed(after + 1, version()).mapToObj(this::commit);
  }

  private List<JsonNode> commit(long version) {
    Path commit = file(version);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(commit.getFileSystem(conf).open(commit), UTF_8))) {
      List<JsonNode> actions = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        actions.add(JSON.readTree(line));
      }
      return actions;
    } catch (IOException e) {
      throw new DamagedLog(table, e);
    }
  }
}
