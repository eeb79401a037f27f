package io.voxledger.reconciliation;

import java.math.BigDecimal;

/**
 * One period as a whole, as its total row tells it.
 *
 * @param computed contracted cost, USD
 * @param billed USD
 * @param ageDays since the difference was first seen
 */
public record PeriodTotal(
    ReconciledPeriod period,
    BigDecimal computed,
    BigDecimal billed,
    Status status,
    boolean isFinal,
    long ageDays) {

  public static PeriodTotal of(ReconciliationRow total) {
    return new PeriodTotal(
        total.key().period(),
        total.computedCost(),
        total.billedCost(),
        total.status(),
        total.isFinal(),
        total.ageDays());
  }

  /** Billed − computed. */
  public BigDecimal variance() {
    return billed.subtract(computed);
  }
}
