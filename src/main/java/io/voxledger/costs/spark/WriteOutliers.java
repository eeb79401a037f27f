package io.voxledger.costs.spark;

import io.voxledger.costs.outliers.OutlierReason;
import io.voxledger.costs.outliers.OutlierReason.CostsByMeter;
import io.voxledger.costs.outliers.OutlierReason.Outlier;
import io.voxledger.costs.outliers.OutlierScore;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.WatchTables;
import io.voxledger.usage.spark.StoredRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes {@code cost_outlier} of whole months: one session more moves every median of its group.
 */
public final class WriteOutliers {
  private static final String SCORED =
      "session_id STRING, project_id STRING, provider STRING, month DATE, duration_sec BIGINT,"
          + " cost_per_minute_usd DECIMAL(28,12), typical_usd DECIMAL(28,12), score DECIMAL(28,12)";

  private final Warehouse warehouse;
  private final SortedSet<LocalDate> months;
  private final String runId;

  /**
   * Looks at the sessions that began in those months.
   *
   * @param months first days of months
   */
  public WriteOutliers(Warehouse warehouse, SortedSet<LocalDate> months, String runId) {
    this.warehouse = warehouse;
    this.months = months;
    this.runId = runId;
  }

  /** Finds and writes; a month that has and had no outlier is not written. */
  public void write() {
    LakeTable table = warehouse.table(WatchTables.COST_OUTLIER);
    Dataset<Row> scored = scored().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> outliers = scored.filter("score IS NOT NULL");
    String ofMonths = DayFilter.in("month", months);
    if (!outliers.isEmpty()) {
      table.replaceDays(months, reasons(scored, outliers).coalesce(1));
    } else if (table.version() > 0 && !table.read().filter(ofMonths).isEmpty()) {
      table.replaceDays(months, empty());
    }
    scored.unpersist();
  }

  private Dataset<Row> empty() {
    return warehouse
        .spark()
        .createDataFrame(java.util.List.of(), WatchTables.COST_OUTLIER.schema());
  }

  private Dataset<Row> scored() {
    Dataset<Row> sessions =
        warehouse
            .table(CostTables.SESSION_COST)
            .read()
            .filter(DayFilter.in("session_date", daysOfMonths()));
    MapFunction<Row, Row> score = WriteOutliers::score;
    return SqlFile.of("session_median")
        .run(warehouse.spark(), Map.of("session_cost", sessions))
        .map(score, Encoders.row(StructType.fromDDL(SCORED)));
  }

  private static Row score(Row row) {
    BigDecimal cost = row.getAs("cost_per_minute_usd");
    BigDecimal twiceMedian = row.getAs("twice_median");
    return RowFactory.create(
        row.getAs("session_id"),
        row.getAs("project_id"),
        row.getAs("provider"),
        row.getAs("month"),
        row.getAs("duration_sec"),
        cost,
        OutlierScore.median(twiceMedian),
        OutlierScore.of(cost, twiceMedian, row.getAs("four_mads")).orElse(null));
  }

  private Dataset<Row> reasons(Dataset<Row> scored, Dataset<Row> outliers) {
    TreeSet<LocalDate> days = daysOfMonths();
    days.addAll(new StoredRows(warehouse).daysOfSessions(outliers));
    Dataset<Row> charges =
        warehouse.table(CostTables.CHARGE).read().filter(DayFilter.in("usage_date", days));
    String run = runId;
    MapFunction<Row, Row> explain = row -> explained(row, run);
    return SqlFile.of("outlier_meters")
        .run(warehouse.spark(), Map.of("scored_session", scored, "charge", charges))
        .map(explain, Encoders.row(WatchTables.COST_OUTLIER.schema()));
  }

  private TreeSet<LocalDate> daysOfMonths() {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (LocalDate month : months) {
      month.datesUntil(month.plusMonths(1)).forEach(days::add);
    }
    return days;
  }

  private static Row explained(Row row, String runId) {
    Outlier outlier =
        new Outlier(
            row.getAs("session_id"),
            row.getAs("cost_per_minute_usd"),
            row.getAs("typical_usd"),
            row.getAs("score"));
    OutlierReason reason =
        OutlierReason.of(
            outlier,
            new CostsByMeter(usd(row, "session_usd"), row.getAs("duration_sec")),
            new CostsByMeter(
                usd(row, "other_usd"),
                Optional.<Long>ofNullable(row.getAs("other_sec")).orElse(0L)));
    return RowFactory.create(
        outlier.sessionId(),
        row.getAs("project_id"),
        outlier.perMinute(),
        outlier.typical(),
        outlier.score(),
        reason.meter().orElse(null),
        reason.sentence(),
        row.getAs("month"),
        runId);
  }

  private static Map<String, BigDecimal> usd(Row row, String column) {
    return row.isNullAt(row.fieldIndex(column)) ? Map.of() : row.getJavaMap(row.fieldIndex(column));
  }
}
