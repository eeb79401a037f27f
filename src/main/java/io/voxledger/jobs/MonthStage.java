package io.voxledger.jobs;

import io.voxledger.costs.spark.WriteMonths;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.spark.ReadBillShares;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.PlanTables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Encoders;

/** Adds up months: what plans make of them, and what projects cost in them. */
final class MonthStage {
  private final RunContext run;

  MonthStage(RunContext run) {
    this.run = run;
  }

  /**
   * Adds up the months of changed charges and bills.
   *
   * @param compared rows of the reconciliation that this run wrote
   * @param plansChanged whether plans or budgets are others than before, so that all months are
   *     added up
   */
  void write(Touched touched, Collection<ReconciliationRow> compared, boolean plansChanged) {
    TreeSet<LocalDate> months = new TreeSet<>();
    for (LocalDate day : touched.pricedDays()) { // a biller's day may begin before or after ours
      months.addAll(List.of(monthOf(day.minusDays(1)), monthOf(day), monthOf(day.plusDays(1))));
      months.add(monthOf(day).plusMonths(1)); // it shows the month before it
    }
    if (touched.bills()) {
      compared.forEach(row -> months.add(monthOf(row.key().period().period().start())));
    }
    if (plansChanged) {
      months.addAll(known());
    }
    if (!months.isEmpty()) {
      run.progress().stage("adding up " + months.size() + " months");
      write(months);
    }
  }

  private void write(TreeSet<LocalDate> months) {
    WriteMonths.Input input =
        new WriteMonths.Input(
            months,
            run.settings().plans(),
            run.settings().budgets(),
            () -> new ReadBillShares(run.warehouse()).byMonth(months),
            Map.of(),
            run.runId());
    new WriteMonths(run.warehouse(), input).write();
  }

  private TreeSet<LocalDate> known() {
    return new TreeSet<>(
        run.warehouse()
            .table(CostTables.SKU_COST_DAILY)
            .read()
            .select("month")
            .union(run.warehouse().table(PlanTables.PROJECT_MONTH).read().select("month"))
            .distinct()
            .as(Encoders.LOCALDATE())
            .collectAsList());
  }

  private static LocalDate monthOf(LocalDate day) {
    return day.withDayOfMonth(1);
  }
}
