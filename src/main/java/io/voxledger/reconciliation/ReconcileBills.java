package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.SettledBills;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
    return sides(computed, bills).stream().flatMap(sides -> rows(sides).stream()).toList();
  }

  /** The rows of one period, the total last. */
  public List<ReconciliationRow> rows(PeriodSides sides) {
    ReconcileTerms terms = termsOfBiller.apply(sides.period().biller());
    return new Reconcile(terms, firstSeen).period(sides);
  }

  /** The two sides of every period that has a charge or a line, in their order. */
  public static List<PeriodSides> sides(Collection<DailyCost> computed, SettledBills bills) {
    Map<Payer, List<DailyCost>> costs = computed.stream().collect(groupingBy(Payer::of));
    Map<ReconciledPeriod, List<BilledLine>> lines =
        bills.lines().stream()
            .filter(line -> line.standing() == BillStanding.USED)
            .collect(groupingBy(BilledPeriods::periodOf));
    Set<ReconciledPeriod> stated = BilledPeriods.stated(bills);
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
        .toList();
  }
}
