package io.voxledger.reconciliation.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.Keys;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.reconciliation.BillShare;
import io.voxledger.reconciliation.PeriodSides;
import io.voxledger.tables.CostTables;
import io.voxledger.time.ClosedMonths;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The third side of {@code estimate_accuracy}: the share that a session's ai charges have in the
 * bill's lines, by contracted cost. A session whose charges reach outside the compared months, or
 * that began in a closed one, stays as it is.
 */
public final class WriteBilledShares {
  private static final String[] SESSION = {"session_id"};
  private static final StructType SHARE =
      StructType.fromDDL(
          "biller STRING, account STRING, period_start DATE, period_end DATE, sku STRING, meter STRING,"
              + " line INT, computed_cost DECIMAL(28,12), billed_cost DECIMAL(28,12)");

  /** A session's charges are looked for this many days around the months; longer ones wait. */
  private static final int DAYS_AROUND = 2;

  private final Warehouse warehouse;
  private final LakeTable estimates;
  private final List<PeriodSides> sides;
  private final TreeSet<YearMonth> months = new TreeSet<>();

  /**
   * @param result every period of the compared months, and bills that reach into them
   */
  public WriteBilledShares(
      Warehouse warehouse, WriteReconciliation.Result result, ClosedMonths closed) {
    this.warehouse = warehouse;
    this.estimates = warehouse.table(CostTables.ESTIMATE_ACCURACY);
    this.sides = result.sides();
    result.months().months().forEach(month -> months.add(YearMonth.from(month)));
    months.removeAll(closed.months());
  }

  /** Writes the days on which a share changed. */
  public void write(String runId) {
    if (months.isEmpty() || estimates.version() <= 0) {
      return;
    }
    Dataset<Row> stored = estimates.readAt(estimates.version()).filter(within("session_date", 0));
    if (stored.isEmpty()) {
      return;
    }
    Dataset<Row> shared = shared(stored).persist(StorageLevel.MEMORY_AND_DISK());
    TreeSet<LocalDate> changed =
        new TreeSet<>(
            shared
                .filter("NOT (billed_usd <=> before_usd)")
                .select("session_date")
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    if (!changed.isEmpty()) {
      String dates = DayFilter.in("session_date", changed);
      estimates.replaceDays(
          changed,
          shared
              .filter(dates)
              .withColumn("run_id", lit(runId))
              .repartition(shared.col("session_date")));
    }
    shared.unpersist();
  }

  private Dataset<Row> shared(Dataset<Row> stored) {
    Dataset<Row> charges =
        Keys.among(
            warehouse
                .table(CostTables.CHARGE)
                .read()
                .filter(within("usage_date", DAYS_AROUND))
                .filter(col("kind").isInCollection(aiKinds())),
            stored,
            SESSION);
    Dataset<Row> elsewhere =
        charges.filter("NOT (" + within("billing_date", 0) + ")").select("session_id").distinct();
    Dataset<Row> billed =
        SqlFile.of("session_billed")
            .run(warehouse.spark(), Map.of("charge", charges, "bill_share", shares()));
    Dataset<Row> before = stored.withColumnRenamed("billed_usd", "before_usd");
    return before
        .join(billed, SESSION, "left")
        .join(elsewhere.withColumn("is_elsewhere", lit(true)), SESSION, "left")
        .selectExpr("*", "if(is_elsewhere, before_usd, billed_usd) AS share_usd")
        .drop("billed_usd", "is_elsewhere")
        .withColumnRenamed("share_usd", "billed_usd");
  }

  private Dataset<Row> shares() {
    List<Row> rows =
        BillShare.of(sides).stream()
            .map(
                share ->
                    RowFactory.create(
                        share.period().biller(),
                        share.period().account(),
                        share.period().period().start(),
                        share.period().period().end(),
                        share.sku(),
                        share.meter().code(),
                        share.line(),
                        share.computed(),
                        share.billed()))
            .toList();
    return warehouse.spark().createDataFrame(rows, SHARE);
  }

  private static List<String> aiKinds() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.family() == CostFamily.AI)
        .map(Kind::code)
        .toList();
  }

  /** Holds for the days of the months, and for some around them. */
  private String within(String column, int daysAround) {
    return months.stream()
        .map(
            month ->
                "("
                    + DayFilter.from(column, month.atDay(1).minusDays(daysAround))
                    + " AND "
                    + DayFilter.before(column, month.plusMonths(1).atDay(1).plusDays(daysAround))
                    + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
