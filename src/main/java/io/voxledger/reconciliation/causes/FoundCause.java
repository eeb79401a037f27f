package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ReconciledPeriod;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A row of {@code reconciliation_cause}.
 *
 * @param rank from 1 within the period
 * @param sku empty when it bears on several
 * @param meter empty when it bears on several
 * @param amount USD at 12 decimals, with the sign of the variance it explains
 * @param confidence empty for {@link Cause#UNEXPLAINED}
 * @param evidence a sentence with the numbers
 */
public record FoundCause(
    ReconciledPeriod period,
    int rank,
    Cause cause,
    Optional<String> sku,
    Optional<Meter> meter,
    BigDecimal amount,
    Optional<Confidence> confidence,
    String evidence) {

  /** Whether the amount is part of the sum that gives the variance. */
  public boolean isClaimed() {
    return confidence.filter(c -> c == Confidence.CANDIDATE).isEmpty();
  }

  FoundCause ranked(int other) {
    return new FoundCause(period, other, cause, sku, meter, amount, confidence, evidence);
  }
}
