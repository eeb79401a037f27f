package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodsToReconcileTest {
  private static final LocalDate NEXT = Sides.DAY.plusDays(1);

  @Test
  void billedPeriodsAndChargedDaysWithoutABillAreCompared() {
    assertThat(
            PeriodsToReconcile.of(
                List.of(
                    charged("openai", "acct", Sides.DAY),
                    charged("openai", "acct", NEXT),
                    charged("openai", "other", Sides.DAY)),
                List.of(Sides.PERIOD)))
        .containsExactly(
            Sides.PERIOD,
            new ReconciledPeriod("openai", "acct", BillingPeriod.day(NEXT)),
            new ReconciledPeriod("openai", "other", BillingPeriod.day(Sides.DAY)));
  }

  @Test
  void liveKitWithoutABillIsComparedByTheMonth() {
    assertThat(
            PeriodsToReconcile.of(
                List.of(
                    charged("livekit", "p", LocalDate.parse("2026-09-01")),
                    charged("livekit", "p", LocalDate.parse("2026-09-30"))),
                List.of()))
        .containsExactly(
            new ReconciledPeriod(
                "livekit",
                "p",
                new BillingPeriod(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-10-01"))));
  }

  @Test
  void aDayWithinAMonthsBillNeedsNoPeriodOfItsOwn() {
    ReconciledPeriod month =
        new ReconciledPeriod("openai", "acct", BillingPeriod.monthOf(Sides.DAY));

    assertThat(PeriodsToReconcile.of(List.of(charged("openai", "acct", NEXT)), List.of(month)))
        .containsExactly(month);
  }

  private static DailyCost charged(String biller, String account, LocalDate day) {
    return new DailyCost(
        biller,
        account,
        day,
        new ComputedCost("sku", Meter.REQUESTS, day, BigDecimal.ONE, BigDecimal.ONE));
  }
}
