package io.voxledger.costs.outliers;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How far a session's cost per minute lies from the median of its like: {@code 0.6745 × (x −
 * median) ÷ MAD}, the modified z-score. MAD is the median of the distances from the median; the
 * median of an even number of values is the mean of the two in the middle.
 *
 * <p>Medians come doubled, as sums of the two values in the middle (of an odd number, the middle
 * one twice), so that they are exact without a division.
 */
public final class OutlierScore {
  /** Makes the MAD of a normal distribution comparable with its standard deviation. */
  private static final BigDecimal NORMAL = new BigDecimal("0.6745");

  private static final BigDecimal LEAST_SCORE = new BigDecimal("3.5");

  /** Sessions of the same cost but for the last decimal make the MAD as small as it can be. */
  private static final BigDecimal MOST = new BigDecimal("1e15");

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private OutlierScore() {}

  /**
   * The score, at 12 decimals, of a session that is an outlier: |score| ≥ 3.5, compared before it
   * is rounded. Empty for others, and where the MAD is 0.
   *
   * @param x cost per minute
   * @param twiceMedian the doubled median
   * @param fourMads the doubled median of the distances {@code |2x − 2 median|}
   */
  public static Optional<BigDecimal> of(BigDecimal x, BigDecimal twiceMedian, BigDecimal fourMads) {
    if (fourMads.signum() <= 0) {
      return Optional.empty();
    }
    // 0.6745 × (2x − 2m) ÷ 2 ÷ (4 MAD ÷ 4) = 0.6745 × 2 × (2x − 2m) ÷ 4 MAD
    BigDecimal numerator = x.multiply(TWO).subtract(twiceMedian).multiply(NORMAL).multiply(TWO);
    return numerator.abs().compareTo(LEAST_SCORE.multiply(fourMads)) < 0
        ? Optional.empty()
        : Optional.of(Rounding.ratio(numerator, fourMads).min(MOST).max(MOST.negate()));
  }

  /** The median, HALF_EVEN at 12 decimals. */
  public static BigDecimal median(BigDecimal twiceMedian) {
    return twiceMedian.divide(TWO, Rounding.COST_SCALE, RoundingMode.HALF_EVEN);
  }
}
