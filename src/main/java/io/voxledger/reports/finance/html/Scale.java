package io.voxledger.reports.finance.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where amounts stand on an axis.
 *
 * @param low amount at the pixel {@code from}
 * @param high amount at the pixel {@code to}
 */
record Scale(BigDecimal low, BigDecimal high, int from, int to, BigDecimal step) {
  private static final int DIGITS_OF_PIXELS = 1;
  private static final int MOST_TICKS = 5;

  /** An axis with round ticks that holds all of the amounts and 0. */
  static Scale of(List<BigDecimal> amounts, int from, int to) {
    BigDecimal least = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
    BigDecimal most = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    return between(least, most, from, to);
  }

  /** An axis with round ticks that holds all of the amounts, and not 0 where that is far away. */
  static Scale near(List<BigDecimal> amounts, int from, int to) {
    BigDecimal least = amounts.stream().reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    BigDecimal most = amounts.stream().reduce(BigDecimal::max).orElse(BigDecimal.ZERO);
    boolean isFar = least.signum() > 0 && least.add(least).compareTo(most) > 0;
    return isFar ? between(least, most, from, to) : of(amounts, from, to);
  }

  private static Scale between(BigDecimal least, BigDecimal most, int from, int to) {
    BigDecimal step = step(most.subtract(least));
    BigDecimal low = least.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    BigDecimal high = most.divide(step, 0, RoundingMode.CEILING).multiply(step);
    return new Scale(low, high.compareTo(low) == 0 ? low.add(step) : high, from, to, step);
  }

  /** 1, 2 or 5 times a power of ten. */
  private static BigDecimal step(BigDecimal span) {
    if (span.signum() == 0) {
      return BigDecimal.ONE;
    }
    BigDecimal rough = span.divide(BigDecimal.valueOf(MOST_TICKS), MathContext.DECIMAL32);
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = power.multiply(BigDecimal.valueOf(factor));
      if (step.compareTo(rough) >= 0) {
        return step;
      }
    }
    return power.scaleByPowerOfTen(1);
  }

  boolean beginsAtZero() {
    return low.signum() <= 0;
  }

  List<BigDecimal> ticks() {
    List<BigDecimal> ticks = new ArrayList<>();
    for (BigDecimal at = low; at.compareTo(high) <= 0; at = at.add(step)) {
      ticks.add(at);
    }
    return ticks;
  }

  /** A pixel, to a tenth. */
  BigDecimal at(BigDecimal amount) {
    return amount
        .subtract(low)
        .multiply(BigDecimal.valueOf((long) to - from))
        .divide(high.subtract(low), DIGITS_OF_PIXELS, RoundingMode.HALF_EVEN)
        .add(BigDecimal.valueOf(from));
  }
}
