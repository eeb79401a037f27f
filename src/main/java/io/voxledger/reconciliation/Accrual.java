package io.voxledger.reconciliation;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account used in a month and was not billed for yet; a row of {@code accrual}.
 *
 * @param month in which the billing periods start
 * @param accrued USD, not below 0
 * @param computed contracted cost of all periods, USD
 * @param billed so far, USD
 * @param unbilledPeriods without a bill, or whose bill is marked open
 */
public record Accrual(
    String biller,
    String account,
    YearMonth month,
    BigDecimal accrued,
    BigDecimal computed,
    BigDecimal billed,
    long unbilledPeriods) {
  public Accrual {
    accrued = Rounding.cost(accrued);
    computed = Rounding.cost(computed);
    billed = Rounding.cost(billed);
  }

  /** One for every account and month that has a period, in their order. */
  public static List<Accrual> of(Collection<PeriodTotal> totals, BilledPeriods bills) {
    Map<ReconciledPeriod, Accrual> byMonth = new TreeMap<>();
    for (PeriodTotal total : totals) {
      ReconciledPeriod month =
          new ReconciledPeriod(
              total.period().biller(),
              total.period().account(),
              BillingPeriod.monthOf(total.period().period().start()));
      byMonth.merge(month, one(month, total, bills), Accrual::plus);
    }
    return new ArrayList<>(byMonth.values());
  }

  /** The month as a period. */
  public ReconciledPeriod period() {
    return new ReconciledPeriod(biller, account, BillingPeriod.monthOf(month.atDay(1)));
  }

  private static Accrual one(ReconciledPeriod month, PeriodTotal total, BilledPeriods bills) {
    boolean complete = bills.isComplete(total.period());
    BigDecimal unbilled = total.computed().subtract(total.billed()).max(BigDecimal.ZERO);
    return new Accrual(
        month.biller(),
        month.account(),
        YearMonth.from(month.period().start()),
        complete ? BigDecimal.ZERO : unbilled,
        total.computed(),
        total.billed(),
        complete ? 0 : 1);
  }

  private Accrual plus(Accrual other) {
    return new Accrual(
        biller,
        account,
        month,
        accrued.add(other.accrued),
        computed.add(other.computed),
        billed.add(other.billed),
        unbilledPeriods + other.unbilledPeriods);
  }
}
