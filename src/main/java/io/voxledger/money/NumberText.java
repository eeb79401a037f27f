package io.voxledger.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers as other people's programs write them: JSON numbers or text such as {@code "0E-6176"}. An
 * exponent is never expanded, so a hostile {@code 1E+999999999} costs nothing.
 */
public final class NumberText {
  private static final int MAX_SCALE = 64;
  private static final int MAX_LENGTH = 400;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(?:nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
  private static final BigDecimal QUANTITY_LIMIT = BigDecimal.TEN.pow(14);

  private NumberText() {}

  /**
   * The exact value of a number as written.
   *
   * @return the value; 0 when the scale is beyond ±64 and all digits are 0
   * @throws NumberProblem when the text is no number, is NaN or infinite, or has other digits at a
   *     scale beyond ±64
   */
  public static BigDecimal parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > MAX_LENGTH && NUMBER.matcher(trimmed).matches()) {
      throw NumberProblem.outOfRange(trimmed.substring(0, 32) + "…");
    }
    if (!NUMBER.matcher(trimmed).matches()) {
      if (NOT_FINITE.matcher(trimmed).matches() || hasHugeExponent(trimmed)) {
        return zeroOrOutOfRange(trimmed);
      }
      throw NumberProblem.notANumber(trimmed);
    }
    BigDecimal value = new BigDecimal(trimmed);
    if (value.scale() > MAX_SCALE || value.scale() < -MAX_SCALE) {
      if (value.signum() == 0) {
        return BigDecimal.ZERO;
      }
      throw NumberProblem.outOfRange(trimmed + " (scale " + value.scale() + ")");
    }
    return value;
  }

  /**
   * A quantity: the value rounded HALF_EVEN to 6 decimals.
   *
   * @throws NumberProblem as {@link #parse}, and when the value does not fit DECIMAL(20,6)
   */
  public static BigDecimal parseQuantity(String text) {
    BigDecimal value = Rounding.quantity(parse(text));
    if (value.abs().compareTo(QUANTITY_LIMIT) >= 0) {
      throw NumberProblem.outOfRange(text);
    }
    return value;
  }

  private static boolean hasHugeExponent(String text) {
    return text.matches("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)[eE][+-]?[0-9]{10,}");
  }

  private static BigDecimal zeroOrOutOfRange(String text) {
    if (hasHugeExponent(text) && text.matches("[+-]?[0.]+[eE].*")) {
      return BigDecimal.ZERO;
    }
    throw NumberProblem.outOfRange(text);
  }
}
