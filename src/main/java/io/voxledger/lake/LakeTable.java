package io.voxledger.lake;

import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One Delta table of the warehouse: read it, append to it, or replace a part of it in one commit.
 */
public final class LakeTable {
  /** Versions stay readable for that long; what is older, {@code maintain} may remove. */
  public static final int AUDIT_DAYS = 90;

  private final SparkSession spark;
  private final TableDefinition definition;
  private final String uri;
  private volatile boolean written;
  private volatile KnownFiles known;

  /** The files of the version that was asked for last. */
  private record KnownFiles(long version, Optional<StoredFiles> files) {}

  LakeTable(SparkSession spark, String warehouse, TableDefinition definition) {
    this.spark = spark;
    this.definition = definition;
    this.uri = warehouse + "/" + definition.name();
  }

  public TableDefinition definition() {
    return definition;
  }

  SparkSession spark() {
    return spark;
  }

  public String uri() {
    return uri;
  }

  /**
   * The newest committed version, or -1 when the table was not made yet; found by listing, without
   * opening the log.
   */
  public long version() {
    return log().version();
  }

  CommitLog log() {
    return new CommitLog(uri, spark.sparkContext().hadoopConfiguration());
  }

  /** Makes the table, empty, when it is not there. */
  public void createIfMissing() {
    if (version() < 0) {
      new NewTable(spark, definition).at(uri);
    }
  }

  /**
   * Whether nothing was written since the table was made. Such a table is replaced without looking
   * for its rows, which takes several Spark jobs: a first night has little else to do.
   */
  private boolean isBlank() {
    written = written || version() != 0;
    return !written;
  }

  /** The rows of the newest version now, whatever is written later. */
  public Dataset<Row> read() {
    return readAt(version());
  }

  /** The rows of a version, whatever is written later. */
  public Dataset<Row> readAt(long version) {
    return version == 0
        ? noRows()
        : files(version).map(StoredFiles::rows).orElseGet(() -> readByDelta(version));
  }

  /** The rows of some days, or months by their first day: files of others are not opened. */
  public Dataset<Row> ofDays(Collection<LocalDate> days) {
    long version = version();
    return files(version)
        .map(files -> files.ofDays(days).rows())
        .orElseGet(() -> readAt(version))
        .filter(DayFilter.in(definition.partition().orElseThrow(), days));
  }

  /** The size of the files of some days, or months by their first day, as the log tells it. */
  public long bytesOf(Collection<LocalDate> days) {
    return files(version()).map(files -> files.ofDays(days).bytes()).orElse(0L);
  }

  /** The size of all its files, as the log tells it. */
  public long bytes() {
    return files(version()).map(StoredFiles::bytes).orElse(0L);
  }

  /**
   * The files of a version; empty for a table that has none or that only Delta's reader can read.
   */
  private Optional<StoredFiles> files(long version) {
    if (version <= 0) {
      return Optional.empty();
    }
    KnownFiles files = known;
    if (files == null || files.version() != version) {
      files = new KnownFiles(version, storedFiles(version));
      known = files;
    }
    return files.files();
  }

  private Optional<StoredFiles> storedFiles(long version) {
    try {
      return StoredFiles.of(spark, uri, version);
    } catch (RuntimeException e) {
      throw new DamagedLog(uri, e);
    }
  }

  private Dataset<Row> readByDelta(long version) {
    DataFrameReader reader = spark.read().format("delta");
    return (version < 0 ? reader : reader.option("versionAsOf", version)).load(uri);
  }

  private Dataset<Row> noRows() {
    return spark.createDataFrame(List.of(), definition.schema());
  }

  /** Adds rows; nothing is compared. */
  public void append(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = definition.conforming(rows).write().format("delta");
    definition.partition().map(writer::partitionBy).orElse(writer).mode("append").save(uri);
  }

  /** Replaces all rows in one commit. */
  public void replaceAll(Dataset<Row> rows) {
    replace(rows, files -> files.all(rows));
  }

  /**
   * Replaces, in one commit, the rows of some days, or months by their first day; every new row
   * must be of one of them.
   */
  public void replaceDays(Collection<LocalDate> days, Dataset<Row> rows) {
    replaceDays(Set.copyOf(days)::contains, rows);
  }

