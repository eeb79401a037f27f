package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Tolerance;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * With which of the days beside a period usage may have changed places, because days begin at
 * another midnight on the bill. What is missing on one day must then stand on the other: a
 * neighbour whose bill is as computed, although usage would have moved, says that none did.
 *
 * @param before whether with the day before
 * @param after whether with the day after
 */
public record Neighbours(boolean before, boolean after) {
  /** Nothing moved to or from a day that has no bill or charge. */
  public static final Neighbours NONE = new Neighbours(false, false);

  /** Nothing is known that speaks against it. */
  public static final Neighbours BOTH = new Neighbours(true, true);

  /**
   * Asks the bills beside a period.
   *
   * @param totals of the account's periods that are compared; one that is not says nothing
   * @param charges of the account
   * @param isUtc whether the biller's days are UTC days
   */
  static Neighbours of(
      BillingPeriod period,
      Collection<ReconciliationRow> totals,
      List<SkuCharge> charges,
      boolean isUtc,
      Tolerance tolerance) {
    Predicate<ReconciliationRow> stayed =
        total -> {
          BigDecimal moved = moved(total.key().period().period(), charges, isUtc).abs();
          return tolerance.allows(total.variance(), total.computedCost(), total.billedCost())
              && moved.compareTo(tolerance.usd()) > 0
              && total.variance().abs().add(total.variance().abs()).compareTo(moved) < 0;
        };
    return new Neighbours(
        totals.stream().filter(one -> end(one).equals(period.start())).noneMatch(stayed),
        totals.stream().filter(one -> start(one).equals(period.end())).noneMatch(stayed));
  }

  private static LocalDate start(ReconciliationRow total) {
    return total.key().period().period().start();
  }

  private static LocalDate end(ReconciliationRow total) {
    return total.key().period().period().end();
  }

  /** What a bill with days by the other midnight has more than was computed, USD. */
  private static BigDecimal moved(BillingPeriod period, List<SkuCharge> charges, boolean isUtc) {
    BigDecimal moved = BigDecimal.ZERO;
    for (SkuCharge charge : charges) {
      if (isUtc) {
        if (charge.billingDate().equals(period.end())) {
          moved = moved.add(charge.costOfPacificDayBefore());
        } else if (charge.billingDate().equals(period.start())) {
          moved = moved.subtract(charge.costOfPacificDayBefore());
        }
      } else if (period.contains(charge.usageDate()) != period.contains(charge.billingDate())) {
        moved =
            period.contains(charge.usageDate())
                ? moved.add(charge.contractedCost())
                : moved.subtract(charge.contractedCost());
      }
    }
    return moved;
  }
}
