package io.voxledger.lake;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Action$;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * Makes the content of an older version of a table the newest one. Commits that only added and
 * removed files tell themselves what undoes them, and the work is that of one small commit; Delta's
 * RESTORE, which compares all files of both versions in several queries, does the rest.
 */
final class TakeBackCommits {
  private static final String ADD = "add";
  private static final String REMOVE = "remove";

  /** What says nothing about the table's content. */
  private static final Set<String> REMARKS = Set.of("commitInfo", "txn");

  private final SparkSession spark;
  private final String uri;
  private final CommitLog log;

  TakeBackCommits(SparkSession spark, String uri, CommitLog log) {
    this.spark = spark;
    this.uri = uri;
    this.log = log;
  }

  /** Whether commits after a version added or removed rows, or changed anything but files. */
  boolean isAnyRowChangedAfter(long version) {
    return log.actions(version)
        .filter(action -> !isRemark(action))
        .anyMatch(action -> action.elements().next().path("dataChange").asBoolean(true));
  }

  /**
   * Takes back every commit after a version.
   *
   * @throws DamagedLog when files of that version are gone: nothing is committed
   */
  void after(long version) {
    List<JsonNode> actions = log.actions(version).filter(a -> !isRemark(a)).toList();
    if (actions.stream().allMatch(action -> action.has(ADD) || action.has(REMOVE))) {
      DeltaLog delta = DeltaLog.forTable(spark, uri);
      List<Action> undo = undoing(actions, delta.clock().getTimeMillis());
      requireFiles(undo);
      delta
          .startTransaction(Option.empty(), Option.empty())
          .commit(
              asScala(undo).toSeq(),
              new DeltaOperations.Restore(Option.apply(version), Option.empty()));
    } else {
      DeltaTable.forPath(spark, uri).restoreToVersion(version);
    }
  }

  private void requireFiles(List<Action> undo) {
    for (Action action : undo) {
      if (action instanceof AddFile file && !isThere(file)) {
        throw new DamagedLog(
            uri,
            "%s, which the last run published, is deleted: another program wrote to the table and cleaned it up"
                .formatted(file.path()));
      }
    }
  }

  private boolean isThere(AddFile file) {
    Path path = new Path(new Path(uri), new Path(URI.create(file.path())));
    try {
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for " + path, e);
    }
  }

  private static boolean isRemark(JsonNode action) {
    return REMARKS.containsAll(action.properties().stream().map(Map.Entry::getKey).toList());
  }

  /** A file whose first action removes it was there, one whose last action adds it is there now. */
  private static List<Action> undoing(List<JsonNode> actions, long now) {
    Map<String, JsonNode> first = new LinkedHashMap<>();
    Map<String, JsonNode> last = new LinkedHashMap<>();
    for (JsonNode action : actions) {
      String path = action.elements().next().path("path").asText();
      first.putIfAbsent(path, action);
      last.put(path, action);
    }
    List<Action> undo = new ArrayList<>();
    last.forEach((path, action) -> inverse(first.get(path), action, now).ifPresent(undo::add));
    return undo;
  }

  private static Optional<Action> inverse(JsonNode first, JsonNode last, long now) {
    boolean wasThere = first.has(REMOVE);
    boolean isThere = last.has(ADD);
    if (wasThere == isThere) {
      return Optional.empty();
    }
    ObjectNode file = last.elements().next().deepCopy();
    file.put("dataChange", true);
    ObjectNode action = JsonNodeFactory.instance.objectNode();
    if (isThere) {
      file.put("deletionTimestamp", now);
      file.put("extendedFileMetadata", true);
      action.set(REMOVE, file);
    } else {
      // The time of a file's making is not in what removes it; only the age of the file uses it.
      file.set("modificationTime", file.path("deletionTimestamp"));
      action.set(ADD, file);
    }
    return Optional.of(Action$.MODULE$.fromJson(action.toString()));
  }
}
