package io.voxledger.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.reconciliation.CloseMonth;
import io.voxledger.reconciliation.MonthClose;
import io.voxledger.reconciliation.MonthClose.Age;
import io.voxledger.reconciliation.MonthClose.Group;
import io.voxledger.reconciliation.MonthFacts;
import io.voxledger.reconciliation.Payer;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.spark.WriteReconciliation;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.PlanTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.time.ClosedMonths;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Closes a month on what the newest night published: draws it up, judges it, writes its row. */
final class CloseStage {
  private final RunContext run;
  private final LakeTable closes;

  CloseStage(RunContext run) {
    this.run = run;
    this.closes = run.warehouse().table(MonthTables.MONTH_CLOSE);
  }

  /** The months that were closed. */
  static ClosedMonths closedMonths(LakeTable closes) {
    if (closes.version() <= 0) {
      return ClosedMonths.NONE;
    }
    return ClosedMonths.of(
        closes.read().select("month").as(Encoders.LOCALDATE()).collectAsList().stream()
            .map(YearMonth::from)
            .toList());
  }

  /**
   * Closes a month.
   *
   * @param isPriced whether no run left anything to price or compare
   * @throws Voxledger.NothingToShow when something stands against it that is not to be passed over
   */
  void close(RunPlan.Closing closing, boolean isPriced) {
    YearMonth month = closing.month();
    run.progress().stage("closing " + month);
    if (closedMonths(closes).months().contains(month)) {
      throw new Voxledger.NothingToShow(
          month + " is closed already, see month_close; a closed month cannot be opened again");
    }
    MonthClose close = CloseMonth.judge(facts(month, isPriced));
    if (close.completeness().periods() == 0 && close.allocation().total().signum() == 0) {
      throw new Voxledger.NothingToShow(month + " has neither usage nor bills; nothing to close");
    }
    if (!close.exceptions().isEmpty() && !closing.force()) {
      throw new Voxledger.NothingToShow(
          month
              + " cannot be closed yet: "
              + String.join("; ", close.exceptions())
              + ". Run `nightly` when that is settled, or name it in month_close with --force");
    }
    closes.append(
        run.spark()
            .createDataFrame(List.of(row(close)), MonthTables.MONTH_CLOSE.schema())
            .coalesce(1));
    markClosed(month);
  }

  private void markClosed(YearMonth month) {
    LakeTable projects = run.warehouse().table(PlanTables.PROJECT_MONTH);
    String isMonth = DayFilter.in("month", List.of(month.atDay(1)));
    projects.replaceDays(
        List.of(month.atDay(1)),
        projects
            .readAt(projects.version())
            .filter(isMonth)
            .withColumn("status", lit("closed"))
            .withColumn("run_id", lit(run.runId()))
            .coalesce(1));
  }

  private MonthFacts facts(YearMonth month, boolean isPriced) {
    return new MonthFacts(
        month,
        run.logicalDate(),
        totals(month),
        run.settings().decisions(),
        new MonthFacts.Bills(payers(), lagDays(), withoutRate(month)),
        usage(month),
        openItems(),
        isPriced);
  }

  private List<PeriodTotal> totals(YearMonth month) {
    return WriteReconciliation.totals(
        read(BillTables.RECONCILIATION)
            .filter(DayFilter.from("period_end", month.minusMonths(1).atDay(1)))
            .filter(DayFilter.before("period_start", month.plusMonths(1).atDay(1))));
  }

  private Set<Payer> payers() {
    Set<Payer> payers = new TreeSet<>();
    read(BillTables.BILLED_LINE)
        .select("biller", "account")
        .distinct()
        .collectAsList()
        .forEach(row -> payers.add(new Payer(row.getString(0), row.getString(1))));
    return payers;
  }

