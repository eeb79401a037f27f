package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.StandingBucket;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares all bills with all charges, period by period. */
public final class ReconcileBills {
  private final Function<String, ReconcileTerms> termsOfBiller;
  private final Map<RowKey, LocalDate> firstSeen;

  /**
   * Prepares a run.
   *
   * @param termsOfBiller by what a biller's periods are judged
   * @param firstSeen when earlier runs saw a row for the first time
   */
  public ReconcileBills(
      Function<String, ReconcileTerms> termsOfBiller, Map<RowKey, LocalDate> firstSeen) {
    this.termsOfBiller = termsOfBiller;
    this.firstSeen = Map.copyOf(firstSeen);
  }

  /** The rows of every period that has a charge or a line, in the order of their keys. */
  public List<ReconciliationRow> rows(Collection<DailyCost> computed, SettledBills bills) {
    Map<Payer, List<DailyCost>> costs = computed.stream().collect(groupingBy(Payer::of));
    Map<ReconciledPeriod, List<BilledLine>> lines =
        bills.lines().stream()
            .filter(line -> line.standing() == BillStanding.USED)
            .collect(groupingBy(ReconcileBills::period));
    Set<ReconciledPeriod> stated =
        bills.standing().stream().flatMap(ReconcileBills::period).collect(toSet());
    return PeriodsToReconcile.of(computed, lines.keySet()).stream()
        .map(
            period ->
                new PeriodSides(
                    period,
                    costs.getOrDefault(Payer.of(period), List.of()).stream()
                        .filter(cost -> cost.isIn(period))
                        .map(DailyCost::cost)
                        .toList(),
                    lines.getOrDefault(period, List.of()),
                    stated.contains(period)))
        .flatMap(sides -> reconcile(sides).stream())
        .toList();
  }

  private List<ReconciliationRow> reconcile(PeriodSides sides) {
    ReconcileTerms terms = termsOfBiller.apply(sides.period().biller());
    return new Reconcile(terms, firstSeen).period(sides);
  }

  private static ReconciledPeriod period(BilledLine line) {
    return new ReconciledPeriod(line.line().biller(), line.line().account(), line.billingPeriod());
  }

  /** A pull that is named after an account states that account's periods, even without a line. */
  private static Stream<ReconciledPeriod> period(StandingBucket bucket) {
    return bucket.source().biller().stream()
        .filter(biller -> bucket.source().bills())
        .map(
            biller ->
                new ReconciledPeriod(
                    biller, bucket.scope(), bucket.source().billingPeriod(bucket.period())));
  }
}
