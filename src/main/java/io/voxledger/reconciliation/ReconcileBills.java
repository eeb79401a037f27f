package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.billed.BillCategory;
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
    Map<Payer, List<ReconciledPeriod>> ofUsage =
        lines.keySet().stream()
            .filter(period -> lines.get(period).stream().anyMatch(ReconcileBills::isUsage))
            .collect(groupingBy(Payer::of));
    Map<Payer, List<ReconciledPeriod>> billed =
        lines.keySet().stream().collect(groupingBy(Payer::of));
    return PeriodsToReconcile.of(computed, lines.keySet()).stream()
        .map(
            period ->
                new PeriodSides(
                    period,
                    costs.getOrDefault(Payer.of(period), List.of()).stream()
                        .filter(cost -> cost.isIn(period))
                        .filter(cost -> !isBeside(period, lines) || !isIn(cost, ofUsage))
                        .filter(cost -> lines.containsKey(period) || !isIn(cost, billed))
                        .map(DailyCost::cost)
                        .toList(),
                    lines.getOrDefault(period, List.of()),
                    stated.contains(period)))
        .toList();
  }

  private static boolean isUsage(BilledLine line) {
    return line.line().category() == BillCategory.USAGE;
  }

  /**
   * Whether a period has a bill of nothing but what stands beside usage, such as a month's tax and
   * credits in an export of days.
   */
  private static boolean isBeside(
      ReconciledPeriod period, Map<ReconciledPeriod, List<BilledLine>> lines) {
    return lines.containsKey(period)
        && lines.get(period).stream().noneMatch(ReconcileBills::isUsage);
  }

  /** Whether the day is in one of the periods. A month that nothing bills has the other days. */
  private static boolean isIn(DailyCost cost, Map<Payer, List<ReconciledPeriod>> periods) {
    return periods.getOrDefault(Payer.of(cost), List.of()).stream().anyMatch(cost::isIn);
  }
}
