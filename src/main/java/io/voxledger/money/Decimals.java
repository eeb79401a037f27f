package io.voxledger.money;

import java.math.BigDecimal;
import java.util.Optional;

/** Whether an exact decimal fits the type of a column. */
public final class Decimals {
  /** Unit prices and multipliers: DECIMAL(18,12). */
  public static final Type UNIT_PRICE = new Type(18, 12);

  /** Quantities: DECIMAL(20,6). */
  public static final Type QUANTITY = new Type(20, 6);

  /**
   * Amounts that people state: below 10^12, so that sums of thousands of them fit the costs' type,
   * DECIMAL(28,12).
   */
  public static final Type STATED_AMOUNT = new Type(24, 12);

  /** Quantities that people state, such as bytes by the terabyte: below 10^18. */
  public static final Type STATED_QUANTITY = new Type(24, 6);

  public record Type(int precision, int scale) {}

  private Decimals() {}

  /**
   * The same value without trailing zeros and with a scale of 0 or more; empty when the type cannot
   * hold it exactly.
   */
  public static Optional<BigDecimal> fitting(BigDecimal value, Type type) {
    BigDecimal shortest = canonical(value);
    boolean fits =
        shortest.scale() <= type.scale()
            && shortest.precision() - shortest.scale() <= type.precision() - type.scale();
    return fits ? Optional.of(shortest) : Optional.empty();
  }

  /**
   * The same value without trailing zeros and with a scale of 0 or more, so that equal numbers are
   * equal objects.
   */
  public static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The number as plain digits, equal for equal numbers. */
  public static String text(BigDecimal value) {
    return canonical(value).toPlainString();
  }
}
