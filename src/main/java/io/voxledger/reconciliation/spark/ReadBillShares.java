package io.voxledger.reconciliation.spark;

import static java.util.stream.Collectors.groupingBy;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ComputedCost;
import io.voxledger.reconciliation.DailyCost;
import io.voxledger.reconciliation.ProjectCost;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.ShareBills;
import io.voxledger.reconciliation.ShareBills.BilledRow;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** The projects' parts of the bills, from the stored reconciliation. */
public final class ReadBillShares {
  private final LakeTable reconciliation;
  private final LakeTable skuCosts;

  public ReadBillShares(Warehouse warehouse) {
    this.reconciliation = warehouse.table(BillTables.RECONCILIATION);
    this.skuCosts = warehouse.table(CostTables.SKU_COST_DAILY);
  }

  /**
   * The parts by month and project, USD. A bill belongs to the month in which its period starts.
   *
   * @param months first days
   */
  public Map<LocalDate, Map<String, BigDecimal>> byMonth(Collection<LocalDate> months) {
    List<BilledRow> rows =
        reconciliation
            .read()
            .filter(trunc(col("period_start"), "MONTH").isInCollection(months))
            .filter(col("scope").notEqual(Scope.TOTAL.code()))
            .collectAsList()
            .stream()
            .map(row -> new BilledRow(ReconciliationRows.key(row), row.getAs("billed_cost")))
            .toList();
    if (rows.stream().allMatch(row -> row.billed().signum() == 0)) {
      return Map.of();
    }
    List<ProjectCost> costs = costs(rows);
    Map<LocalDate, Map<String, BigDecimal>> shares = new HashMap<>();
    rows.stream()
        .collect(groupingBy(row -> period(row).start().withDayOfMonth(1)))
        .forEach((month, own) -> shares.put(month, ShareBills.byProject(own, costs)));
    return shares;
  }

  private static BillingPeriod period(BilledRow row) {
    return row.key().period().period();
  }

  /** A biller's day may begin before or after ours. */
  private List<ProjectCost> costs(List<BilledRow> rows) {
    Set<LocalDate> months = new TreeSet<>();
    for (BilledRow row : rows) {
      LocalDate last = period(row).end().plusDays(1);
      LocalDate month = period(row).start().minusDays(1).withDayOfMonth(1);
      while (!month.isAfter(last)) {
        months.add(month);
        month = month.plusMonths(1);
      }
    }
    return skuCosts
        .read()
        .filter(col("month").isInCollection(months))
        .groupBy("project_id", "biller", "account", "billing_date", "usage_date", "sku", "meter")
        .agg(
            sum("billable_quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("cost"))
        .collectAsList()
        .stream()
        .map(ReadBillShares::cost)
        .toList();
  }

  private static ProjectCost cost(Row row) {
    return new ProjectCost(row.getAs("project_id"), dailyCost(row));
  }

  private static DailyCost dailyCost(Row row) {
    return new DailyCost(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("billing_date"),
        new ComputedCost(
            row.getAs("sku"),
            Meter.of(row.getAs("meter")).orElseThrow(),
            row.getAs("usage_date"),
            row.getAs("quantity"),
            row.getAs("cost")));
  }
}
