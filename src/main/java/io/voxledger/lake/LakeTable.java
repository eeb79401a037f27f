package io.voxledger.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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

  /** What other readers refuse, or read wrongly, stays off. */
  static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors",
          "false",
          "delta.columnMapping.mode",
          "none",
          "delta.checkpointPolicy",
          "classic",
          "delta.enableTypeWidening",
          "false",
          // Rows are found by their day, and files are dealt by hash: bounds of columns would be
          // computed for each row and never leave out a file.
          "delta.dataSkippingNumIndexedCols",
          "0",
          "delta.logRetentionDuration",
          "interval " + AUDIT_DAYS + " days",
          "delta.deletedFileRetentionDuration",
          "interval " + AUDIT_DAYS + " days",
          UpgradeTable.VERSION,
          Integer.toString(TableDefinition.SCHEMA_VERSION));

  private static final JsonMapper JSON = new JsonMapper();

  private final SparkSession spark;
  private final TableDefinition definition;
  private final String uri;

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
    Path log = new Path(uri, "_delta_log");
    try {
      FileSystem fs = log.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!fs.exists(log)) {
        return -1;
      }
      long newest = -1;
      for (FileStatus file : fs.listStatus(log)) {
        newest = Math.max(newest, versionOf(file.getPath().getName()));
      }
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + log, e);
    }
  }

  /**
   * What the commits after a version were signed with, in their order; empty for an unsigned one.
   */
  Stream<String> signatures(long after) {
    return LongStream.rangeClosed(after + 1, version()).mapToObj(this::signature);
  }

  private String signature(long version) {
    Path commit = new Path(uri, "_delta_log/%020d.json".formatted(version));
    try {
      FileSystem fs = commit.getFileSystem(spark.sparkContext().hadoopConfiguration());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(fs.open(commit), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          if (!info.isMissingNode()) {
            return info.path("userMetadata").asText("");
          }
        }
        return "";
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + commit, e);
    }
  }

  private static long versionOf(String logFile) {
    return logFile.matches("[0-9]{20}\\.json") ? Long.parseLong(logFile.substring(0, 20)) : -1;
  }

  /** Makes the table, empty, when it is not there. */
  public void createIfMissing() {
    if (version() >= 0) {
      return;
    }
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark).location(uri).comment(definition.grain());
    for (Column column : definition.columns()) {
      builder.addColumn(
          DeltaTable.columnBuilder(spark, column.name())
              .dataType(column.dataType())
              .nullable(column.nullable())
              .comment(column.comment())
              .build());
    }
    definition.partition().ifPresent(builder::partitionedBy);
    PROPERTIES.forEach(builder::property);
    definition
        .checks()
        .forEach((name, check) -> builder.property("delta.constraints." + name, check));
    builder.execute();
  }

  public Dataset<Row> read() {
    return spark.read().format("delta").load(uri);
  }

  public Dataset<Row> readAt(long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(uri);
  }

  /** Adds rows; nothing is compared. */
  public void append(Dataset<Row> rows) {
    writer(rows).mode("append").save(uri);
  }

  /** Replaces all rows in one commit. */
  public void replaceAll(Dataset<Row> rows) {
    writer(rows).mode("overwrite").save(uri);
  }

  /**
   * Replaces, in one commit, the rows that a condition holds for; every new row must hold to it as
   * well.
   */
  public void replaceWhere(String condition, Dataset<Row> rows) {
    writer(rows).mode("overwrite").option("replaceWhere", condition).save(uri);
  }

  /** Merges in one commit: rows of equal key are replaced whole, others added. */
  public void upsert(Dataset<Row> rows) {
    String matches =
        String.join(" AND ", definition.key().stream().map(k -> "t." + k + " <=> s." + k).toList());
    DeltaTable.forPath(spark, uri)
        .as("t")
        .merge(conforming(rows).as("s"), matches)
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  /**
   * Removes, in one commit, the rows that a condition and a match of the keys' columns hold for.
   */
  public void deleteMatching(String condition, Dataset<Row> keys) {
    String[] columns = keys.columns();
    StringBuilder matches = new StringBuilder(condition);
    for (String column : columns) {
      matches.append(" AND t.").append(column).append(" <=> s.").append(column);
    }
    DeltaTable.forPath(spark, uri)
        .as("t")
        .merge(keys.as("s"), matches.toString())
        .whenMatched()
        .delete()
        .execute();
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

  /** Deletes the files that no version of that time or since needs. Nothing is committed. */
  public void forget(Duration before) {
    DeltaTable.forPath(spark, uri).vacuum(before.toMillis() / 3_600_000.0);
  }

  /** Makes the content of an older version the newest one. */
  public void restore(long version) {
    DeltaTable.forPath(spark, uri).restoreToVersion(version);
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = conforming(rows).write().format("delta");
    return definition.partition().isPresent()
        ? writer.partitionBy(definition.partition().get())
        : writer;
  }

  /**
   * The declared columns in their order and types; a missing column is an error of ours that Spark
   * names.
   */
  private Dataset<Row> conforming(Dataset<Row> rows) {
    return rows.select(
        definition.columns().stream()
            .map(c -> rows.col(c.name()).cast(c.dataType()).as(c.name()))
            .toArray(org.apache.spark.sql.Column[]::new));
  }
}
