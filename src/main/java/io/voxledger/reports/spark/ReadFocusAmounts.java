package io.voxledger.reports.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.plans.HardCaps;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.spark.ReadMonthCosts;
import io.voxledger.lake.Column;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusAmount.Category;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.PlanTables;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a month comes to beside usage: what the plan of a LiveKit account makes of it, what bills
 * say of credits, tax, fees and adjustments, and corrections of closed months that are booked in
 * it. Where a plan is known, its own fee, allowances and credits stand for those of the bill.
 */
public final class ReadFocusAmounts {
  private static final String LIVEKIT = "livekit";
  private static final Set<String> OF_THE_PLAN = Set.of("allowance", "purchase", "credit");

  private final PublishedTables tables;
  private final YearMonth month;
  private final Plans plans;
  private final Set<String> withPlan = new HashSet<>();

  /**
   * Lines of bills that are in no row, for want of an exchange rate.
   *
   * @param amount of all of them, in the currency
   */
  public record WithoutRate(String currency, long lines, BigDecimal amount) {}

  /**
   * @param plans as in the settings: they tell what is not billed beyond a hard cap
   */
  public ReadFocusAmounts(PublishedTables tables, YearMonth month, Plans plans) {
    this.tables = tables;
    this.month = month;
    this.plans = plans;
  }

  /** The months that have a cost, to name them where nothing is. */
  public List<String> knownMonths() {
    return tables
        .read(PlanTables.PROJECT_MONTH)
        .selectExpr("date_format(month, 'yyyy-MM') AS name")
        .distinct()
        .orderBy("name")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** What bills say beside usage, and has no amount in USD. */
  public List<WithoutRate> withoutRate() {
    return withoutRate(billed());
  }

  /** Of lines as in {@code billed_line}. */
  static List<WithoutRate> withoutRate(Dataset<Row> lines) {
    return lines
        .filter("billed_cost_usd IS NULL")
        .groupBy("currency")
        .agg(count(lit(1)).as("lines"), sum("amount_original").as("amount"))
        .orderBy("currency")
        .collectAsList()
        .stream()
        .map(row -> new WithoutRate(row.getString(0), row.getLong(1), row.getDecimal(2)))
        .toList();
  }

  /** Plans first, then bills by biller, account and day, then corrections by project. */
  public List<FocusAmount> read() {
    List<FocusAmount> amounts = new ArrayList<>(plans());
    amounts.addAll(bills());
    amounts.addAll(new ReadFocusCorrections(tables, month).read());
    return amounts;
  }

  private List<FocusAmount> plans() {
    Map<List<String>, BigDecimal> contracted = new HashMap<>();
    tables
        .read(CostTables.SKU_COST_DAILY)
        .filter(DayFilter.in("month", List.of(month.atDay(1))))
        .filter(col("biller").equalTo(LIVEKIT))
        .groupBy("account", "sku", "meter")
        .agg(sum("contracted_cost").cast(Column.COST).as("cost"))
        .collectAsList()
        .forEach(
            row ->
                contracted.put(
                    List.of(row.getString(0), row.getString(1), row.getString(2)),
                    row.getDecimal(3)));
    Map<List<String>, BigDecimal> notBilled = notBilled();
    List<FocusAmount> amounts = new ArrayList<>();
    tables
        .read(PlanTables.PLAN_USAGE)
        .filter(DayFilter.in("month", List.of(month.atDay(1))))
        .filter("plan IS NOT NULL")
        .orderBy("account", "sku", "meter")
        .collectAsList()
        .forEach(row -> addPlan(row, contracted, notBilled, amounts));
    return amounts;
  }

  private Map<List<String>, BigDecimal> notBilled() {
    LocalDate first = month.atDay(1);
    return HardCaps.notBilled(
        plans,
        first,
        () ->
            new ReadMonthCosts(tables::read)
                .planUses(List.of(first))
                .getOrDefault(first, Map.of()));
  }

  private void addPlan(
      Row row,
      Map<List<String>, BigDecimal> contracted,
      Map<List<String>, BigDecimal> notBilled,
      List<FocusAmount> amounts) {
    String account = row.getAs("account");
    String plan = "plan " + row.<String>getAs("plan");
    if (withPlan.add(account)) {
      add(amounts, account, Category.PURCHASE, row.getAs("plan_fee_usd"), plan + ", monthly fee");
      BigDecimal credits = row.<BigDecimal>getAs("credits_usd").negate();
      add(amounts, account, Category.CREDIT, credits, plan + ", Inference credits");
    }
    String sku = row.getAs("sku");
    if (sku != null) {
      List<String> of = List.of(account, sku, row.getAs("meter"));
      BigDecimal cost = contracted.getOrDefault(of, BigDecimal.ZERO);
      BigDecimal less = cost.subtract(row.<BigDecimal>getAs("overage_cost_usd"));
      BigDecimal capped = notBilled.getOrDefault(of, BigDecimal.ZERO).min(less);
      BigDecimal included = less.subtract(capped).negate();
      add(amounts, account, Category.CREDIT, included, plan + ", included " + sku);
      String beyond = plan + ", not billed: hard cap " + sku;
      add(amounts, account, Category.CREDIT, capped.negate(), beyond);
    }
  }

  private void add(
      List<FocusAmount> amounts, String account, Category category, BigDecimal usd, String text) {
    if (usd.signum() != 0) {
      amounts.add(
          new FocusAmount(
              category,
              LIVEKIT,
              account,
              Optional.empty(),
              month.atDay(1),
              month.plusMonths(1).atDay(1),
              usd,
              text,
              Optional.empty(),
              false));
    }
  }

  private List<FocusAmount> bills() {
    return billed()
        .filter("billed_cost_usd IS NOT NULL")
        .orderBy("biller", "account", "billing_date", "billed_line_id")
        .collectAsList()
        .stream()
        .filter(row -> !isOfPlan(row))
        .map(ReadFocusAmounts::ofBill)
        .toList();
  }

  private Dataset<Row> billed() {
    return tables
        .read(BillTables.BILLED_LINE)
        .filter("standing = 'used' AND category <> 'usage'")
        .filter(DayFilter.from("billing_date", month.atDay(1)))
        .filter(DayFilter.before("billing_date", month.plusMonths(1).atDay(1)));
  }

  private boolean isOfPlan(Row row) {
    return row.getAs("biller").equals(LIVEKIT)
        && withPlan.contains(row.<String>getAs("account"))
        && OF_THE_PLAN.contains(row.<String>getAs("category"));
  }

  private static FocusAmount ofBill(Row row) {
    LocalDate day = row.getAs("billing_date");
    String category = row.getAs("category");
    return new FocusAmount(
        categoryOf(category),
        row.getAs("biller"),
        row.getAs("account"),
        Optional.empty(),
        day,
        day.plusDays(days(row.getAs("period_start"), row.getAs("period_end"))),
        row.getAs("billed_cost_usd"),
        Optional.<String>ofNullable(row.getAs("line_item")).orElse(category),
        Optional.ofNullable(row.getAs("invoice_id")),
        false);
  }

  /**
   * How many days the line is for, at least one; a line may be for hours, or for no known time. A
   * month in which the clocks change is an hour off.
   */
  static long days(Instant start, Instant end) {
    return start == null || end == null
        ? 1
        : Math.max(1, Duration.between(start, end).plusHours(12).toDays());
  }

  private static Category categoryOf(String ofLine) {
    return switch (ofLine) {
      case "credit", "allowance" -> Category.CREDIT;
      case "tax" -> Category.TAX;
      case "purchase" -> Category.PURCHASE;
      default -> Category.ADJUSTMENT;
    };
  }
}
