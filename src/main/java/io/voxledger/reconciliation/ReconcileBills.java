package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.SettledBills;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    Set<ReconciledPeriod> ofUsage = withUsage(lines);
    Map<Payer, List<ReconciledPeriod>> byPayer = ofUsage.stream().collect(groupingBy(Payer::of));
    Set<ReconciledPeriod> periods = new TreeSet<>(lines.keySet());
    periods.addAll(PeriodsToReconcile.of(computed, ofUsage));
    return periods.stream()
        .map(
            period ->
                new PeriodSides(
                    period,
                    costs.getOrDefault(Payer.of(period), List.of()).stream()
                        .filter(cost -> cost.isIn(period))
                        .filter(
                            cost -> ofUsage.contains(period) || isUnbilled(cost, period, byPayer))
                        .map(DailyCost::cost)
                        .toList(),
                    lines.getOrDefault(period, List.of()),
                    stated.contains(period)))
        .toList();
  }

  /**
   * The periods of bills that have the usage of their days. A bill of nothing but what stands
   * beside usage, such as a month's tax in an export of days, has it only where no other bill of
   * its days has any.
   */
  private static Set<ReconciledPeriod> withUsage(Map<ReconciledPeriod, List<BilledLine>> lines) {
    Set<ReconciledPeriod> ofUsage =
        lines.keySet().stream()
            .filter(period -> lines.get(period).stream().anyMatch(ReconcileBills::isUsage))
            .collect(toCollection(TreeSet::new));
    Set<ReconciledPeriod> all = new TreeSet<>(ofUsage);
    lines.keySet().stream()
        .filter(period -> !ofUsage.contains(period))
        .filter(period -> ofUsage.stream().noneMatch(period::overlaps))
        .forEach(all::add);
    return all;
  }

  /**
   * Usage that no bill has belongs to the day, or to the month of a biller that bills by months.
   */
  private static boolean isUnbilled(
      DailyCost cost, ReconciledPeriod period, Map<Payer, List<ReconciledPeriod>> ofUsage) {
    boolean isBilled =
        ofUsage.getOrDefault(Payer.of(cost), List.of()).stream().anyMatch(cost::isIn);
    return !isBilled && period.period().equals(PeriodsToReconcile.unbilled(cost));
  }

  private static boolean isUsage(BilledLine line) {
    return line.line().category() == BillCategory.USAGE;
  }
}
