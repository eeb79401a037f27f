package io.voxledger.reconciliation;

import static io.voxledger.reconciliation.Sides.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccrualTest {
  private final List<PeriodTotal> totals = new ArrayList<>();
  private final Set<ReconciledPeriod> billed = new HashSet<>();
  private final Set<ReconciledPeriod> open = new HashSet<>();

  private ReconciledPeriod day(String account, String day, String computed, String billedUsd) {
    ReconciledPeriod period =
        new ReconciledPeriod("openai", account, BillingPeriod.day(LocalDate.parse(day)));
    totals.add(new PeriodTotal(period, usd(computed), usd(billedUsd), Status.PENDING, false, 0));
    return period;
  }

  private List<String> accruals() {
    return Accrual.of(totals, new BilledPeriods(billed, open)).stream()
        .map(
            one ->
                one.account()
                    + " "
                    + one.month()
                    + " "
                    + one.accrued().stripTrailingZeros().toPlainString()
                    + " "
                    + one.unbilledPeriods())
        .toList();
  }

  @Test
  void what_has_no_bill_is_accrued_by_account_and_month_and_falls_to_0_as_bills_land() {
    ReconciledPeriod last = day("a", "2026-09-30", "3", "0");
    ReconciledPeriod first = day("a", "2026-09-01", "4", "0");
    day("a", "2026-10-01", "5", "0");
    day("b", "2026-09-30", "7", "0");
    assertThat(accruals()).containsExactly("a 2026-09 7 2", "a 2026-10 5 1", "b 2026-09 7 1");
    billed.add(first);
    assertThat(accruals()).startsWith("a 2026-09 3 1");
    billed.add(last);
    assertThat(accruals()).startsWith("a 2026-09 0 0");
  }

  @Test
  void of_an_open_bill_the_rest_is_accrued_and_never_less_than_nothing() {
    open.add(day("a", "2026-09-01", "4", "1")); // 3 to come
    open.add(day("a", "2026-09-02", "4", "6")); // more than expected already
    billed.addAll(open);
    assertThat(accruals()).containsExactly("a 2026-09 3 2");
  }

  @Test
  void a_complete_bill_leaves_nothing_however_little_it_says() {
    billed.add(day("a", "2026-09-01", "4", "1")); // the rest is an open item, no accrual
    assertThat(accruals()).containsExactly("a 2026-09 0 0");
  }
}
