package io.voxledger.jobs;

import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.months.BookCorrections;
import io.voxledger.costs.months.BookCorrections.Correction;
import io.voxledger.costs.spark.WriteMonths;
import io.voxledger.lake.Column;
import io.voxledger.lake.TableDefinition;
import io.voxledger.reconciliation.spark.ReadBillShares;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.PlanTables;
import io.voxledger.time.ClosedMonths;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Adds up months: what plans make of them, and what projects cost in them. */
final class MonthStage {
  private final RunContext run;
  private final ClosedMonths closed;

  /**
   * @param closed months that stay as they are
   */
  MonthStage(RunContext run, ClosedMonths closed) {
    this.run = run;
    this.closed = closed;
  }

  /**
   * Adds up the months of changed charges and bills.
   *
   * @param compared months whose bills this run compared: one that reaches into another month may
   *     be shared otherwise for what was used there, and one that is gone leaves no row
   * @param plansChanged whether plans or budgets are others than before, so that all months are
   *     added up
   */
  void write(Touched touched, Collection<LocalDate> compared, boolean plansChanged) {
    TreeSet<LocalDate> months = new TreeSet<>();
    for (LocalDate day : touched.pricedDays()) { // a biller's day may begin before or after ours
      months.addAll(List.of(monthOf(day.minusDays(1)), monthOf(day), monthOf(day.plusDays(1))));
      months.add(monthOf(day).plusMonths(1)); // it shows the month before it
    }
    if (touched.bills() || !touched.pricedDays().isEmpty()) {
      months.addAll(compared);
    }
    if (plansChanged) {
      months.addAll(known());
    }
    Map<LocalDate, Map<String, BigDecimal>> corrections =
        closed.isEmpty() ? Map.of() : corrections();
    if (!closed.closed(touched.usageDays().keySet()).isEmpty()) {
      months.addAll(corrections.keySet());
    }
    months.removeIf(closed::contains);
    if (!months.isEmpty()) {
      run.progress().stage("adding up " + months.size() + " months");
      write(months, corrections);
    }
  }

  /** What changed of closed months, by the month that it is booked in. */
  private Map<LocalDate, Map<String, BigDecimal>> corrections() {
    Map<LocalDate, String> closedBy = new HashMap<>();
    table(MonthTables.MONTH_CLOSE)
        .collectAsList()
        .forEach(row -> closedBy.put(row.getAs("month"), row.getAs("run_id")));
    return BookCorrections.byMonth(
        table(MonthTables.MONTH_CORRECTION)
            .groupBy("project_id", "usage_date", "run_id")
            .agg(sum("delta_usd").cast(Column.COST).as("usd"))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Correction(
                        row.getAs("project_id"),
                        row.getAs("usage_date"),
                        row.getAs("usd"),
                        row.getAs("run_id")))
            .toList(),
        closedBy);
  }

  private Dataset<Row> table(TableDefinition definition) {
    return run.warehouse().table(definition).read();
  }

  private void write(
      TreeSet<LocalDate> months, Map<LocalDate, Map<String, BigDecimal>> corrections) {
    WriteMonths.Input input =
        new WriteMonths.Input(
            months,
            run.settings().plans(),
            run.settings().budgets(),
            () -> new ReadBillShares(run.warehouse()).byMonth(months),
            corrections,
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
