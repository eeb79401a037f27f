package io.voxledger.reconciliation;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A comparison of a bill with what was computed; a row of {@code reconciliation}.
 *
 * @param computedQuantity billable, in the meter's unit
 * @param computedCost contracted cost; 0 when nothing was computed
 * @param billedCost 0 when nothing is on the bill
 * @param components sum up to {@link #variance} exactly
 * @param isFinal whether the bill had its time and is not open
 * @param firstSeen the logical date of the first run that had this row
 * @param ageDays from then to this run's logical date, not below 0
 */
public record ReconciliationRow(
    RowKey key,
    Optional<BigDecimal> computedQuantity,
    BigDecimal computedCost,
    Optional<BigDecimal> billedQuantity,
    BigDecimal billedCost,
    Components components,
    Status status,
    boolean isFinal,
    LocalDate firstSeen,
    long ageDays) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public ReconciliationRow {
    BigDecimal variance = billedCost.subtract(computedCost);
    if (components.total().compareTo(variance) != 0) {
      throw new IllegalStateException(
          key + ": components " + components + " do not sum up to the variance " + variance);
    }
  }

  /** Billed − computed: above 0 when billed more. */
  public BigDecimal variance() {
    return billedCost.subtract(computedCost);
  }

  /** The variance in per cent of the computed cost, at 12 decimals; empty when that is 0. */
  public Optional<BigDecimal> variancePct() {
    return Rounding.storedRatio(variance().multiply(HUNDRED), computedCost);
  }

  /** The same row judged otherwise, as when its causes are found. */
  public ReconciliationRow withStatus(Status other) {
    return new ReconciliationRow(
        key,
        computedQuantity,
        computedCost,
        billedQuantity,
        billedCost,
        components,
        other,
        isFinal,
        firstSeen,
        ageDays);
  }

  /** The same row, its age counted from a day on which it came to be open again. */
  public ReconciliationRow seenAnewOn(LocalDate day) {
    return new ReconciliationRow(
        key,
        computedQuantity,
        computedCost,
        billedQuantity,
        billedCost,
        components,
        status,
        isFinal,
        day,
        0);
  }
}
