package io.voxledger.costs.spark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.months.MonthFacts;
import io.voxledger.costs.months.ProjectMonth;
import io.voxledger.costs.months.ProjectSessions;
import io.voxledger.costs.months.ProjectSkuCost;
import io.voxledger.costs.months.SumProjectMonths;
import io.voxledger.costs.plans.MeasurePlan;
import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.plans.Plans;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.PlanTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;

/** Writes {@code plan_usage} and {@code project_month}, of those months whose rows changed. */
public final class WriteMonths {
  private final Warehouse warehouse;
  private final Input input;
  private Map<LocalDate, Map<String, List<PlanUse>>> planUses = Map.of();
  private Map<LocalDate, List<ProjectSkuCost>> costs = Map.of();
  private Map<LocalDate, Map<String, ProjectSessions>> sessions = Map.of();
  private Map<LocalDate, Map<String, BigDecimal>> billed = Map.of();

  /**
   * What months are made of besides charges and sessions.
   *
   * @param months first days of the months to add up, at least one
   * @param billed reads the parts of the bills by month and project, USD
   * @param corrections changes of closed months, by the month that they are booked in and project,
   *     USD
   */
  public record Input(
      SortedSet<LocalDate> months,
      Plans plans,
      Budgets budgets,
      Supplier<Map<LocalDate, Map<String, BigDecimal>>> billed,
      Map<LocalDate, Map<String, BigDecimal>> corrections,
      String runId) {}

  public WriteMonths(Warehouse warehouse, Input input) {
    this.warehouse = warehouse;
    this.input = input;
  }

  /** Adds the months up and writes them. */
  public void write() {
    read();
    List<Row> planRows = new ArrayList<>();
    List<Row> projectRows = new ArrayList<>();
    for (LocalDate month : input.months()) {
      List<PlanMonth> plans = plans(month);
      plans.forEach(plan -> planRows.addAll(MonthRows.of(plan, input.runId())));
      for (ProjectMonth project : SumProjectMonths.sum(facts(month, plans))) {
        projectRows.add(MonthRows.of(project, input.runId()));
      }
    }
    AtOnce.run(
        warehouse.spark(),
        () -> replaceChanged(PlanTables.PLAN_USAGE, planRows),
        () -> replaceChanged(PlanTables.PROJECT_MONTH, projectRows));
  }

  private void read() {
    TreeSet<LocalDate> withPrevious = new TreeSet<>(input.months());
    input.months().forEach(month -> withPrevious.add(month.minusMonths(1)));
    ReadMonthCosts reader = new ReadMonthCosts(warehouse);
    AtOnce.run(
        warehouse.spark(),
        () -> planUses = reader.planUses(input.months()),
        () -> costs = reader.projectCosts(withPrevious),
        () -> sessions = reader.sessions(input.months()),
        () -> billed = input.billed().get());
  }

  /** A plan costs its fee in every month of which anything is known, used or not. */
  private List<PlanMonth> plans(LocalDate month) {
    if (!costs.containsKey(month) && !billed.containsKey(month)) {
      return List.of();
    }
    Map<String, List<PlanUse>> uses = planUses.getOrDefault(month, Map.of());
    TreeSet<String> accounts = new TreeSet<>(uses.keySet());
    accounts.addAll(input.plans().accounts(month));
    return accounts.stream()
        .map(
            account ->
                MeasurePlan.measure(
                    account,
                    month,
                    input.plans().of(account, month),
                    uses.getOrDefault(account, List.of())))
        .toList();
  }

  private MonthFacts facts(LocalDate month, List<PlanMonth> plans) {
    return new MonthFacts(
        month,
        costs.getOrDefault(month, List.of()),
        sessions.getOrDefault(month, Map.of()),
        plans,
        billed.getOrDefault(month, Map.of()),
        input.corrections().getOrDefault(month, Map.of()),
        totals(month.minusMonths(1)),
        input.budgets());
  }

  private Map<String, BigDecimal> totals(LocalDate month) {
    return costs.getOrDefault(month, List.of()).stream()
        .collect(
            toMap(
                ProjectSkuCost::projectId,
                ProjectSkuCost::contractedCost,
                BigDecimal::add,
                HashMap::new));
  }

  private void replaceChanged(TableDefinition definition, List<Row> rows) {
    LakeTable table = warehouse.table(definition);
    Map<LocalDate, Set<List<Object>>> before = byMonth(stored(table));
    Map<LocalDate, Set<List<Object>>> after =
        byMonth(warehouse.spark().createDataFrame(rows, definition.schema()).collectAsList());
    TreeSet<LocalDate> changed = new TreeSet<>(input.months());
    changed.removeIf(
        month -> before.getOrDefault(month, Set.of()).equals(after.getOrDefault(month, Set.of())));
    if (!changed.isEmpty()) {
      table.replaceDays(
          changed,
          warehouse
              .spark()
              .createDataFrame(rows, definition.schema())
              .filter(DayFilter.in("month", changed))
              .coalesce(1));
    }
  }

  private List<Row> stored(LakeTable table) {
    return table.version() <= 0
        ? List.of()
        : table.read().filter(DayFilter.in("month", input.months())).collectAsList();
  }

  /** The rows without the run that wrote them. */
  private static Map<LocalDate, Set<List<Object>>> byMonth(List<Row> rows) {
    return rows.stream()
        .collect(
            groupingBy(
                row -> row.getAs("month"), HashMap::new, mapping(WriteMonths::values, toSet())));
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size() - 1; i++) {
      values.add(row.get(i));
    }
    return values;
  }
}
