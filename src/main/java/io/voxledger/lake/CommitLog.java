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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What the files of a table's log tell without Delta and Spark. */
final class CommitLog {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final Configuration conf;

  CommitLog(String table, Configuration conf) {
    this.folder = new Path(table, "_delta_log");
    this.conf = conf;
  }

  /** The newest committed version, or -1 when there is none. */
  long version() {
    long newest = -1;
    try {
      for (FileStatus file : folder.getFileSystem(conf).listStatus(folder)) {
        newest = Math.max(newest, versionOf(file.getPath().getName()));
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
    return commits(after)
        .map(
            commit ->
                commit.stream()
                    .filter(action -> action.has("commitInfo"))
                    .map(action -> action.path("commitInfo").path("userMetadata").asText(""))
                    .findFirst()
                    .orElse(""));
  }

  /** The actions of the commits after a version, in their order. */
  Stream<JsonNode> actions(long after) {
    return commits(after).flatMap(List::stream);
  }

  private Stream<List<JsonNode>> commits(long after) {
    return LongStream.rangeClosed(after + 1, version()).mapToObj(this::commit);
  }

  private List<JsonNode> commit(long version) {
    Path commit = new Path(folder, String.format(Locale.ROOT, "%020d.json", version));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(commit.getFileSystem(conf).open(commit), UTF_8))) {
      List<JsonNode> actions = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        actions.add(JSON.readTree(line));
      }
      return actions;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + commit, e);
    }
  }
}
