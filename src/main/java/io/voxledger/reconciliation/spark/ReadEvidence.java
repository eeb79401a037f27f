package io.voxledger.reconciliation.spark;

import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.causes.ExplainVariances.Evidence;
import io.voxledger.reconciliation.causes.ExplainVariances.UsedQuantity;
import io.voxledger.reconciliation.causes.SkuCharge;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.time.BillingCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads what was computed, as sums by day and price, and what else may tell why a bill differs. */
final class ReadEvidence {
  private static final Column[] BY_RATE =
      columns(
          "usage_date",
          "billing_date",
          "biller",
          "account",
          "kind",
          "sku",
          "meter",
          "rate_id",
          "unit_price",
          "contracted_unit_price",
          "per");

  /** Who bills a model that is named {@code openai/gpt-4.1}: it went through LiveKit Inference. */
  private static final String INFERENCE = "livekit";

  private final SparkSession spark;
  private final LakeTable skuCosts;
  private final LakeTable unpriced;
  private final LakeTable agreement;
  private final LakeTable sessions;
  private final BillingCalendar calendar;
  private final BinaryOperator<String> skus;

  /**
   * @param calendar the billers' days
   * @param skus the sku of a biller's model; the model where none is known
   */
  ReadEvidence(Warehouse warehouse, BillingCalendar calendar, BinaryOperator<String> skus) {
    this.spark = warehouse.spark();
    this.skuCosts = warehouse.table(CostTables.SKU_COST_DAILY);
    this.unpriced = warehouse.table(CostTables.UNPRICED_USAGE);
    this.agreement = warehouse.table(UsageTables.USAGE_AGREEMENT);
    this.sessions = warehouse.table(CostTables.SESSION_COST);
    this.calendar = calendar;
    this.skus = skus;
  }

  /** All of it, read side by side. */
  Evidence of(Set<LocalDate> months) {
    AtomicReference<List<SkuCharge>> charges = new AtomicReference<>();
    AtomicReference<List<UsedQuantity>> withoutPrice = new AtomicReference<>();
    AtomicReference<List<UsedQuantity>> lost = new AtomicReference<>();
    AtomicReference<Map<LocalDate, Long>> silent = new AtomicReference<>();
    AtOnce.run(
        spark,
        () -> charges.set(chargesAround(months)),
        () -> withoutPrice.set(unpricedIn(months)),
        () -> lost.set(lostIn(months)),
        () -> silent.set(silentIn(months)));
    return new Evidence(charges.get(), withoutPrice.get(), lost.get(), silent.get());
  }

  /** The charges of these months and of those beside them, whose days overlap in other zones. */
  private List<SkuCharge> chargesAround(Set<LocalDate> months) {
    Set<LocalDate> stored = new TreeSet<>();
    for (LocalDate month : months) {
      stored.addAll(List.of(month.minusMonths(1), month, month.plusMonths(1)));
    }
    Dataset<Row> costs = skuCosts.read().filter(col("month").isInCollection(stored));
    return costs
        .groupBy(BY_RATE)
        .agg(
            sum("charges").as("charges"),
            sum("quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("billable_quantity").cast("DECIMAL(28,6)").as("billable_quantity"),
            sum("whole_seconds").cast("DECIMAL(28,6)").as("whole_seconds"),
            sum("whole_minutes").cast("DECIMAL(28,6)").as("whole_minutes"),
            sum("pacific_day_before").cast("DECIMAL(28,6)").as("pacific_day_before"),
            sum("past_threshold").cast("DECIMAL(28,6)").as("past_threshold"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("contracted_cost"))
        .orderBy(BY_RATE) // causes look at charges one after the other
        .collectAsList()
        .stream()
        .map(CauseRows::charge)
        .toList();
  }

  /** What has no price, by account, day of the biller and model; some of the days beside, too. */
  private List<UsedQuantity> unpricedIn(Set<LocalDate> months) {
    Column inMonths = lit(false);
    for (int daysBeside : List.of(-1, 0, 1)) {
      Column month = trunc(date_add(col("usage_date"), daysBeside), "MONTH");
      inMonths = inMonths.or(month.isInCollection(months));
    }
    return unpriced
        .read()
        .filter(inMonths)
        .select(
            col("biller"),
            col("account"),
            col("model"),
            billingDate().as("billing_date"),
            explode(col("quantities")))
        .groupBy("biller", "account", "model", "billing_date", "key")
        .agg(sum("value").cast("DECIMAL(28,6)").as("quantity"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new UsedQuantity(
                    row.getAs("biller"),
                    Optional.ofNullable(row.getAs("account")),
                    skus.apply(row.getAs("biller"), row.getAs("model")),
                    row.getAs("billing_date"),
                    Meter.of(row.getAs("key")).orElseThrow(),
                    row.getAs("quantity")))
        .toList();
  }

  private Column billingDate() {
    Column date = col("usage_date");
    for (Map.Entry<String, ZoneId> biller : calendar.zones().entrySet()) {
      Column local = from_utc_timestamp(col("used_at"), biller.getValue().getId());
      date = when(col("biller").equalTo(biller.getKey()), to_date(local)).otherwise(date);
    }
    return date;
  }

  /** What a shadowed source reports beyond the used one. */
  private List<UsedQuantity> lostIn(Set<LocalDate> months) {
    return agreement
        .read()
        .filter(trunc(col("session_date"), "MONTH").isInCollection(months))
        .filter("array_contains(flags, 'shadow_larger')")
        .groupBy("provider", "model", "session_date", "meter")
        .agg(sum("difference").cast("DECIMAL(28,6)").as("quantity"))
        .collectAsList()
        .stream()
        .map(this::lost)
        .toList();
  }

  private UsedQuantity lost(Row row) {
    String provider = row.getAs("provider");
    String model = row.getAs("model");
    String biller = model.startsWith(provider + "/") ? INFERENCE : provider;
    return new UsedQuantity(
        biller,
        Optional.empty(),
        skus.apply(biller, model),
        row.getAs("session_date"),
        Meter.of(row.getAs("meter")).orElseThrow(),
        row.getAs("quantity"));
  }

  /** How many sessions have connections and no usage that an agent told, by their first day. */
  private Map<LocalDate, Long> silentIn(Set<LocalDate> months) {
    return sessions
        .read()
        .filter(trunc(col("session_date"), "MONTH").isInCollection(months))
        .filter("ai_records = 0")
        .groupBy("session_date")
        .count()
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.getAs("session_date"), row -> row.getAs("count")));
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
  }
}
