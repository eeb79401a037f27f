package io.voxledger.reconciliation;

import java.time.LocalDate;

/**
 * Charges of one biller's account and billing day, summed by sku and meter.
 *
 * @param billingDate in the biller's time zone
 */
public record DailyCost(String biller, String account, LocalDate billingDate, ComputedCost cost) {
  boolean isIn(ReconciledPeriod reconciled) {
    return biller.equals(reconciled.biller())
        && account.equals(reconciled.account())
        && reconciled.period().contains(billingDate);
  }
}
