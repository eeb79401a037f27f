package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.PeriodsToReconcile.ChargedDay;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodsToReconcileTest {
  private static final LocalDate NEXT = Sides.DAY.plusDays(1);

  @Test
  void billedPeriodsAndChargedDaysWithoutABillAreCompared() {
    PeriodSides bill = new Sides().billed("gpt", null, "1", "1").sides();

    assertThat(
            PeriodsToReconcile.of(
                List.of(
                    new ChargedDay("openai", "acct", Sides.DAY),
                    new ChargedDay("openai", "acct", NEXT),
                    new ChargedDay("openai", "other", Sides.DAY)),
                bill.billed()))
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
                    new ChargedDay("livekit", "p", LocalDate.parse("2026-09-01")),
                    new ChargedDay("livekit", "p", LocalDate.parse("2026-09-30"))),
                List.of()))
        .containsExactly(
            new ReconciledPeriod(
                "livekit",
                "p",
                new BillingPeriod(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-10-01"))));
  }
}
