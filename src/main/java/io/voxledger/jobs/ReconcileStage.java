package io.voxledger.jobs;

import io.voxledger.billed.FxRates;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.spark.BillStore;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.causes.ExplainVariances;
import io.voxledger.reconciliation.spark.WriteReconciliation;
import java.time.Instant;
import java.util.List;

/** Compares bills with what was computed. */
final class ReconcileStage {
  private final RunContext run;

  ReconcileStage(RunContext run) {
    this.run = run;
  }

  /**
   * Compares.
   *
   * @param cardsChanged whether bill lines may be named otherwise than before
   * @param dayPassed whether the logical date moved, so that periods became final
   */
  List<ReconciliationRow> reconcile(
      Touched touched, RateBook book, boolean cardsChanged, boolean dayPassed) {
    boolean billsChanged = touched.bills() || cardsChanged;
    if (touched.pricedDays().isEmpty() && !billsChanged && !dayPassed) {
      return List.of();
    }
    run.progress().stage("reconciling");
    BillStore store = new BillStore(run.warehouse());
    SettledBills bills = store.settle(book::sku, fx(book.exchangeRates()));
    bills
        .incomplete()
        .forEach(
            pull -> run.progress().warn(pull.pull().describe() + " is not used: " + pull.why()));
    if (billsChanged) {
      store.publish(bills, run.runId());
    }
    WriteReconciliation.Input input =
        new WriteReconciliation.Input(
            touched.pricedDays(),
            bills,
            billsChanged,
            this::terms,
            explain(),
            (biller, model) -> book.sku(biller, model, run.startedAt()).orElse(model),
            run.logicalDate(),
            run.runId());
    return new WriteReconciliation(run.warehouse(), input).write();
  }

  private ReconcileTerms terms(String biller) {
    return new ReconcileTerms(
        run.settings().tolerance(), run.logicalDate(), run.settings().biller(biller).lagDays());
  }

  /** Every card counts, whenever it was recorded: a bill may know what the run does not. */
  private ExplainVariances explain() {
    RateBook everyCard = new RateStore(run.warehouse()).load(Instant.MAX).book();
    return new ExplainVariances(
        new ExplainVariances.Settings(this::terms, run.settings().calendar()::zone),
        new OtherPrices(everyCard, run.settings().agreedPrices()));
  }

  private static FxRates fx(ExchangeRates rates) {
    return (currency, day) -> rates.find(currency, day).map(ExchangeRates.Rate::usd);
  }
}
