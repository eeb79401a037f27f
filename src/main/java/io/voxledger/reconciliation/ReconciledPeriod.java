package io.voxledger.reconciliation;

import io.voxledger.billed.BillingPeriod;
import java.util.Comparator;

/** One biller's account in one billing period: what is compared as a whole. */
public record ReconciledPeriod(String biller, String account, BillingPeriod period)
    implements Comparable<ReconciledPeriod> {
  private static final Comparator<ReconciledPeriod> ORDER =
      Comparator.comparing(ReconciledPeriod::biller)
          .thenComparing(ReconciledPeriod::account)
          .thenComparing(ReconciledPeriod::period);

  /** Whether the two are of one account and have a day in common. */
  boolean overlaps(ReconciledPeriod other) {
    return biller.equals(other.biller)
        && account.equals(other.account)
        && period.start().isBefore(other.period.end())
        && other.period.start().isBefore(period.end());
  }

  @Override
  public int compareTo(ReconciledPeriod other) {
    return ORDER.compare(this, other);
  }
}
