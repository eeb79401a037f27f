package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.billed.FxRates;
import io.voxledger.costs.plans.MeasurePlan;
import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.plans.PlansReader;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An invoice with an allowance, against what was computed and against the plan. */
class LiveKitInvoiceTest {
  private static final Plans SHIP =
      PlansReader.read(
          """
          - account: acct
            plan: ship
            from: 2026-01-01
            monthly_fee: 50
            included: {webrtc: {quantity: 150000, per: 60}}
          """);

  /** 131,004 minutes are 7,860,240 seconds; at 0.0005 a minute 65.502 USD. */
  private static final String SECONDS = "7860240";

  private static final String COST = "65.502";

  /** All 131,004 minutes are included: their price is taken off again, and the fee remains. */
  private static PeriodSides invoice() {
    return new Sides()
        .computed("webrtc", Meter.WEBRTC_SECONDS, SECONDS, COST)
        .billed(
            "webrtc",
            Meter.WEBRTC_SECONDS,
            BilledQuantity.of(new BigDecimal(SECONDS), Basis.SECONDS),
            COST)
        .charged(BillCategory.ALLOWANCE, "-" + COST)
        .charged(BillCategory.PURCHASE, "50")
        .sides();
  }

  private static Map<Scope, ReconciliationRow> rows() {
    ReconcileTerms terms =
        new ReconcileTerms(Tolerance.DEFAULT, Sides.DAY.plusDays(40), 2, FxRates.USD_ONLY);
    return new Reconcile(terms, Map.of())
        .period(invoice()).stream()
            .filter(
                row ->
                    row.components().find(Component.PLAN_FEE).isEmpty()
                        || row.key().scope() == Scope.TOTAL)
            .collect(Collectors.toMap(row -> row.key().scope(), Function.identity()));
  }

  @Test
  void usage_within_the_allowance_matches_and_its_allowance_is_a_component() {
    ReconciliationRow line = rows().get(Scope.LINE);
    assertThat(line.variance()).isZero();
    assertThat(line.status()).isEqualTo(Status.MATCHED);
    assertThat(line.components().find(Component.RATE_VARIANCE).orElseThrow()).isZero();
    assertThat(line.components().find(Component.USAGE_VARIANCE).orElseThrow()).isZero();

    Components total = rows().get(Scope.TOTAL).components();
    assertThat(total.find(Component.PLAN_ALLOWANCE).orElseThrow()).isEqualByComparingTo("-65.502");
    assertThat(total.find(Component.PLAN_FEE).orElseThrow()).isEqualByComparingTo("50");
    assertThat(total.find(Component.RATE_VARIANCE).orElseThrow()).isZero();
    assertThat(total.total()).isEqualByComparingTo("-15.502"); // 50 − 65.502
  }

  @Test
  void the_invoice_is_what_the_plan_let_expect() {
    PlanUse use =
        new PlanUse(
            Sides.DAY,
            "webrtc",
            Meter.WEBRTC_SECONDS,
            false,
            Instant.EPOCH,
            new BigDecimal("0.0005"),
            60,
            new BigDecimal(SECONDS),
            new BigDecimal(COST));
    PlanMonth month =
        MeasurePlan.measure("acct", Sides.DAY, SHIP.of("acct", Sides.DAY), List.of(use));
    assertThat(rows().get(Scope.TOTAL).billedCost()).isEqualByComparingTo(month.estimatedInvoice());
  }
}
