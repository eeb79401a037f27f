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

  @Override
  public int compareTo(ReconciledPeriod other) {
    return ORDER.compare(this, other);
  }
}
