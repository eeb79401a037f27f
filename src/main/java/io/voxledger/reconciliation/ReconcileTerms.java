package io.voxledger.reconciliation;

import io.voxledger.billed.FxRates;
import java.time.LocalDate;

/**
 * By what a period is judged.
 *
 * @param logicalDate the day for which the run speaks
 * @param lagDays days after a period's end until its biller's bill is taken as final
 * @param exchangeRates by which a bill in another currency is compared
 */
public record ReconcileTerms(
    Tolerance tolerance, LocalDate logicalDate, int lagDays, FxRates exchangeRates) {
  /** The lag of a biller for which the settings say none. */
  public static final int DEFAULT_LAG_DAYS = 2;

  /** Whether a bill of a period that ends (exclusive) on that day had its time. */
  boolean isDue(LocalDate periodEnd) {
    return !periodEnd.plusDays(lagDays).isAfter(logicalDate);
  }
}
