package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Kind;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Adds up the days of projects, with their sums to date and averages, and states what changed of
 * days that were published before.
 */
final class WriteProjectCosts {
  /** A month to date and the seven days before reach back no further. */
  private static final int DAYS_BEFORE = 31;

  private final Warehouse warehouse;
  private final SparkSession spark;
  private final WriteCosts.Input input;
  private final LakeTable table;

  WriteProjectCosts(Warehouse warehouse, WriteCosts.Input input) {
    this.warehouse = warehouse;
    this.spark = warehouse.spark();
    this.input = input;
    this.table = warehouse.table(CostTables.PROJECT_COST_DAILY);
  }

  /**
   * Writes every open day from the first changed one on: its sums to date follow.
   *
   * @param changed days with other charges, or on which other sessions start; at least one
   */
  void write(List<LocalDate> changed) {
    LocalDate first = changed.get(0);
    String rewritten =
        DayFilter.from("usage_date", first)
            + " AND "
            + DayFilter.outside("usage_date", input.closed().months());
    Dataset<Row> stored = table.read();
    Dataset<Row> unchanged = stored.filter("NOT " + DayFilter.in("usage_date", changed));
    Dataset<Row> fresh = sums(changed);
    Dataset<Row> projectDays =
        fresh.unionByName(
            unchanged
                .filter(DayFilter.from("usage_date", first.minusDays(DAYS_BEFORE)))
                .selectExpr(fresh.columns()));
    Dataset<Row> starts =
        unchanged
            .select("project_id", "usage_date")
            .union(fresh.select("project_id", "usage_date"))
            .groupBy("project_id")
            .agg(min("usage_date").as("first_date"));
    Dataset<Row> daily =
        SqlFile.of("project_cost_daily")
            .run(spark, Map.of("project_day", projectDays, "project_start", starts))
            .filter(rewritten)
            .withColumn("run_id", lit(input.runId()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    appendRestatements(stored, daily);
    table.replaceDays( // as `rewritten` says in SQL
        day -> !day.isBefore(first) && !input.closed().contains(day),
        daily.repartition(daily.col("usage_date")));
    daily.unpersist();
  }

  private Dataset<Row> sums(List<LocalDate> days) {
    return SqlFile.of("project_day")
        .run(
            spark,
            Map.of(
                "charge", warehouse.table(CostTables.CHARGE).ofDays(days),
                "session_cost", warehouse.table(CostTables.SESSION_COST).ofDays(days),
                "unpriced_usage", warehouse.table(CostTables.UNPRICED_USAGE).ofDays(days),
                "kind_family", kindFamilies()));
  }

  private Dataset<Row> kindFamilies() {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      rows.add(RowFactory.create(kind.code(), kind.family().name().toLowerCase(Locale.ROOT)));
    }
    return spark.createDataFrame(rows, StructType.fromDDL("kind STRING, family STRING"));
  }

  private void appendRestatements(Dataset<Row> before, Dataset<Row> after) {
    LakeTable restatements = warehouse.table(RunTables.RESTATEMENT);
    String touched = DayFilter.in("usage_date", input.openDays());
    TreeSet<LocalDate> published = daysOf(before.filter(touched));
    published.addAll(daysOf(restatements.read().filter(touched))); // emptied since
    if (published.isEmpty()) {
      return;
    }
    List<Row> reasons =
        published.stream().map(day -> RowFactory.create(day, input.touched().get(day))).toList();
    String ofPublished = DayFilter.in("usage_date", published);
    Dataset<Row> changes =
        SqlFile.of("restatement")
            .run(
                spark,
                Map.of(
                    "before", before.filter(ofPublished),
                    "after", after.filter(ofPublished),
                    "published_day",
                        spark.createDataFrame(
                            reasons, StructType.fromDDL("usage_date DATE, reason STRING"))))
            .withColumn("run_id", lit(input.runId()))
            .coalesce(1);
    if (!changes.isEmpty()) {
      restatements.append(changes);
    }
  }

  private static TreeSet<LocalDate> daysOf(Dataset<Row> rows) {
    return new TreeSet<>(
        rows.select("usage_date").distinct().as(Encoders.LOCALDATE()).collectAsList());
  }
}
