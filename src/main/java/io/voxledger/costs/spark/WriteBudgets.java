package io.voxledger.costs.spark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;

import io.voxledger.costs.budgets.Budget;
import io.voxledger.costs.budgets.BudgetScope;
import io.voxledger.costs.budgets.BudgetStatus;
import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.budgets.JudgeProject;
import io.voxledger.costs.budgets.JudgeSession;
import io.voxledger.costs.budgets.LimitStatus;
import io.voxledger.costs.budgets.ProjectDay;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.Keys;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.WatchTables;
import io.voxledger.usage.spark.StoredRows;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Writes {@code budget_status} as of one day: every project with a budget, and the sessions under a
 * session limit that were added up since the day before. So the table grows with sessions as {@code
 * session_cost} does, and by a few rows a night.
 */
public final class WriteBudgets {
  private final Warehouse warehouse;
  private final Input input;
  private final LakeTable table;

  /**
   * What is to be judged.
   *
   * @param touched days whose charges changed
   * @param asOf logical date of the run
   */
  public record Input(Budgets budgets, Set<LocalDate> touched, LocalDate asOf, String runId) {}

  /**
   * What was found.
   *
   * @param projects in the order of their names
   * @param sessions how many sessions are at their own hard limit
   */
  public record Result(List<BudgetStatus> projects, long sessions) {
    public static final Result NOTHING = new Result(List.of(), 0);
  }

  public WriteBudgets(Warehouse warehouse, Input input) {
    this.warehouse = warehouse;
    this.input = input;
    this.table = warehouse.table(WatchTables.BUDGET_STATUS);
  }

  /** Judges and writes. */
  public Result write() {
    List<BudgetStatus> projects = projects();
    Map<String, LimitStatus> reached =
        projects.stream().collect(toMap(BudgetStatus::id, BudgetStatus::status));
    JudgeSession judge = new JudgeSession(input.budgets(), reached, input.asOf());
    List<Row> ofProjects = projects.stream().map(p -> BudgetRows.of(p, input.runId())).toList();
    boolean limited = !judge.projects().isEmpty();
    if (!limited && isStored(ofProjects)) {
      return new Result(projects, 0);
    }
    Dataset<Row> rows =
        warehouse.spark().createDataFrame(ofProjects, WatchTables.BUDGET_STATUS.schema());
    if (limited) {
      rows = rows.union(sessions(judge));
    }
    table.replaceDays(List.of(input.asOf()), rows.coalesce(1));
    return new Result(projects, limited ? atHardLimit() : 0);
  }

  /** What a run that has nothing to write finds: it ends like the one that wrote. */
  public Result read() {
    JudgeSession judge = new JudgeSession(input.budgets(), Map.of(), input.asOf());
    return new Result(projects(), judge.projects().isEmpty() ? 0 : atHardLimit());
  }

  private List<BudgetStatus> projects() {
    Map<String, List<Budget>> budgets =
        input.budgets().all().stream()
            .collect(
                groupingBy(Budget::project, TreeMap::new, java.util.stream.Collectors.toList()));
    Map<String, List<ProjectDay>> days =
        days(budgets.keySet()).stream().collect(groupingBy(ProjectDay::projectId));
    return budgets.entrySet().stream()
        .flatMap(
            project ->
                JudgeProject.judge(
                    project.getValue(),
                    days.getOrDefault(project.getKey(), List.of()),
                    input.asOf())
                    .stream())
        .toList();
  }

  private List<ProjectDay> days(Collection<String> projects) {
    LocalDate learned = input.asOf().minusDays(JudgeProject.DAYS_LEARNED);
    LocalDate first =
        input.budgets().all().stream()
            .filter(budget -> budget.totalUsd().isPresent())
            .map(budget -> budget.from().orElse(LocalDate.EPOCH))
            .filter(learned::isAfter)
            .min(LocalDate::compareTo)
            .orElse(learned);
    return warehouse
        .table(CostTables.PROJECT_COST_DAILY)
        .read()
        .filter(col("usage_date").between(first, input.asOf()))
        .filter(col("project_id").isInCollection(projects))
        .select("project_id", "usage_date", "ai_cost_usd", "total_cost_usd")
        .collectAsList()
        .stream()
        .map(
            row ->
                new ProjectDay(
                    row.getString(0), row.getAs(1), row.getDecimal(2), row.getDecimal(3)))
        .toList();
  }

  /** Whether the day has these rows already, and none of sessions. */
  private boolean isStored(List<Row> rows) {
    List<Row> stored =
        table.version() <= 0
            ? List.of()
            : table.read().filter(DayFilter.in("as_of", List.of(input.asOf()))).collectAsList();
    return values(stored).equals(values(rows));
  }

  private static Set<List<Object>> values(List<Row> rows) {
    return rows.stream().map(BudgetRows::values).collect(toSet());
  }

  private Dataset<Row> sessions(JudgeSession judge) {
    Dataset<Row> touched =
        warehouse
            .table(CostTables.SESSION_DAY)
            .ofDays(input.touched())
            .filter(col("project_id").isInCollection(judge.projects()))
            .select("session_id");
    Dataset<Row> judgedBefore =
        ofSessions(table.readAt(table.version())).select(col("id").as("session_id"));
    Dataset<Row> ids = touched.union(judgedBefore).distinct();
    List<LocalDate> days = new StoredRows(warehouse).daysOfSessions(ids);
    String runId = input.runId();
    FlatMapFunction<Row, Row> judged = row -> BudgetRows.of(judge, row, runId).iterator();
    return Keys.among(warehouse.table(CostTables.SESSION_COST).ofDays(days), ids, "session_id")
        .select("session_id", "project_id", "session_date", "ai_cost_usd", "total_cost_usd")
        .flatMap(judged, Encoders.row(WatchTables.BUDGET_STATUS.schema()));
  }

  private long atHardLimit() {
    return ofSessions(table.read())
        .filter(col("status").equalTo(LimitStatus.HARD_LIMIT.code()))
        .count();
  }

  private Dataset<Row> ofSessions(Dataset<Row> statuses) {
    return statuses
        .filter(DayFilter.in("as_of", List.of(input.asOf())))
        .filter(col("scope").equalTo(BudgetScope.SESSION.code()));
  }
}
