package io.voxledger.jobs;

import io.voxledger.costs.spark.WriteBudgets;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Lease;
import io.voxledger.lake.PublishedRuns;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reports.Shown;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Row;

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
  private final Optional<Row> last;
  private final RateStore rates;

  private NightlyRun(HeldWarehouse held) {
    this.held = held;
    this.run = held.run();
    this.last = held.last();
    this.rates = new RateStore(run.warehouse());
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
      return new NightlyRun(held).run(plan);
    }
  }

  private RunReport run(RunPlan plan) throws IOException {
    Set<StageName> stages = plan.stages();
    boolean settingsChanged =
        last.filter(row -> !row.getAs("settings_hash").equals(run.settings().moneyHash()))
            .isPresent();
    ClosedMonths closed = CloseStage.closedMonths(run.warehouse().table(MonthTables.MONTH_CLOSE));
    Touched touched = pending();
    Touched waiting =
        isReproduced(plan) ? touched.takeUsageOutside(plan.backfill().get()) : Touched.nothing();
    List<String> problems = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    VerifyPromises promises = new VerifyPromises(run);
    boolean unreadable = false;
    if (stages.contains(StageName.INGEST)) {
      IngestStage.Result ingested =
          new IngestStage(run, plan.replayQuarantine()).ingest(settingsChanged);
      touched = touched.plus(ingested.touched());
      counts.putAll(ingested.counts().byName);
      promises.rowsAreConserved(ingested.entries());
      unreadable = reportInput(ingested.counts(), problems);
    } else if (settingsChanged) {
      problems.add(
          "settings that matter to money changed; run `nightly` or `ingest` to apply them");
    }
    Optional<EraseSession> erasing = plan.erase().map(id -> new EraseSession(run, id));
    if (erasing.isPresent()) {
      touched = touched.plus(erasing.get().makeAnonymous());
    }
    PriceStage.Result priced = price(plan, touched, closed);
    erasing.ifPresent(EraseSession::removeTheRest);
    boolean settingsApplied = settingsChanged && stages.contains(StageName.INGEST);
    touched =
        touched
            .withBills(!priced.changes().isNone() || settingsApplied)
            .withCards(priced.changes().ofCards());
    ReconcileStage.Compared compared = reconcile(stages, touched, priced, closed);
    if (stages.contains(StageName.RECONCILE)) {
      new MonthStage(run, closed).write(touched, compared.months(), monthsHashChanged());
    }
    AtomicReference<WriteBudgets.Result> judged = new AtomicReference<>();
    AtomicReference<Map<String, BigDecimal>> totals = new AtomicReference<>(Map.of());
    Touched written = touched;
    AtOnce.run( // neither reads what the other writes
        run.spark(),
        () -> judged.set(watch(stages, written)),
        () -> {
          if (stages.contains(StageName.PRICE)) {
            totals.set(promises.costsAgree(written.pricedDays()));
          }
        });
    promises.variancesAddUp(compared.rows()).orFail();
    counts.put("days_priced", (long) touched.pricedDays().size());
    counts.put("sessions_without_usage", promises.sessionsWithoutUsage());
    plan.closing().ifPresent(month -> new CloseStage(run).close(month, isCompared()));
    if (stages.contains(StageName.PRICE)) {
      List<LocalDate> closedDays = closed.closed(touched.usageDays().keySet());
      counts.put("days_compared", (long) closedDays.size());
      ReportCorrections.of(run, closedDays).ifPresent(problems::add);
    }
    List<PeriodTotal> bills =
        stages.contains(StageName.RECONCILE)
            ? new ReconcileStage(run, closed, rates).openMonths()
            : List.of();
    int input = problems.size();
    problems.addAll(WatchStage.passed(judged.get()));
    problems.addAll(new JudgeGates(run, touched.pricedDays()).broken(counts, bills));
    boolean gateBroken = problems.size() > input;
    List<String> alerts = new ArrayList<>(problems.subList(input, problems.size()));
    alerts.addAll(new UnbilledPeriods(bills).sentences());
    ExitCode exit =
        unreadable ? ExitCode.INPUT_UNREADABLE : gateBroken ? ExitCode.GATE_BROKEN : ExitCode.DONE;
    held.publish(
        new HeldWarehouse.Result(
            status(exit),
            counts,
            totals.get(),
            settingsHash(stages),
            monthsHash(stages),
            left(stages, touched).plus(waiting)));
    return new RunReport(run.runId(), exit, counts, totals.get(), problems, alerts);
  }

  /** What earlier runs left to do; every run hands on what it does not do itself. */
  private Touched pending() {
    return last.map(row -> Touched.ofLines(row.getList(row.fieldIndex("touched"))))
        .orElseGet(Touched::nothing);
  }

  /** Whether the newest night is of the day of the newest run, and nothing came since. */
  private boolean isCompared() {
    return pending().isEmpty() && !pending().dayPassed();
  }

  private PriceStage.Result price(RunPlan plan, Touched touched, ClosedMonths closed) {
    PriceStage stage = new PriceStage(run, closed, rates);
    plan.backfill().ifPresent(span -> stage.touch(span, touched));
    return plan.has(StageName.PRICE) ? stage.price(touched, isReproduced(plan)) : stage.loadOnly();
  }

  /** Whether days are priced as of an earlier time; what waits elsewhere has no part in it. */
  private boolean isReproduced(RunPlan plan) {
    return plan.backfill().isPresent() && run.ratesKnownAt().isBefore(run.startedAt());
  }

  private ReconcileStage.Compared reconcile(
      Set<StageName> stages, Touched touched, PriceStage.Result priced, ClosedMonths closed) {
    if (!stages.contains(StageName.RECONCILE)) {
      return ReconcileStage.Compared.NOTHING;
    }
    return new ReconcileStage(run, closed, rates)
        .reconcile(
            touched,
            priced.known().book(),
            new ReconcileStage.Changes(dayPassed(), termsChanged()));
  }

  /** Whether periods were last judged as of another day; runs in between may have judged none. */
  private boolean dayPassed() {
    return pending().dayPassed()
        || last.filter(row -> !row.getAs("logical_date").equals(run.logicalDate())).isPresent();
  }

  private WriteBudgets.Result watch(Set<StageName> stages, Touched touched) {
    return stages.contains(StageName.RECONCILE)
        ? new WatchStage(run).watch(touched, dayPassed() || monthsHashChanged())
        : WriteBudgets.Result.NOTHING;
  }

  private static boolean reportInput(IngestStage.Counts counts, List<String> problems) {
    for (String source : counts.unknownSources) {
      problems.add(IngestStage.unknownSource(source));
    }
    counts.badPulled.forEach(folder -> problems.add(IngestStage.badPulled(folder)));
    problems.addAll(counts.notes);
    problems.addAll(counts.rejectedCards);
    if (counts.unreadableFiles > 0) {
      problems.add(
          Shown.count(counts.unreadableFiles, "file")
              + " that cannot be read, and of which nothing is used; see quarantine, reason unreadable_file");
    }
    return counts.missesInput
        || !counts.unknownSources.isEmpty()
        || !counts.badPulled.isEmpty()
        || counts.unreadableFiles > 0;
  }

  /** Settings count as applied only once sessions were settled with them. */
  private String settingsHash(Set<StageName> stages) {
    return stages.contains(StageName.INGEST) || last.isEmpty()
        ? run.settings().moneyHash()
        : last.get().getAs("settings_hash");
  }

  private boolean monthsHashChanged() {
    return last.filter(row -> !row.getAs("months_hash").equals(run.settings().monthsHash()))
        .isPresent();
  }

  /** Whether bills were compared with other tolerances or lags. */
  private boolean termsChanged() {
    String terms = terms(run.settings().monthsHash());
    return last.filter(row -> !terms(row.getAs("months_hash")).equals(terms)).isPresent();
  }

  private static String terms(String monthsHash) {
    return monthsHash.substring(monthsHash.indexOf('-') + 1);
  }

  /** Plans and budgets count as applied only once months were added up with them. */
  private String monthsHash(Set<StageName> stages) {
    return stages.contains(StageName.RECONCILE) || last.isEmpty()
        ? run.settings().monthsHash()
        : last.get().getAs("months_hash");
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
  private Touched left(Set<StageName> stages, Touched touched) {
    Touched left = Touched.nothing();
    if (!stages.contains(StageName.PRICE)) {
      touched.usageDays().forEach(left::usageDay);
    }
    if (!stages.contains(StageName.RECONCILE)) {
      left.pricedDays().addAll(touched.pricedDays());
      left = left.withBills(touched.bills()).withCards(touched.cards()).withDayPassed(dayPassed());
    }
    return left;
  }
}
