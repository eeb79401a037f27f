package io.voxledger.lake;

import static org.apache.spark.sql.functions.col;
import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxledger.lake.StoredFiles.DataFile;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Action$;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import scala.Option;

/**
 * Puts new rows in the place of whole data files of a table, in one commit. Delta's overwrite and
 * merge ask Spark for the table's files, and for what stands in them, in up to ten queries, which
 * would be half of what a small night does; here the log tells which files there are.
 */
final class ReplaceFiles {
  private static final String FILE = "_metadata.file_path";

  private final TableDefinition table;
  private final Path root;
  private final Optional<StoredFiles> stored;
  private final long now;
  private final OptimisticTransaction transaction;

  /**
   * Begins.
   *
   * @param version the newest, and that of the files
   * @param stored its files; empty for a table of a form that only Delta's reader knows
   */
  ReplaceFiles(
      SparkSession spark,
      TableDefinition table,
      String uri,
      long version,
      Optional<StoredFiles> stored) {
    this.table = table;
    this.root = new Path(uri);
    this.stored = stored;
    DeltaLog delta = DeltaLog.forTable(spark, uri);
    this.now = delta.clock().getTimeMillis();
    this.transaction = delta.startTransaction(Option.empty(), Option.empty());
    if (transaction.readVersion() != version) {
      throw new IllegalStateException(
          "%s was written by another run meanwhile: version %d was read, and %d is there"
              .formatted(uri, version, transaction.readVersion()));
    }
    // Whatever another run commits from here on is a conflict.
    transaction.readWholeTable();
  }

  /** Replaces all files. */
  void all(Dataset<Row> rows) {
    commit(write(rows), removals((path, day) -> true), Option.empty());
  }

  /** Replaces the files of some days; every new row must be of one of them. */
  void ofDays(Predicate<LocalDate> days, Dataset<Row> rows) {
    List<Action> added = write(rows);
    List<Action> removed = removals((path, day) -> day.map(days::test).orElse(false));
    Set<LocalDate> replaced = daysOf(added);
    for (LocalDate day : replaced) {
      if (!days.test(day)) {
        throw new IllegalStateException(
            "a row of %s is of %s, which is not to be replaced".formatted(table.name(), day));
      }
    }
    replaced.addAll(daysOf(removed));
    commit(added, removed, Option.apply(DayFilter.in(table.partition().orElseThrow(), replaced)));
  }

  /**
   * Removes the rows that have one of the keys, null being equal to null, and adds others. Files
   * without such a row stay.
   *
   * @param old the rows among which they are
   * @param keys rows of the key's columns
   * @return the days that had such rows
   */
  Set<LocalDate> matching(Dataset<Row> old, Dataset<Row> keys, Optional<Dataset<Row>> added) {
    Optional<Dataset<Row>> fresh = added.map(table::conforming);
    Column[] keyAndFile =
        Stream.concat(Arrays.stream(keys.columns()), Stream.of(FILE))
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);
    List<String> paths =
        join(old.select(keyAndFile), keys, "left_semi")
            .select("file_path")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    if (paths.isEmpty()) {
      fresh.ifPresent(rows -> commit(write(rows), List.of(), Option.empty()));
      return Set.of();
    }
    Dataset<Row> kept =
        table.conforming(join(old.filter(col(FILE).isInCollection(paths)), keys, "left_anti"));
    Set<Path> touched = new HashSet<>();
    paths.forEach(path -> touched.add(new Path(URI.create(path))));
    List<Action> removed = removals((path, day) -> touched.contains(path));
    if (removed.size() != touched.size()) {
      throw new IllegalStateException(
          "%d files of %s hold rows to replace, and its log knows %d of them: %s"
              .formatted(touched.size(), table.name(), removed.size(), touched));
    }
    commit(
        write(dealt(fresh.map(kept::unionByName).orElse(kept), touched)), removed, Option.empty());
    return daysOf(removed);
  }

  /** Few files for those replaced, lest nights of a few rows leave many. */
  private Dataset<Row> dealt(Dataset<Row> rows, Set<Path> touched) {
    int days = (int) touched.stream().map(Path::getParent).distinct().count();
    return table
        .partition()
        .map(day -> DayFiles.few(rows, day, days))
        .orElseGet(() -> rows.coalesce(1));
  }

  /** By null-safe equality; the keys may have been read from the same rows. */
  private static Dataset<Row> join(Dataset<Row> rows, Dataset<Row> keys, String type) {
    String[] names = keys.columns();
    String[] others = Arrays.stream(names).map(name -> "key_" + name).toArray(String[]::new);
    Column equal =
        Arrays.stream(names)
            .map(name -> col(name).eqNullSafe(col("key_" + name)))
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(keys.toDF(others), equal, type);
  }

  private List<Action> write(Dataset<Row> rows) {
    return List.copyOf(asJava(transaction.writeFiles(table.conforming(rows))));
  }

  private void commit(List<Action> added, List<Action> removed, Option<String> predicate) {
    List<Action> actions = new ArrayList<>(added);
    actions.addAll(removed);
    if (!actions.isEmpty()) {
      Option<String> none = Option.empty();
      transaction.commit(
          asScala(actions).toSeq(),
          new DeltaOperations.Write(
              SaveMode.Overwrite,
              Option.apply(asScala(table.partition().stream().toList()).toSeq()),
              predicate,
              none,
              Option.empty(),
              Option.empty(),
              Option.empty(),
              none,
              none));
    }
  }

  /** What removes the files that are wanted, by their path and the day of their rows. */
  private List<Action> removals(BiPredicate<Path, Optional<LocalDate>> wanted) {
    if (stored.isPresent()) {
      return stored.get().stream()
          .filter(file -> wanted.test(file.path(), file.day()))
          .map(this::removal)
          .toList();
    }
    return asJava(transaction.filterFiles()).stream()
        .filter(file -> wanted.test(pathOf(file), dayOf(file)))
        .map(file -> (Action) file.removeWithTimestamp(now, true))
        .toList();
  }

  private Action removal(DataFile file) {
    ObjectNode remove =
        JsonNodeFactory.instance
            .objectNode()
            .put("path", file.logged())
            .put("deletionTimestamp", now)
            .put("dataChange", true)
            .put("extendedFileMetadata", true)
            .put("size", file.status().getLen());
    ObjectNode values = remove.putObject("partitionValues");
    table
        .partition()
        .ifPresent(column -> values.put(column, file.day().map(LocalDate::toString).orElse(null)));
    ObjectNode action = JsonNodeFactory.instance.objectNode();
    action.set("remove", remove);
    return Action$.MODULE$.fromJson(action.toString());
  }

  private Path pathOf(AddFile file) {
    return new Path(root, new Path(URI.create(file.path())));
  }

  private static Set<LocalDate> daysOf(List<Action> files) {
    Set<LocalDate> days = new HashSet<>();
    files.forEach(file -> dayOf((FileAction) file).ifPresent(days::add));
    return days;
  }

  private static Optional<LocalDate> dayOf(FileAction file) {
    return asJava(file.partitionValues()).values().stream().findFirst().map(LocalDate::parse);
  }
}
