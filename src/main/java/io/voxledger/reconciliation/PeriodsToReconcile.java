package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.sources.bills.BillReaders;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which periods are compared: those of the bills, and for every billing day with a charge that no
 * bill covers the day itself, or its month where the biller is known to bill by the month.
 */
final class PeriodsToReconcile {
  private PeriodsToReconcile() {}

  /** The periods in their order; each charged day is in at least one. */
  static List<ReconciledPeriod> of(
      Collection<DailyCost> computed, Collection<ReconciledPeriod> billed) {
    Map<Payer, Set<BillingPeriod>> byPayer =
        billed.stream().collect(groupingBy(Payer::of, mapping(ReconciledPeriod::period, toSet())));
    Set<ReconciledPeriod> periods = new TreeSet<>(billed);
    for (DailyCost cost : computed) {
      Set<BillingPeriod> bills = byPayer.getOrDefault(Payer.of(cost), Set.of());
      if (bills.stream().noneMatch(period -> period.contains(cost.billingDate()))) {
        periods.add(new ReconciledPeriod(cost.biller(), cost.account(), unbilled(cost)));
      }
    }
    return List.copyOf(periods);
  }

  /** Where usage is compared that no bill has. */
  static BillingPeriod unbilled(DailyCost cost) {
    return BillReaders.billsByMonth(cost.biller())
        ? BillingPeriod.monthOf(cost.billingDate())
        : BillingPeriod.day(cost.billingDate());
  }
}
