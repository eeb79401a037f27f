package io.voxledger.reports.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.TableDefinition;
import io.voxledger.reports.finance.FinanceFacts;
import io.voxledger.reports.finance.FinanceFacts.Bills;
import io.voxledger.reports.finance.FinanceFacts.Changes;
import io.voxledger.reports.finance.FinanceFacts.Close;
import io.voxledger.reports.finance.FinanceFacts.Costs;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Quality;
import io.voxledger.reports.finance.FinanceFacts.Restated;
import io.voxledger.reports.finance.FinanceFacts.Run;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.PlanTables;
import io.voxledger.tables.RateTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.WatchTables;
import io.voxledger.time.ClosedMonths;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Collects the sums of a finance pack from the tables of one finished run; never a session. */
public final class ReadFinance {
  private final PublishedTables tables;
  private final YearMonth month;
  private final Optional<String> project;

  /**
   * @param project the only one; all when empty
   */
  public ReadFinance(PublishedTables tables, YearMonth month, Optional<String> project) {
    this.tables = tables;
    this.month = month;
    this.project = project;
  }

  /** Everything of the pack. */
  public FinanceFacts read(Run run) {
    List<Usage> usage = usage();
    return new FinanceFacts(
        month,
        project,
        run,
        close(),
        costs(usage),
        project.isPresent() ? Optional.empty() : Optional.of(bills(run.logicalDate())),
        changes(usage),
        quality());
  }

  /** The months that have a cost, and the projects of this one, to name them where nothing is. */
  public List<String> known() {
    Dataset<Row> months = tables.read(PlanTables.PROJECT_MONTH);
    Dataset<Row> named =
        project.isPresent()
            ? months.filter(col("month").equalTo(month.atDay(1))).selectExpr("project_id AS name")
            : months.selectExpr("date_format(month, 'yyyy-MM') AS name");
    return collect(named.distinct().orderBy("name"), row -> row.<String>getAs("name"));
  }

  private Optional<Close> close() {
    return collect(tables.read(MonthTables.MONTH_CLOSE).filter(ofMonth()), FinanceRows::close)
        .stream()
        .findFirst();
  }

  private Column ofMonth() {
    return col("month").equalTo(month.atDay(1));
  }

  private Costs costs(List<Usage> usage) {
    Dataset<Row> budgets =
        ofDays(WatchTables.BUDGET_STATUS, "as_of")
            .filter("scope = 'project'")
            .withColumnRenamed("id", "project_id");
    return new Costs(
        projects(),
        usage,
        collect(
            ofProject(ofDays(CostTables.PROJECT_COST_DAILY, "usage_date")),
            FinanceRows::projectDay),
        newest(collect(ofProject(budgets).orderBy(col("as_of").desc()), FinanceRows::budget)),
        collect(ofProject(months(WatchTables.COST_DRIVER)), FinanceRows::driver));
  }

  /** The month's projects, and behind them those that had a cost only in the month before. */
  private List<ProjectMonth> projects() {
    List<ProjectMonth> all =
        new ArrayList<>(
            collect(ofProject(months(PlanTables.PROJECT_MONTH)), FinanceRows::projectMonth));
    if (all.isEmpty()) {
      return all;
    }
    Set<String> present = all.stream().map(ProjectMonth::project).collect(Collectors.toSet());
    String status = all.get(0).status();
    Dataset<Row> before =
        tables
            .read(PlanTables.PROJECT_MONTH)
            .filter(col("month").equalTo(month.minusMonths(1).atDay(1)));
    for (ProjectMonth earlier : collect(ofProject(before), FinanceRows::projectMonth)) {
      if (!present.contains(earlier.project()) && earlier.total().signum() != 0) {
        all.add(earlier.withoutCostInMonthAfter(status));
      }
    }
    return all;
  }

  private static List<FinanceFacts.Budget> newest(List<FinanceFacts.Budget> newestFirst) {
    Map<String, FinanceFacts.Budget> byProject = new TreeMap<>();
    newestFirst.forEach(budget -> byProject.putIfAbsent(budget.project(), budget));
    return List.copyOf(byProject.values());
  }

