package io.voxledger.jobs;

import io.voxledger.costs.spark.WriteBudgets;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Lease;
import io.voxledger.lake.PublishedRuns;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.tables.AllTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.RunTables;
import io.voxledger.time.ClosedMonths;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run, from the lease to its row in {@code run}: the stages write their tables, the promises
 * are checked, and only then the run's own row makes the tables' versions the published ones.
 */
final class NightlyRun {
  /** A part of a night that can be run by itself. */
  enum StageName {
    INGEST,
    PRICE,
    RECONCILE
  }

  private final HeldWarehouse held;
  private final RunContext run;
  private final RunPlan plan;
  private final RunBefore before;
  private final RateStore rates;
  private final ClosedMonths closed;
  private final VerifyPromises promises;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** What is to be recomputed: the run before left it, and each stage adds to it. */
  private Touched touched;

  private NightlyRun(HeldWarehouse held, RunPlan plan) {
    this.held = held;
    this.run = held.run();
    this.plan = plan;
    this.before = new RunBefore(held.last(), run);
    this.rates = new RateStore(run.warehouse());
    this.closed = CloseStage.closedMonths(run.warehouse().table(MonthTables.MONTH_CLOSE));
    this.promises = new VerifyPromises(run);
    this.touched = before.left();
  }

  static PublishedRuns publishedRuns(Warehouse warehouse) {
    List<LakeTable> tables =
        AllTables.ALL.stream()
            .filter(table -> table != RunTables.RUN)
            .map(warehouse::table)
            .toList();
    return new PublishedRuns(warehouse.table(RunTables.RUN), tables);
  }

  /**
   * Runs a plan and publishes what it wrote.
   *
   * @throws Lease.HeldByAnother when another run holds the warehouse
   */
  static RunReport run(RunContext context, RunPlan plan, Clock clock) throws IOException {
    try (HeldWarehouse held = HeldWarehouse.take(context, plan, clock)) {
      return new NightlyRun(held, plan).run();
    }
  }

  private RunReport run() throws IOException {
    Touched waiting =
        isReproduced() ? touched.takeUsageOutside(plan.backfill().get()) : Touched.nothing();
    Optional<InputReport> input = ingest();
    List<ReconciliationRow> compared = reconcile(price());
    Watched watched = watch();
    promises.variancesAddUp(compared).orFail();
    counts.put("days_priced", (long) touched.pricedDays().size());
    counts.put("sessions_without_usage", promises.sessionsWithoutUsage());
    plan.closing().ifPresent(month -> new CloseStage(run).close(month, before.isCompared()));
    noteCorrections();

    List<PeriodTotal> bills = openBills();
    List<String> alerts = broken(watched, bills);
    problems.addAll(alerts);
    ExitCode exit =
        input.filter(InputReport::isInputMissing).isPresent()
            ? ExitCode.INPUT_UNREADABLE
            : alerts.isEmpty() ? ExitCode.DONE : ExitCode.GATE_BROKEN;
    publish(exit, watched.totals(), left().plus(waiting));
    alerts.addAll(new UnbilledPeriods(bills).sentences());
    return new RunReport(run.runId(), exit, counts, watched.totals(), problems, alerts);
  }

  /** Whether days are priced as of an earlier time; what waits elsewhere has no part in it. */
  private boolean isReproduced() {
    return plan.backfill().isPresent() && run.ratesKnownAt().isBefore(run.startedAt());
  }

  /** Takes in what landed. A run that does not leaves sessions as they were settled. */
  private Optional<InputReport> ingest() throws IOException {
    boolean isSettledOtherwise = before.hadOtherMoneySettings();
    if (!plan.has(StageName.INGEST)) {
      if (isSettledOtherwise) {
        problems.add(
            "settings that matter to money changed; run `nightly` or `ingest` to apply them");
      }
      return Optional.empty();
    }
    IngestStage.Result ingested =
        new IngestStage(run, plan.replayQuarantine()).ingest(isSettledOtherwise);
    touched = touched.plus(ingested.touched());
    counts.putAll(ingested.report().byName);
    promises.rowsAreConserved(ingested.entries());
    problems.addAll(ingested.report().problems());
    return Optional.of(ingested.report());
  }

