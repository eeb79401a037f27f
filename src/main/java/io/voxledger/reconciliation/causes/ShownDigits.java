package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BillCategory;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
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
   * Amounts are rounded to the digits that are written; bills in whole cents are known to be cut or
   * rounded up as well, which shows where a line is off by more than half a cent and less than one.
   */
  static ShownDigits of(PeriodFacts facts) {
    List<BigDecimal> amounts =
        facts.lines().stream()
            .filter(line -> line.line().category() == BillCategory.USAGE)
            .map(line -> line.line().amount())
            .toList();
    boolean isInCents =
        amounts.size() >= LINES_THAT_TELL
            && amounts.stream().allMatch(amount -> amount.stripTrailingZeros().scale() <= 2);
    if (isInCents) {
      boolean isCut = facts.rows().stream().anyMatch(ShownDigits::isCut);
      return new ShownDigits(CENT, isCut ? CENT : CENT.multiply(HALF), true);
    }
    int written = amounts.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    BigDecimal unit =
        written >= ALL ? BigDecimal.ZERO : BigDecimal.ONE.movePointLeft(Math.max(2, written));
    return new ShownDigits(unit, unit.multiply(HALF), false);
  }

  private static boolean isCut(ReconciliationRow row) {
    BigDecimal off = row.variance().abs();
    boolean isMore =
        off.subtract(CENT.multiply(HALF)).compareTo(BigDecimal.ONE.movePointLeft(8)) > 0;
    return row.key().scope() == Scope.LINE && isMore && off.compareTo(CENT) < 0;
  }
}