  private Map<Payer, Set<String>> withoutRate(YearMonth month) {
    Map<Payer, Set<String>> currencies = new HashMap<>();
    read(BillTables.BILLED_LINE)
        .filter("standing = 'used' AND billed_cost_usd IS NULL")
        .filter(DayFilter.within("billing_date", month))
        .select("biller", "account", "currency")
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                currencies
                    .computeIfAbsent(
                        new Payer(row.getString(0), row.getString(1)), payer -> new TreeSet<>())
                    .add(row.getString(2)));
    return currencies;
  }

  private Map<String, Integer> lagDays() {
    Map<String, Integer> days = new HashMap<>();
    run.settings().billers().forEach((name, biller) -> days.put(name, biller.lagDays()));
    return days;
  }

  private MonthFacts.Usage usage(YearMonth month) {
    Map<String, BigDecimal> costs = new TreeMap<>();
    of(CostTables.PROJECT_COST_DAILY, month)
        .groupBy("project_id")
        .agg(sum("total_cost_usd"))
        .collectAsList()
        .forEach(row -> costs.put(row.getString(0), row.getDecimal(1)));
    Row late =
        of(RunTables.RESTATEMENT, month)
            .filter(col("reason").equalTo(Touched.LATE_USAGE))
            .agg(count(lit(1)), coalesce(sum("delta_usd"), lit(BigDecimal.ZERO)))
            .first();
    return new MonthFacts.Usage(
        sources(month),
        sources(month.minusMonths(1)),
        costs,
        of(CostTables.UNPRICED_USAGE, month).count(),
        late.getLong(0),
        late.getDecimal(1));
  }

  private Set<String> sources(YearMonth month) {
    return new TreeSet<>(
        of(UsageTables.USAGE_RECORD, month)
            .select("source")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** Every movement up to the close before is in its closing balance. */
  private MonthFacts.RollForward openItems() {
    BigDecimal opening = BigDecimal.ZERO;
    String before = "";
    for (Row close : closes.read().select("run_id", "closing_usd").collectAsList()) {
      if (close.getString(0).compareTo(before) > 0) {
        before = close.getString(0);
        opening = close.getDecimal(1);
      }
    }
    Row moved =
        read(MonthTables.OPEN_ITEM_MOVEMENT)
            .filter(col("run_id").gt(before))
            .agg(
                coalesce(sum("new_usd"), lit(BigDecimal.ZERO)),
                coalesce(sum("cleared_usd"), lit(BigDecimal.ZERO)))
            .first();
    return new MonthFacts.RollForward(opening, moved.getDecimal(0), moved.getDecimal(1));
  }

  private Dataset<Row> of(TableDefinition table, YearMonth month) {
    return read(table).filter(DayFilter.within("usage_date", month));
  }

  private Dataset<Row> read(TableDefinition table) {
    return run.warehouse().table(table).read();
  }

  private Row row(MonthClose close) {
    MonthFacts facts = close.facts();
    MonthClose.Accuracy accuracy = close.accuracy();
    return RowFactory.create(
        facts.month().atDay(1),
        run.startedAt(),
        facts.logicalDate(),
        !close.exceptions().isEmpty(),
        close.exceptions().toArray(String[]::new),
        close.remarks().toArray(String[]::new),
        facts.usage().sources().toArray(String[]::new),
        close.completeness().missingSources(),
        close.completeness().periods(),
        close.completeness().missingBills(),
        close.completeness().pendingPeriods(),
        facts.usage().unpricedRecords(),
        close.allocation().total(),
        close.allocation().named(),
        close.allocation().pct().orElse(null),
        accuracy.computed(),
        accuracy.billed(),
        accuracy.totalVariance(),
        accuracy.variance(Group.MATCHED),
        accuracy.variance(Group.EXPLAINED),
        accuracy.variance(Group.OPEN),
        accuracy.variance(Group.PENDING),
        accuracy.periods(Group.MATCHED),
        accuracy.periods(Group.EXPLAINED),
        accuracy.periods(Group.OPEN),
        accuracy.open(Age.UP_TO_30_DAYS),
        accuracy.open(Age.UP_TO_60_DAYS),
        accuracy.open(Age.UP_TO_90_DAYS),
        accuracy.open(Age.OVER_90_DAYS),
        accuracy.accepted(),
        facts.usage().lateDays(),
        facts.usage().lateUsd(),
        facts.openItems().opening(),
        facts.openItems().added(),
        facts.openItems().cleared(),
        facts.openItems().closing(),
        run.runId());
  }
}
