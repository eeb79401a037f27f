package io.voxledger.reconciliation.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.StandingBucket;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.DailyCost;
import io.voxledger.reconciliation.ReconcileBills;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.causes.ExplainVariances;
import io.voxledger.reconciliation.causes.ExplainVariances.UsedQuantity;
import io.voxledger.reconciliation.causes.FoundCause;
import io.voxledger.reconciliation.causes.SkuCharge;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
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
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apache.spark.sql.Column;
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
  private final LakeTable causes;
  private final LakeTable skuCosts;
  private final LakeTable unpriced;
  private final LakeTable agreement;
  private final Input input;

  /**
   * What is to be compared and how.
   *
   * @param touched days whose charges changed
   * @param billsChanged whether a bill came, or lines are named otherwise than before
   * @param terms by biller
   * @param explain names the causes
   * @param skus the sku of a biller's model; the model where none is known
   */
  public record Input(
      Set<LocalDate> touched,
      SettledBills bills,
      boolean billsChanged,
      Function<String, ReconcileTerms> terms,
      ExplainVariances explain,
      BinaryOperator<String> skus,
      LocalDate logicalDate,
      String runId) {}

  public WriteReconciliation(Warehouse warehouse, Input input) {
    this.spark = warehouse.spark();
    this.reconciliation = warehouse.table(BillTables.RECONCILIATION);
    this.causes = warehouse.table(BillTables.RECONCILIATION_CAUSE);
    this.skuCosts = warehouse.table(CostTables.SKU_COST_DAILY);
    this.unpriced = warehouse.table(CostTables.UNPRICED_USAGE);
    this.agreement = warehouse.table(UsageTables.USAGE_AGREEMENT);
    this.input = input;
  }

  /** Writes the tables; gives the rows that were compared in this run. */
  public List<ReconciliationRow> write() {
    Dataset<Row> stored = reconciliation.read();
    Set<LocalDate> months = months(stored);
    List<SkuCharge> charges = chargesAround(months);
    List<DailyCost> costs =
        charges.stream()
            .filter(charge -> months.contains(monthOf(charge.billingDate())))
            .map(SkuCharge::dailyCost)
            .toList();
    List<ReconciliationRow> compared =
        new ReconcileBills(input.terms(), firstSeen(stored))
            .rows(costs, billsOf(months)).stream()
                .filter(row -> months.contains(monthOf(row.key().period().period().start())))
                .toList();
    ExplainVariances.Explained explained =
        input
            .explain()
            .explain(
                new ExplainVariances.Sides(
                    compared, input.bills().lines(), charges, unpricedIn(months), lostIn(months)));
    AtOnce.run(
        spark,
        () -> writeRows(stored, months, explained.rows()),
        () -> writeCauses(months, explained.causes()));
    return explained.rows();
  }

  private void writeCauses(Set<LocalDate> months, List<FoundCause> found) {
    Dataset<Row> fresh =
        spark.createDataFrame(
            found.stream().map(cause -> CauseRows.row(cause, input.runId())).toList(),
            BillTables.RECONCILIATION_CAUSE.schema());
    causes.replaceAll(causes.read().filter(not(inMonths(months))).union(fresh).coalesce(1));
  }

  private void writeRows(Dataset<Row> stored, Set<LocalDate> months, List<ReconciliationRow> rows) {
    Dataset<Row> fresh =
        spark.createDataFrame(
            rows.stream().map(this::row).toList(), BillTables.RECONCILIATION.schema());
    Dataset<Row> kept =
        stored
            .filter(not(inMonths(months)))
            .withColumn(
                "age_days",
                greatest(lit(0), datediff(lit(input.logicalDate()), col("first_seen"))));
    reconciliation.replaceAll(kept.union(fresh).coalesce(1));
  }

  private static Column inMonths(Set<LocalDate> months) {
    return trunc(col("period_start"), "MONTH").isInCollection(months);
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

  private List<SkuCharge> chargesAround(Set<LocalDate> months) {
    Set<LocalDate> stored = new TreeSet<>();
    for (LocalDate month : months) {
      stored.add(month);
      stored.add(month.minusMonths(1));
      stored.add(month.plusMonths(1));
    }
    return skuCosts.read().filter(col("month").isInCollection(stored)).collectAsList().stream()
        .map(CauseRows::charge)
        .toList();
  }

  private List<UsedQuantity> unpricedIn(Set<LocalDate> months) {
    return unpriced
        .read()
        .filter(trunc(col("usage_date"), "MONTH").isInCollection(months))
        .select(col("biller"), col("model"), col("usage_date"), explode(col("quantities")))
        .groupBy("biller", "model", "usage_date", "key")
        .agg(sum("value").cast("DECIMAL(28,6)").as("quantity"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new UsedQuantity(
                    row.getAs("biller"),
                    row.getAs("model"),
                    row.getAs("usage_date"),
                    Meter.of(row.getAs("key")).orElseThrow(),
                    row.getAs("quantity")))
        .toList();
  }

  private List<UsedQuantity> lostIn(Set<LocalDate> months) {
    return agreement
        .read()
        .filter(trunc(col("session_date"), "MONTH").isInCollection(months))
        .filter("array_contains(flags, 'shadow_larger')")
        .groupBy("provider", "model", "session_date", "meter")
        .agg(sum("difference").cast("DECIMAL(28,6)").as("quantity"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new UsedQuantity(
                    row.getAs("provider"),
                    input.skus().apply(row.getAs("provider"), row.getAs("model")),
                    row.getAs("session_date"),
                    Meter.of(row.getAs("meter")).orElseThrow(),
                    row.getAs("quantity")))
        .toList();
  }

  private static Map<RowKey, LocalDate> firstSeen(Dataset<Row> stored) {
    Map<RowKey, LocalDate> firstSeen = new HashMap<>();
    for (Row row : stored.collectAsList()) {
      firstSeen.put(key(row), row.getAs("first_seen"));
    }
    return firstSeen;
  }

  private static RowKey key(Row row) {
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
