package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import java.math.BigDecimal;
import java.util.List;

/**
 * The digits that a bill shows of its amounts.
 *
 * @param unit what its last digit counts, USD; 0 where it shows so many that none is missing
 * @param off how far an amount may lie from what was meant, USD
 * @param isInCents whether so many lines are in whole cents that it is no chance
 */
record ShownDigits(BigDecimal unit, BigDecimal off, boolean isInCents) {
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int ALL = 9;

  /** So many lines are in whole cents by chance only where nothing is left to explain. */
  private static final int LINES_THAT_TELL = 4;

  /**
   * Digits as written, to which amounts are rounded; where amounts could have more digits and all
   * are whole cents, they are cut or rounded up as well.
   */
  static ShownDigits of(List<BilledLine> lines) {
    List<BigDecimal> amounts =
        lines.stream()
            .filter(line -> line.line().category() == BillCategory.USAGE)
            .map(line -> line.line().amount())
            .toList();
    boolean isInCents =
        amounts.size() >= LINES_THAT_TELL
            && amounts.stream().allMatch(amount -> amount.stripTrailingZeros().scale() <= 2);
    int written = amounts.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    if (written >= ALL) {
      return isInCents
          ? new ShownDigits(CENT, CENT, true)
          : new ShownDigits(BigDecimal.ZERO, BigDecimal.ZERO, false);
    }
    BigDecimal unit = isInCents ? CENT : BigDecimal.ONE.movePointLeft(Math.max(2, written));
    return new ShownDigits(unit, unit.multiply(HALF), isInCents);
  }
}
