package io.voxledger.costs.spark;

import io.voxledger.costs.months.ProjectMonth;
import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanUsage;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Months as rows of {@code plan_usage} and {@code project_month}. */
final class MonthRows {
  private static final BigDecimal NO_QUANTITY = Rounding.quantity(BigDecimal.ZERO);

  private MonthRows() {}

  /** One row for each sku and meter; one without a sku when nothing was used. */
  static List<Row> of(PlanMonth month, String runId) {
    if (month.usage().isEmpty()) {
      return List.of(row(month, null, null, nothing(), runId));
    }
    return month.usage().stream()
        .map(usage -> row(month, usage.sku(), usage.meter().code(), amounts(usage), runId))
        .toList();
  }

  private record Amounts(
      BigDecimal used, BigDecimal included, BigDecimal overage, BigDecimal cost) {}

  private static Amounts nothing() {
    return new Amounts(NO_QUANTITY, NO_QUANTITY, NO_QUANTITY, Rounding.cost(BigDecimal.ZERO));
  }

  private static Amounts amounts(PlanUsage usage) {
    return new Amounts(usage.used(), usage.included(), usage.overage(), usage.overageCost());
  }

  private static Row row(PlanMonth month, String sku, String meter, Amounts amounts, String runId) {
    return RowFactory.create(
        month.account(),
        month.month(),
        sku,
        meter,
        amounts.used(),
        amounts.included(),
        amounts.overage(),
        amounts.cost(),
        month.plan().orElse(null),
        Rounding.cost(month.fee()),
        Rounding.cost(month.credits()),
        Rounding.cost(month.estimatedInvoice()),
        runId);
  }

  static Row of(ProjectMonth month, String runId) {
    return RowFactory.create(
        month.projectId(),
        month.month(),
        month.sessions(),
        Rounding.cost(month.minutes()),
        Rounding.cost(month.costOf(CostFamily.AI)),
        Rounding.cost(month.costOf(CostFamily.TRANSPORT)),
        Rounding.cost(month.costOf(CostFamily.TELEPHONY)),
        Rounding.cost(month.costOf(CostFamily.PLATFORM)),
        Rounding.cost(month.total()),
        Rounding.cost(month.list()),
        Rounding.cost(month.effective()),
        Rounding.cost(month.planShare()),
        Rounding.cost(month.credits()),
        Rounding.cost(month.corrections()),
        Rounding.cost(month.billed()),
        Rounding.cost(month.variance()),
        month.previous().map(Rounding::cost).orElse(null),
        month.budget().map(Rounding::cost).orElse(null),
        "open",
        runId);
  }
}