  /** The same, of the days for which a condition holds. */
  public void replaceDays(Predicate<LocalDate> days, Dataset<Row> rows) {
    replace(rows, files -> files.ofDays(days, rows));
  }

  /**
   * Replaces, in one commit, the rows of some days, or months by their first day, that a condition
   * holds for, by rows of those days.
   */
  public void replaceWithin(Collection<LocalDate> days, String condition, Dataset<Row> rows) {
    replace(
        rows,
        files ->
            files.ofDays(
                Set.copyOf(days)::contains, besides(condition, ofDays(days)).unionByName(rows)));
  }

  /** Replaces, in one commit, the rows that a condition holds for; the others are written again. */
  public void replaceWhere(String condition, Dataset<Row> rows) {
    replace(rows, files -> files.all(besides(condition, read()).unionByName(rows)));
  }

  private static Dataset<Row> besides(String condition, Dataset<Row> rows) {
    return rows.filter("NOT coalesce(" + condition + ", false)");
  }

  /** Merges in one commit: rows of equal key are replaced whole, others added. */
  public void upsert(Dataset<Row> rows) {
    replace(rows, files -> files.matching(read(), definition.keysOf(rows), Optional.of(rows)));
  }

  /** What is kept of the old rows is read after the replacement began: nothing slips between. */
  private void replace(Dataset<Row> rows, Consumer<ReplaceFiles> replacing) {
    if (isBlank()) {
      append(rows);
    } else {
      replacing.accept(replacement());
    }
  }

  /**
   * Removes, in one commit, the rows of some days that have one of the keys.
   *
   * @return the days that had such rows
   */
  public Set<LocalDate> deleteMatching(Collection<LocalDate> days, Dataset<Row> keys) {
    return days.isEmpty() || isBlank()
        ? Set.of()
        : replacement().matching(ofDays(days), keys, Optional.empty());
  }

  /** Removes, in one commit, the rows that have one of the keys. */
  public void deleteMatching(Dataset<Row> keys) {
    if (!isBlank()) {
      replacement().matching(read(), keys, Optional.empty());
    }
  }

  private ReplaceFiles replacement() {
    long version = version();
    return new ReplaceFiles(spark, definition, uri, version, files(version));
  }

  /** Changes, in one commit, columns of the rows that a match of the keys' columns holds for. */
  public void updateMatching(Dataset<Row> keys, Map<String, org.apache.spark.sql.Column> values) {
    DeltaTable.forPath(spark, uri)
        .as("t")
        .merge(keys.as("s"), matches(keys))
        .whenMatched()
        .update(values)
        .execute();
  }

  private static String matches(Dataset<Row> keys) {
    return String.join(
        " AND ", Stream.of(keys.columns()).map(k -> "t." + k + " <=> s." + k).toList());
  }

  /** Removes, in one commit, the rows that a condition holds for. */
  public void delete(org.apache.spark.sql.Column condition) {
    DeltaTable.forPath(spark, uri).delete(condition);
  }

  /** Changes, in one commit, columns of the rows that a condition holds for. */
  public void update(
      org.apache.spark.sql.Column condition, Map<String, org.apache.spark.sql.Column> values) {
    DeltaTable.forPath(spark, uri).update(condition, values);
  }

  /** Brings small files together, in one commit, or none where nothing is to be gained. */
  public void compact() {
    DeltaTable.forPath(spark, uri).optimize().executeCompaction();
  }

  /**
   * Deletes the files that no version of that time or since needs. Nothing is committed. Delta
   * would print what it deleted to stdout, which is for results.
   */
  public void forget(Duration before) {
    scala.Console.withOut(
        OutputStream.nullOutputStream(),
        () -> DeltaTable.forPath(spark, uri).vacuum(before.toMillis() / 3_600_000.0));
  }

  /** Whether commits after a version changed rows; those that only pack rows anew do not. */
  boolean isOtherThanAt(long version) {
    return version() > version && takeBack().isAnyRowChangedAfter(version);
  }

  /** Makes the content of an older version the newest one. */
  public void restore(long version) {
    takeBack().after(version);
  }

  private TakeBackCommits takeBack() {
    return new TakeBackCommits(spark, uri, log());
  }

  /** What its first commit was signed with; empty where that is no longer known. */
  public Optional<String> firstSignature() {
    return log().firstSignature();
  }
}
