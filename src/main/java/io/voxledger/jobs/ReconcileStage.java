package io.voxledger.jobs;

import io.voxledger.billed.FxRates;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.UsdValue;
import io.voxledger.billed.spark.BillStore;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reconciliation.BilledPeriods;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.causes.ExplainVariances;
import io.voxledger.reconciliation.spark.WriteBilledShares;
import io.voxledger.reconciliation.spark.WriteOpenItems;
import io.voxledger.reconciliation.spark.WriteReconciliation;
import io.voxledger.reports.Shown;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.tables.BillTables;
import io.voxledger.time.ClosedMonths;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares bills with what was computed. */
final class ReconcileStage {
  private final RunContext run;
  private final ClosedMonths closed;
  private final RateStore rates;

  ReconcileStage(RunContext run, ClosedMonths closed, RateStore rates) {
    this.run = run;
    this.closed = closed;
    this.rates = rates;
  }

  /**
   * What is otherwise than at the last comparison, besides charges and bills.
   *
   * @param day whether the logical date moved, so that periods became final
   * @param terms whether tolerances or lags may be others
   */
  record Changes(boolean day, boolean terms) {}

  /**
   * What was compared.
   *
   * @param months whose periods were compared, whether any row is left of them or not
   * @param rows that were written
   */
  record Compared(Collection<LocalDate> months, List<ReconciliationRow> rows) {
    static final Compared NOTHING = new Compared(List.of(), List.of());
  }

  /** Compares what changed, or is judged by what changed. */
  Compared reconcile(Touched touched, RateBook book, Changes changes) {
    if (touched.pricedDays().isEmpty()
        && !touched.bills()
        && !touched.cards()
        && !changes.day()
        && !changes.terms()
        && !decidedOtherwise()) {
      return Compared.NOTHING;
    }
    run.progress().stage("reconciling");
    FxRates exchangeRates = fx(book.exchangeRates());
    Function<String, ReconcileTerms> terms = biller -> terms(biller, exchangeRates);
    BillStore store = new BillStore(run.warehouse(), BillReaders::source);
    SettledBills bills = store.settle(book::sku, exchangeRates, run.settings().calendar());
    warnOf(bills);
    Set<LocalDate> billedDays = store.publish(bills, exchangeRates, run.runId());
    WriteReconciliation.Input input =
        new WriteReconciliation.Input(
            touched.pricedDays(),
            bills,
            billedDays,
            changes.terms() || touched.cards(), // another card may be what a bill was made with
            terms,
            explain(terms),
            run.settings().calendar(),
            (biller, model) -> book.sku(biller, model, run.startedAt()).orElse(model),
            run.settings().decisions(),
            closed,
            run.logicalDate(),
            run.runId());
    WriteReconciliation.Result result = new WriteReconciliation(run.warehouse(), input).write();
    warnOfClosed(result.closedOtherwise());
    WriteOpenItems items = new WriteOpenItems(run.warehouse(), result, run.runId());
    AtOnce.run(
        run.spark(),
        () -> items.move(run.settings().decisions(), run.logicalDate()),
        () -> items.accrue(BilledPeriods.of(bills)),
        () -> new WriteBilledShares(run.warehouse(), result, closed).write(run.runId()));
    warnOfDecisions(result.totals());
    return new Compared(result.months().months(), result.compared());
  }

  /** Every period of a month that is not closed, as it stands. */
  List<PeriodTotal> openMonths() {
    LakeTable table = run.warehouse().table(BillTables.RECONCILIATION);
    return table.version() > 0
        ? WriteReconciliation.totals(table.read()).stream()
            .filter(total -> !closed.contains(total.period().period().start()))
            .toList()
        : List.of();
  }

  /** The table keeps what the month was closed with. */
  private void warnOfClosed(List<PeriodTotal> changed) {
    if (!changed.isEmpty()) {
      run.progress()
          .warn(
              "bills of closed months are others now, reconciliation keeps what they were: "
                  + changed.stream()
                      .map(
                          total ->
                              "%s %s %s is billed %s USD"
                                  .formatted(
                                      total.period().biller(),
                                      total.period().account(),
                                      total.period().period().start(),
                                      Shown.exact(total.billed())))
                      .collect(Collectors.joining(", ")));
    }
  }

  private void warnOfDecisions(List<PeriodTotal> totals) {
    run.settings()
        .decisions()
        .aboutNoneOf(totals.stream().map(PeriodTotal::period).toList())
        .forEach(
            decision ->
                run.progress()
                    .warn(
                        "decisions.yaml: no period of "
                            + decision.about().biller()
                            + decision.about().account().map(name -> " " + name).orElse("")
                            + " starts from "
                            + decision.about().starts().start()
                            + " to "
                            + decision.about().starts().end().minusDays(1)
                            + "; check biller, account and period"));
  }

  private boolean decidedOtherwise() {
    return WriteReconciliation.isDecidedOtherwise(
        run.warehouse(), run.settings().decisions(), closed, run.logicalDate());
  }

  private ReconcileTerms terms(String biller, FxRates exchangeRates) {
    return new ReconcileTerms(
        run.settings().tolerance(),
        run.logicalDate(),
        run.settings().biller(biller).lagDays(),
        exchangeRates);
  }

  private void warnOf(SettledBills bills) {
    NotConverted.in(bills).forEach(lines -> run.progress().warn(lines.inWords()));
    bills
        .incomplete()
        .forEach(
            pull -> run.progress().warn(pull.pull().describe() + " is not used: " + pull.why()));
    bills.lines().stream()
        .filter(line -> line.usd().flags().contains(UsdValue.OUT_OF_RANGE))
        .forEach(
            line ->
                run.progress()
                    .warn(
                        line.file()
                            + ": a line of "
                            + line.line().amount().toPlainString()
                            + " "
                            + line.line().currency()
                            + " is not counted; check the amount and the exchange rate"));
  }

  /** Every card counts, whenever it was recorded: a bill may know what the run does not. */
  private ExplainVariances explain(Function<String, ReconcileTerms> terms) {
    RateBook everyCard = rates.load(Instant.MAX).book();
    return new ExplainVariances(
        new ExplainVariances.Settings(terms, run.settings().calendar()::zone),
        new OtherPrices(everyCard, run.settings().agreedPrices()));
  }

  private static FxRates fx(ExchangeRates rates) {
    return (currency, day) ->
        rates.find(currency, day).map(rate -> new FxRates.Rate(rate.usd(), rate.carried()));
  }
}
