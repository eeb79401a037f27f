package io.voxledger.reconciliation;

import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.StandingBucket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The periods for which a bill has come.
 *
 * @param billed those that a bill states, even without a line
 * @param open of these, those whose bill says that it may change, or cannot be valued yet
 */
public record BilledPeriods(Set<ReconciledPeriod> billed, Set<ReconciledPeriod> open) {
  public BilledPeriods {
    billed = Set.copyOf(billed);
    open = Set.copyOf(open);
  }

  public static BilledPeriods of(SettledBills bills) {
    Set<ReconciledPeriod> billed = new HashSet<>(stated(bills));
    Set<ReconciledPeriod> open = new HashSet<>();
    for (BilledLine line : bills.lines()) {
      if (line.standing() == BillStanding.USED) {
        billed.add(periodOf(line));
        if (!line.isFinal() || line.billedCostUsd().isEmpty()) {
          open.add(periodOf(line));
        }
      }
    }
    return new BilledPeriods(billed, open);
  }

  /** Whether nothing more is to be expected of a period's bill. */
  boolean isComplete(ReconciledPeriod period) {
    return billed.contains(period) && !open.contains(period);
  }

  /** The periods that a pull named after an account states, even without a line. */
  static Set<ReconciledPeriod> stated(SettledBills bills) {
    return bills.standing().stream().flatMap(BilledPeriods::periodOf).collect(toSet());
  }

  static ReconciledPeriod periodOf(BilledLine line) {
    return new ReconciledPeriod(line.line().biller(), line.line().account(), line.billingPeriod());
  }

  private static Stream<ReconciledPeriod> periodOf(StandingBucket bucket) {
    return bucket.source().biller().stream()
        .filter(biller -> bucket.source().bills())
        .map(
            biller ->
                new ReconciledPeriod(
                    biller, bucket.scope(), bucket.source().billingPeriod(bucket.period())));
  }
}
