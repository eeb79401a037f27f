package io.voxledger.reports.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.months.BookCorrections;
import io.voxledger.costs.months.BookCorrections.Correction;
import io.voxledger.lake.Column;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusAmount.Category;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
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
  private final Set<String> withPlan = new HashSet<>();

  public ReadFocusAmounts(PublishedTables tables, YearMonth month) {
    this.tables = tables;
    this.month = month;
  }

  /** Plans first, then bills by biller, account and day, then corrections by project. */
  public List<FocusAmount> read() {
    List<FocusAmount> amounts = new ArrayList<>(plans());
    amounts.addAll(bills());
    amounts.addAll(corrections());
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
    List<FocusAmount> amounts = new ArrayList<>();
    tables
        .read(PlanTables.PLAN_USAGE)
        .filter(DayFilter.in("month", List.of(month.atDay(1))))
        .filter("plan IS NOT NULL")
        .orderBy("account", "sku", "meter")
        .collectAsList()
        .forEach(row -> addPlan(row, contracted, amounts));
    return amounts;
  }

  private void addPlan(
      Row row, Map<List<String>, BigDecimal> contracted, List<FocusAmount> amounts) {
    String account = row.getAs("account");
    String plan = "plan " + row.<String>getAs("plan");
    if (withPlan.add(account)) {
      add(amounts, account, Category.PURCHASE, row.getAs("plan_fee_usd"), plan + ", monthly fee");
      BigDecimal credits = row.<BigDecimal>getAs("credits_usd").negate();
      add(amounts, account, Category.CREDIT, credits, plan + ", Inference credits");
    }
    String sku = row.getAs("sku");
    if (sku != null) {
      BigDecimal cost =
          contracted.getOrDefault(
              List.of(account, sku, row.<String>getAs("meter")), BigDecimal.ZERO);
      BigDecimal included = row.<BigDecimal>getAs("overage_cost_usd").subtract(cost);
      add(amounts, account, Category.CREDIT, included, plan + ", included " + sku);
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
    return tables
        .read(BillTables.BILLED_LINE)
        .filter("standing = 'used' AND category <> 'usage' AND billed_cost_usd IS NOT NULL")
        .filter(DayFilter.from("billing_date", month.atDay(1)))
        .filter(DayFilter.before("billing_date", month.plusMonths(1).atDay(1)))
        .orderBy("biller", "account", "billing_date", "billed_line_id")
        .collectAsList()
        .stream()
        .filter(row -> !isOfPlan(row))
        .map(ReadFocusAmounts::ofBill)
        .toList();
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

  private List<FocusAmount> corrections() {
    Map<LocalDate, String> closedBy = new HashMap<>();
    tables
        .read(MonthTables.MONTH_CLOSE)
        .collectAsList()
        .forEach(row -> closedBy.put(row.getAs("month"), row.getAs("run_id")));
    List<FocusAmount> booked = new ArrayList<>();
    for (Row row : tables.read(MonthTables.MONTH_CORRECTION).collectAsList()) {
      Correction correction =
          new Correction(
              row.getAs("project_id"),
              row.getAs("usage_date"),
              row.getAs("delta_usd"),
              row.getAs("run_id"));
      if (BookCorrections.byMonth(List.of(correction), closedBy).containsKey(month.atDay(1))) {
        booked.add(correction(correction, row));
      }
    }
    return booked;
  }

  private FocusAmount correction(Correction correction, Row row) {
    return new FocusAmount(
        Category.ADJUSTMENT,
        row.getAs("biller"),
        "default",
        Optional.of(correction.projectId()),
        month.atDay(1),
        month.plusMonths(1).atDay(1),
        correction.usd(),
        "correction of " + correction.usageDate() + ": " + row.getAs("reason"),
        Optional.empty(),
        true);
  }
}
