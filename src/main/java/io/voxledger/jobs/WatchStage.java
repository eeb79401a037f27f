package io.voxledger.jobs;

import io.voxledger.costs.budgets.BudgetStatus;
import io.voxledger.costs.budgets.LimitStatus;
import io.voxledger.costs.spark.WriteBudgets;
import io.voxledger.costs.spark.WriteDrivers;
import io.voxledger.costs.spark.WriteHosting;
import io.voxledger.costs.spark.WriteOutliers;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFilter;
import io.voxledger.reports.Shown;
import io.voxledger.tables.CostTables;
import io.voxledger.usage.spark.StoredRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Looks after what was spent: budgets, odd sessions, why months differ, what hosting could cost.
 */
final class WatchStage {
  private final RunContext run;

  WatchStage(RunContext run) {
    this.run = run;
  }

  /**
   * Writes what follows from changed charges, and where budgets stand.
   *
   * @param judge whether budgets are judged even where no charge changed: another day, or others
   */
  WriteBudgets.Result watch(Touched touched, boolean judge) {
    boolean budgets = !run.settings().budgets().all().isEmpty();
    boolean priced = !touched.pricedDays().isEmpty();
    List<Runnable> tasks = new ArrayList<>();
    List<WriteBudgets.Result> judged = new ArrayList<>(List.of(WriteBudgets.Result.NOTHING));
    if (budgets) {
      WriteBudgets write = budgets(touched);
      tasks.add(() -> judged.set(0, priced || judge ? write.write() : write.read()));
    }
    if (priced) {
      TreeSet<LocalDate> months = months(touched.pricedDays());
      TreeSet<LocalDate> compared = new TreeSet<>(months);
      months.forEach(month -> compared.add(month.plusMonths(1)));
      tasks.add(() -> writeOutliers(touched));
      tasks.add(() -> new WriteDrivers(run.warehouse(), compared, run.runId()).write());
      tasks.add(
          () ->
              new WriteHosting(
                      run.warehouse(), touched.pricedDays(), run.settings().hosting(), run.runId())
                  .write());
    }
    if (!tasks.isEmpty()) {
      run.progress().stage("watching budgets and outliers");
      AtOnce.run(run.spark(), tasks.toArray(Runnable[]::new));
    }
    return judged.get(0);
  }

  private WriteBudgets budgets(Touched touched) {
    WriteBudgets.Input input =
        new WriteBudgets.Input(
            run.settings().budgets(), touched.pricedDays(), run.logicalDate(), run.runId());
    return new WriteBudgets(run.warehouse(), input);
  }

  /** A session that is still talked to may have begun in the month before. */
  private void writeOutliers(Touched touched) {
    var sessions =
        run.warehouse()
            .table(CostTables.SESSION_DAY)
            .read()
            .filter(DayFilter.in("usage_date", touched.pricedDays()));
    TreeSet<LocalDate> days = new TreeSet<>(touched.pricedDays());
    days.addAll(new StoredRows(run.warehouse()).daysOfSessions(sessions.select("session_id")));
    new WriteOutliers(run.warehouse(), months(days), run.runId()).write();
  }

  private static TreeSet<LocalDate> months(TreeSet<LocalDate> days) {
    TreeSet<LocalDate> months = new TreeSet<>();
    days.forEach(day -> months.add(day.withDayOfMonth(1)));
    return months;
  }

  /** The hard limits that were passed, one sentence each. */
  static List<String> passed(WriteBudgets.Result judged) {
    List<String> passed = new ArrayList<>();
    for (BudgetStatus status : judged.projects()) {
      if (status.status() == LimitStatus.HARD_LIMIT) {
        passed.add(
            "budget of project %s: %s of %s USD are spent (%s)"
                .formatted(
                    status.id(),
                    Shown.rounded(status.spentUsd(), 2),
                    Shown.rounded(status.limit().usd(), 2),
                    status.basis().code()));
      }
    }
    if (judged.sessions() > 0) {
      passed.add(
          Shown.count(judged.sessions(), "session")
              + " passed the hard limit of a session; see budget_status");
    }
    return passed;
  }
}
