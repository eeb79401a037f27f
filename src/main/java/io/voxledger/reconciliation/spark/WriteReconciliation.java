package io.voxledger.reconciliation.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.StandingBucket;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.ComputedCost;
import io.voxledger.reconciliation.DailyCost;
import io.voxledger.reconciliation.ReconcileBills;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Compares bills with charges month by month: the months of touched days, of bills that came, and
 * of rows that were not final yet. All other rows keep what they say and grow older.
 */
public final class WriteReconciliation {
  private final SparkSession spark;
  private final LakeTable reconciliation;
  private final LakeTable skuCosts;
  private final Input input;

  /**
   * What is to be compared and how.
   *
   * @param touched days whose charges changed
   * @param billsChanged whether a bill came, or lines are named otherwise than before
   * @param terms by biller
   */
  public record Input(
      Set<LocalDate> touched,
      SettledBills bills,
      boolean billsChanged,
      Function<String, ReconcileTerms> terms,
      LocalDate logicalDate,
      String runId) {}

  public WriteReconciliation(Warehouse warehouse, Input input) {
    this.spark = warehouse.spark();
    this.reconciliation = warehouse.table(BillTables.RECONCILIATION);
    this.skuCosts = warehouse.table(CostTables.SKU_COST_DAILY);
    this.input = input;
  }

  /** Writes the table; gives the rows that were compared in this run. */
  public List<ReconciliationRow> write() {
    Dataset<Row> stored = reconciliation.read();
    Set<LocalDate> months = months(stored);
    List<ReconciliationRow> rows =
        new ReconcileBills(input.terms(), firstSeen(stored))
            .rows(costsOf(months), billsOf(months)).stream()
                .filter(row -> months.contains(monthOf(row.key().period().period().start())))
                .toList();
    Dataset<Row> fresh =
        spark.createDataFrame(
            rows.stream().map(this::row).toList(), BillTables.RECONCILIATION.schema());
    Dataset<Row> kept =
        stored
            .filter(
                org.apache.spark.sql.functions.not(
                    org.apache
                        .spark
                        .sql
                        .functions
                        .trunc(col("period_start"), "MONTH")
                        .isInCollection(months)))
            .withColumn(
                "age_days",
                greatest(lit(0), datediff(lit(input.logicalDate()), col("first_seen"))));
    reconciliation.replaceAll(kept.union(fresh).coalesce(1));
    return rows;
  }

  private Set<LocalDate> months(Dataset<Row> stored) {
    Set<LocalDate> months = new TreeSet<>();
    for (LocalDate day : input.touched()) { // a biller's day may begin before or after ours
      months.add(monthOf(day.minusDays(1)));
      months.add(monthOf(day.plusDays(1)));
    }
    if (input.billsChanged()) {
      input.bills().lines().forEach(line -> months.add(monthOf(line.billingDate())));
      input.bills().standing().forEach(b -> months.add(monthOf(periodOf(b).start())));
    }
    stored
        .filter("NOT final")
        .select("period_start")
        .distinct()
        .collectAsList()
        .forEach(row -> months.add(monthOf(row.getAs(0))));
    return months;
  }

  private static BillingPeriod periodOf(StandingBucket bucket) {
    return bucket.source().billingPeriod(bucket.period());
  }

  private static LocalDate monthOf(LocalDate day) {
    return day.withDayOfMonth(1);
  }

  private SettledBills billsOf(Set<LocalDate> months) {
    List<BilledLine> lines =
        input.bills().lines().stream()
            .filter(line -> line.billedCostUsd().isPresent())
            .filter(line -> months.contains(monthOf(line.billingDate())))
            .toList();
    List<StandingBucket> standing =
        input.bills().standing().stream()
            .filter(bucket -> months.contains(monthOf(periodOf(bucket).start())))
            .toList();
    return new SettledBills(lines, standing, input.bills().incomplete());
  }

  private List<DailyCost> costsOf(Set<LocalDate> months) {
    Set<LocalDate> stored = new TreeSet<>();
    for (LocalDate month : months) {
      stored.add(month);
      stored.add(month.minusMonths(1));
      stored.add(month.plusMonths(1));
    }
    return skuCosts
        .read()
        .filter(col("month").isInCollection(stored))
        .groupBy("biller", "account", "billing_date", "sku", "meter")
        .agg(
            sum("billable_quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("cost"))
        .collectAsList()
        .stream()
        .filter(row -> months.contains(monthOf(row.getAs("billing_date"))))
        .map(WriteReconciliation::dailyCost)
        .toList();
  }

  static DailyCost dailyCost(Row row) {
    return new DailyCost(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("billing_date"),
        new ComputedCost(
            row.getAs("sku"),
            Meter.of(row.getAs("meter")).orElseThrow(),
            row.getAs("quantity"),
            row.getAs("cost")));
  }

  private static Map<RowKey, LocalDate> firstSeen(Dataset<Row> stored) {
    Map<RowKey, LocalDate> firstSeen = new HashMap<>();
    for (Row row : stored.collectAsList()) {
      firstSeen.put(key(row), row.getAs("first_seen"));
    }
    return firstSeen;
  }

  static RowKey key(Row row) {
    return new RowKey(
        new ReconciledPeriod(
            row.getAs("biller"),
            row.getAs("account"),
            new BillingPeriod(row.getAs("period_start"), row.getAs("period_end"))),
        Scope.valueOf(row.<String>getAs("scope").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getAs("sku")),
        Optional.<String>ofNullable(row.getAs("meter")).flatMap(Meter::of),
        Optional.ofNullable(row.getAs("line_item")));
  }

  private Row row(ReconciliationRow row) {
    RowKey key = row.key();
    List<Object> values = new ArrayList<>();
    values.add(key.period().biller());
    values.add(key.period().account());
    values.add(key.period().period().start());
    values.add(key.period().period().end());
    values.add(key.scope().name().toLowerCase(Locale.ROOT));
    values.add(key.sku().orElse(null));
    values.add(key.meter().map(Meter::code).orElse(null));
    values.add(key.lineItem().orElse(null));
    values.add(row.computedQuantity().orElse(null));
    values.add(row.computedCost());
    values.add(row.billedQuantity().orElse(null));
    values.add(row.billedCost());
    values.add(row.variance());
    values.add(row.variancePct().orElse(null));
    for (Component component : Component.values()) {
      values.add(row.components().find(component).orElse(null));
    }
    values.add(row.status().code());
    values.add(row.isFinal());
    values.add(row.firstSeen());
    values.add(Math.toIntExact(row.ageDays()));
    values.add(input.runId());
    return RowFactory.create(values.toArray());
  }

  /**
   * Whether anything there is would be compared: a first run without charges and bills has nothing.
   */
  public static boolean hasWork(Collection<LocalDate> touched, boolean billsChanged) {
    return !touched.isEmpty() || billsChanged;
  }
}
