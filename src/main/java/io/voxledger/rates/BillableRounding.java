package io.voxledger.rates;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How a quantity becomes billable, in the meter's unit.
 *
 * @param incrementOrNull quantities are rounded up to a multiple of it, at least one; above 0
 * @param minimum the least billable quantity; 0 or more
 */
public record BillableRounding(BigDecimal incrementOrNull, BigDecimal minimum)
    implements Serializable {
  /** Quantities are billed as they are. */
  public static final BillableRounding NONE = new BillableRounding(null, BigDecimal.ZERO);

  public Optional<BigDecimal> increment() {
    return Optional.ofNullable(incrementOrNull);
  }

  /**
   * {@code max(minimum, ⌈quantity ÷ increment⌉ × increment)}, at least one increment; without one,
   * {@code max(minimum, quantity)}.
   */
  public BigDecimal billable(BigDecimal quantity) {
    return minimum.max(incrementOrNull == null ? quantity : wholeIncrements(quantity));
  }

  private BigDecimal wholeIncrements(BigDecimal quantity) {
    BigDecimal increments = quantity.divide(incrementOrNull, 0, RoundingMode.CEILING);
    return increments.max(BigDecimal.ONE).multiply(incrementOrNull);
  }
}