  private List<Usage> usage() {
    LocalDate first = month.minusMonths(1).atDay(1);
    Dataset<Row> charges =
        tables
            .read(CostTables.CHARGE)
            .filter(DayFilter.from("usage_date", first))
            .filter(DayFilter.before("usage_date", month.plusMonths(1).atDay(1)));
    return collect(
        SqlFile.of("finance_usage")
            .run(
                charges.sparkSession(),
                Map.of("charge", ofProject(charges), "rate", tables.read(RateTables.RATE))),
        FinanceRows::usage);
  }

  private Bills bills(LocalDate today) {
    Dataset<Row> all = tables.read(BillTables.RECONCILIATION);
    String within = DayFilter.within("period_start", month);
    BigDecimal lines =
        all.filter(within)
            .filter("scope <> 'total'")
            .selectExpr("CAST(coalesce(sum(variance), 0) AS DECIMAL(28,12)) AS variance")
            .head()
            .getAs("variance");
    Dataset<Row> totals =
        all.filter("scope = 'total'").orderBy("biller", "account", "period_start");
    List<Row> movements =
        tables
            .read(MonthTables.OPEN_ITEM_MOVEMENT)
            .orderBy("run_id", "biller", "account")
            .collectAsList();
    return new Bills(
        collect(totals.filter(within), FinanceRows::period),
        new OpenItems(closedMonths(), movements)
            .among(collect(totals, FinanceRows::period)).stream()
                .map(period -> period.seenUntil(today))
                .toList(),
        movements.stream().map(FinanceRows::movement).toList(),
        lines,
        collect(
            tables
                .read(BillTables.RECONCILIATION_CAUSE)
                .filter(within)
                .orderBy("biller", "account", "period_start", "rank"),
            FinanceRows::cause),
        collect(months(MonthTables.ACCRUAL).orderBy("biller", "account"), FinanceRows::accrual));
  }

  private ClosedMonths closedMonths() {
    return ClosedMonths.of(
        collect(
            tables.read(MonthTables.MONTH_CLOSE).select("month"),
            row -> YearMonth.from(row.<LocalDate>getAs("month"))));
  }

  private Changes changes(List<Usage> usage) {
    List<String> used =
        usage.stream()
            .filter(of -> YearMonth.from(of.day()).equals(month))
            .map(of -> of.price().rateId())
            .distinct()
            .toList();
    Dataset<Row> cards =
        tables
            .read(RateTables.RATE)
            .filter(col("rate_id").isInCollection(used))
            .groupBy("biller", "card_id", "effective_from", "recorded_at", "grade", "source")
            .count()
            .orderBy("biller", "effective_from", "card_id");
    return new Changes(
        used.isEmpty() ? List.of() : collect(cards, FinanceRows::card),
        changed(RunTables.RESTATEMENT),
        changed(MonthTables.MONTH_CORRECTION));
  }

  private List<Restated> changed(TableDefinition table) {
    return collect(
        ofProject(ofDays(table, "usage_date")).orderBy("run_id", "project_id", "usage_date"),
        FinanceRows::restated);
  }

  private Quality quality() {
    Dataset<Row> unpriced =
        ofProject(ofDays(CostTables.UNPRICED_USAGE, "usage_date"))
            .groupBy("biller", "model", "reason")
            .agg(
                count("usage_id").as("records"),
                sum("low_usd").as("low_usd"),
                sum("high_usd").as("high_usd"),
                min("suggestion").as("suggestion"))
            .orderBy("biller", "model", "reason");
    Dataset<Row> quarantined =
        tables
            .read(RunTables.QUARANTINE)
            .filter("resolved_run IS NULL")
            .groupBy("source", "reason")
            .count()
            .orderBy("source", "reason");
    return new Quality(
        project.isPresent() ? List.of() : collect(quarantined, FinanceRows::quarantined),
        collect(unpriced, FinanceRows::unpriced));
  }

  private Dataset<Row> months(TableDefinition table) {
    return tables.read(table).filter(ofMonth());
  }

  private Dataset<Row> ofDays(TableDefinition table, String column) {
    return tables.read(table).filter(DayFilter.within(column, month));
  }

  private Dataset<Row> ofProject(Dataset<Row> rows) {
    return project.map(name -> rows.filter(col("project_id").equalTo(name))).orElse(rows);
  }

  private static <T> List<T> collect(Dataset<Row> rows, Function<Row, T> as) {
    Stream<Row> collected = rows.collectAsList().stream();
    return collected.map(as).toList();
  }
}
