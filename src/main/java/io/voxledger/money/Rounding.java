package io.voxledger.money;

import static java.math.RoundingMode.HALF_EVEN;
import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * How money, quantities and ratios are rounded. What is kept is rounded HALF_EVEN; every method
 * returns a value of exactly the stated scale.
 */
public final class Rounding {
  /**
   * Decimal places of quantities, as stored in {@code DECIMAL(20,6)} and, for sums, {@code
   * DECIMAL(28,6)}.
   */
  public static final int QUANTITY_SCALE = 6;

  /**
   * Decimal places of costs in {@code DECIMAL(28,12)}, unit prices in {@code DECIMAL(18,12)}, and
   * ratios.
   */
  public static final int COST_SCALE = 12;

  private static final int COST_PRECISION = 28;

  private Rounding() {}

  /** A quantity at 6 decimals. */
  public static BigDecimal quantity(BigDecimal exact) {
    return exact.setScale(QUANTITY_SCALE, HALF_EVEN);
  }

  /** A cost in USD at 12 decimals. */
  public static BigDecimal cost(BigDecimal exact) {
    return exact.setScale(COST_SCALE, HALF_EVEN);
  }

  /** A unit price in USD at 12 decimals. */
  public static BigDecimal unitPrice(BigDecimal exact) {
    return exact.setScale(COST_SCALE, HALF_EVEN);
  }

  /**
   * A number as people read it; for display only. Halves go away from zero, as in the cells of a
   * spreadsheet, so that a number is the same in a terminal, on a page and in a workbook.
   */
  public static BigDecimal shown(BigDecimal exact, int decimals) {
    return exact.setScale(decimals, HALF_UP);
  }

  /** {@code dividend ÷ divisor} at 12 decimals, rounded once. The divisor must not be 0. */
  public static BigDecimal ratio(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, COST_SCALE, HALF_EVEN);
  }

  /**
   * {@link #ratio} as a column of {@code DECIMAL(28,12)} holds it; empty when the divisor is 0, or
   * when the ratio is so large that there is no room for it: an absurd number tells nothing beside
   * another, and must not stop a night.
   */
  public static Optional<BigDecimal> storedRatio(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0
        ? Optional.empty()
        : Optional.of(ratio(dividend, divisor)).filter(r -> r.precision() <= COST_PRECISION);
  }

  /**
   * {@code quantity × unitPrice ÷ per} in USD at 12 decimals: the product is exact, the division is
   * rounded once. {@code per} must be above 0.
   */
  public static BigDecimal cost(BigDecimal quantity, BigDecimal unitPrice, long per) {
    return quantity
        .multiply(unitPrice, MathContext.UNLIMITED)
        .divide(BigDecimal.valueOf(per), COST_SCALE, HALF_EVEN);
  }
}