  /** Prices the days that were touched; gives the rates of the night. */
  private RateBook price() {
    Optional<EraseSession> erasing = plan.erase().map(id -> new EraseSession(run, id));
    if (erasing.isPresent()) {
      touched = touched.plus(erasing.get().makeAnonymous());
    }
    PriceStage stage = new PriceStage(run, closed, rates);
    plan.backfill().ifPresent(span -> stage.touch(span, touched));
    PriceStage.Result priced =
        plan.has(StageName.PRICE) ? stage.price(touched, isReproduced()) : stage.loadOnly();
    erasing.ifPresent(EraseSession::removeTheRest);
    boolean isSettledAnew = before.hadOtherMoneySettings() && plan.has(StageName.INGEST);
    touched =
        touched
            .withBills(!priced.changes().isNone() || isSettledAnew)
            .withCards(priced.changes().ofCards());
    return priced.known().book();
  }

  /** Compares bills and adds up months; gives what was compared. */
  private List<ReconciliationRow> reconcile(RateBook book) {
    if (!plan.has(StageName.RECONCILE)) {
      return List.of();
    }
    ReconcileStage.Changes changes =
        new ReconcileStage.Changes(before.wasOfAnotherDay(), before.hadOtherTerms());
    ReconcileStage.Compared compared =
        new ReconcileStage(run, closed, rates).reconcile(touched, book, changes);
    new MonthStage(run, closed).write(touched, compared.months(), before.hadOtherMonthSettings());
    return compared.rows();
  }

  /** Budgets as they stand, and the totals of the priced days. */
  private record Watched(WriteBudgets.Result budgets, Map<String, BigDecimal> totals) {}

  /** Neither watching nor the promises about costs read what the other writes. */
  private Watched watch() {
    AtomicReference<WriteBudgets.Result> budgets =
        new AtomicReference<>(WriteBudgets.Result.NOTHING);
    AtomicReference<Map<String, BigDecimal>> totals = new AtomicReference<>(Map.of());
    boolean isAnew = before.wasOfAnotherDay() || before.hadOtherMonthSettings();
    AtOnce.run(
        run.spark(),
        () -> {
          if (plan.has(StageName.RECONCILE)) {
            budgets.set(new WatchStage(run).watch(touched, isAnew));
          }
        },
        () -> {
          if (plan.has(StageName.PRICE)) {
            totals.set(promises.costsAgree(touched.pricedDays()));
          }
        });
    return new Watched(budgets.get(), totals.get());
  }

  private void noteCorrections() {
    if (plan.has(StageName.PRICE)) {
      List<LocalDate> closedDays = closed.closed(touched.usageDays().keySet());
      counts.put("days_compared", (long) closedDays.size());
      ReportCorrections.of(run, closedDays).ifPresent(problems::add);
    }
  }

  private List<PeriodTotal> openBills() {
    return plan.has(StageName.RECONCILE)
        ? new ReconcileStage(run, closed, rates).openMonths()
        : List.of();
  }

  /** Hard limits that were passed and gates that are broken, one sentence each. */
  private List<String> broken(Watched watched, List<PeriodTotal> bills) {
    List<String> broken = new ArrayList<>(WatchStage.passed(watched.budgets()));
    broken.addAll(new JudgeGates(run, touched.pricedDays()).broken(counts, bills));
    return broken;
  }

  /**
   * Settings count as applied only once sessions were settled with them, plans and budgets once
   * months were added up with them.
   */
  private void publish(ExitCode exit, Map<String, BigDecimal> totals, Touched left)
      throws IOException {
    held.publish(
        new HeldWarehouse.Result(
            status(exit),
            counts,
            totals,
            before.moneyHash(plan.has(StageName.INGEST)),
            before.monthsHash(plan.has(StageName.RECONCILE)),
            left));
  }

  private static String status(ExitCode exit) {
    return switch (exit) {
      case DONE -> "done";
      case GATE_BROKEN -> "gate_broken";
      case INPUT_UNREADABLE -> "some_input_unreadable";
      case FAILED, WRONG_USAGE, HELD_BY_ANOTHER -> throw new IllegalStateException("not published");
    };
  }

  /** What is still to be done by the stages that this run did not have. */
  private Touched left() {
    Touched left = Touched.nothing();
    if (!plan.has(StageName.PRICE)) {
      touched.usageDays().forEach(left::usageDay);
    }
    if (plan.has(StageName.RECONCILE)) {
      return left;
    }
    left.pricedDays().addAll(touched.pricedDays());
    return left.withBills(touched.bills())
        .withCards(touched.cards())
        .withDayPassed(before.wasOfAnotherDay());
  }
}
