package io.voxledger.costs.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurePlanTest {
  private static final String SHIP =
      """
      - account: p
        plan: ship
        from: 2026-01-01
        monthly_fee: 50
        inference_credit: 5
        included: {webrtc: {quantity: 150000, per: 60}, agent: {quantity: 5000, per: 60}}
        phone_numbers: {local: 1}
      """;

  private static void assertRow(
      PlanUsage row, String used, String included, String overage, String cost) {
    assertThat(row.used()).isEqualByComparingTo(used);
    assertThat(row.included()).isEqualByComparingTo(included);
    assertThat(row.overage()).isEqualByComparingTo(overage);
    assertThat(row.overageCost()).isEqualByComparingTo(cost);
  }

  @Test
  void usage_within_the_allowance_costs_the_fee_alone() {
    PlanMonth month = new September().webrtc(3, "100000").webrtc(9, "31004").under(SHIP);
    // 131,004 min = 7,860,240 s of 150,000 min = 9,000,000 s
    assertRow(month.usage().get(0), "7860240", "9000000", "0", "0");
    assertThat(month.fee()).isEqualByComparingTo("50");
    assertThat(month.estimatedInvoice()).isEqualByComparingTo("50");
    assertThat(month.plan()).contains("ship");
  }

  @Test
  void overage_is_what_the_allowance_does_not_cover_at_the_price_of_the_unit() {
    PlanMonth month = new September().webrtc(3, "100000").webrtc(9, "61000").under(SHIP);
    // 161,000 − 150,000 = 11,000 min = 660,000 s; 11,000 × 0.0005 = 5.50
    assertRow(month.usage().get(0), "9660000", "9000000", "660000", "5.5");
    assertThat(month.estimatedInvoice()).isEqualByComparingTo("55.5");
  }

  @Test
  void earlier_units_are_the_included_ones_so_that_later_prices_count() {
    PlanMonth month =
        new September()
            .price("0.0005", 60)
            .webrtc(1, "140000")
            .webrtc(20, "15000") // 5,000 of these are overage at the old price
            .price("0.0004", 60)
            .since("2026-09-20T12:00:00Z")
            .webrtc(20, "1000") // the same day, after the change
            .webrtc(21, "2000")
            .under(SHIP);
    // 5,000 × 0.0005 + 3,000 × 0.0004 = 2.5 + 1.2
    assertRow(month.usage().get(0), "9480000", "9000000", "480000", "3.7");
  }

  @Test
  void a_sku_without_an_allowance_costs_what_its_charges_do() {
    PlanMonth month =
        new September()
            .price("0.01", 60)
            .use(2, "sip-us-local", Meter.SIP_SECONDS, "13") // 0.002166666667 each
            .use(3, "sip-us-local", Meter.SIP_SECONDS, "13")
            .under(SHIP);
    assertRow(month.usage().get(0), "26", "0", "26", "0.004333333334");
  }

  @Test
  void overage_beside_an_allowance_is_priced_as_one_quantity() {
    PlanMonth month =
        new September()
            .price("0.01", 60)
            .use(1, "agent", Meter.AGENT_SESSION_SECONDS, "300000")
            .use(2, "agent", Meter.AGENT_SESSION_SECONDS, "13")
            .use(3, "agent", Meter.AGENT_SESSION_SECONDS, "13")
            .under(SHIP);
    // 26 × 0.01 ÷ 60, rounded once
    assertRow(month.usage().get(0), "300026", "300000", "26", "0.004333333333");
  }

  @Test
  void without_a_plan_everything_is_overage() {
    PlanMonth month = new September().webrtc(1, "10").under("[]");
    assertRow(month.usage().get(0), "600", "0", "600", "0.005");
    assertThat(month.plan()).isEmpty();
    assertThat(month.estimatedInvoice()).isEqualByComparingTo("0.005");
  }

  @Test
  void a_free_plan_within_its_allowance_has_no_invoice() {
    PlanMonth month =
        new September()
            .webrtc(1, "4000")
            .under("- {account: p, plan: build, included: {webrtc: {quantity: 5000, per: 60}}}");
    assertThat(month.estimatedInvoice()).isZero();
  }

  @Test
  void under_a_hard_cap_overage_is_counted_and_not_billed() {
    PlanMonth month =
        new September()
            .webrtc(1, "5100")
            .price("1", 1)
            .inference(1, "openai/gpt-4.1", Meter.INPUT_TEXT, "2")
            .inference(2, "openai/gpt-4.1", Meter.INPUT_TEXT, "2")
            .under(
                "- {account: p, plan: build, hard_cap: true, inference_credit: 2.5, included:"
                    + " {webrtc: {quantity: 5000, per: 60}}}");
    assertRow(month.usage().get(1), "306000", "300000", "6000", "0");
    // 2 + 2 used, refused beyond the credit of 2.5
    assertRow(month.usage().get(0), "4", "0", "4", "2.5");
    assertThat(month.credits()).isEqualByComparingTo("2.5");
    assertThat(month.estimatedInvoice()).isZero();
  }

  /** 100 minutes × 0.0005 beyond what is included, and 4 − 2.5 beyond the credit. */
  @Test
  void what_another_plans_hard_cap_would_refuse_is_in_no_invoice() {
    String build =
        "- {account: p, plan: build, hard_cap: true, inference_credit: 2.5, included:"
            + " {webrtc: {quantity: 5000, per: 60}}}";
    September used =
        new September()
            .webrtc(1, "5100")
            .price("1", 1)
            .inference(1, "openai/gpt-4.1", Meter.INPUT_TEXT, "4");

    ComparePlan capped = used.comparedWith(build);
    assertThat(capped.refusedUsd()).isEqualByComparingTo("1.55");
    assertThat(capped.supposed().estimatedInvoice()).isZero();

    ComparePlan open = used.comparedWith(build.replace("hard_cap: true, ", ""));
    assertThat(open.refusedUsd()).isZero();
    assertThat(open.supposed().estimatedInvoice()).isEqualByComparingTo("1.55");
  }

  @Test
  void credits_pay_for_inference_and_never_for_more() {
    PlanMonth small =
        new September()
            .price("1", 1)
            .inference(1, "openai/gpt-4.1", Meter.INPUT_TEXT, "3")
            .webrtc(1, "10")
            .under("- {account: p, plan: ship, monthly_fee: 50, inference_credit: 5}");
    assertThat(small.credits()).isEqualByComparingTo("3");
    assertThat(small.estimatedInvoice()).isEqualByComparingTo("650"); // 50 + 3 + 600 − 3

    PlanMonth large =
        new September()
            .price("1", 1)
            .inference(1, "openai/gpt-4.1", Meter.INPUT_TEXT, "3")
            .inference(2, "deepgram/nova-3", Meter.AUDIO_SECONDS, "4")
            .under(SHIP);
    assertThat(large.credits()).isEqualByComparingTo("5");
    assertThat(large.estimatedInvoice()).isEqualByComparingTo("52"); // 50 + 7 − 5
  }

  @Test
  void numbers_of_the_plan_are_included_by_their_kind() {
    PlanMonth month =
        new September()
            .price("1", 1)
            .use(1, "phone-number-local", Meter.PHONE_NUMBER_MONTHS, "3")
            .price("2", 1)
            .use(1, "phone-number-toll-free", Meter.PHONE_NUMBER_MONTHS, "1")
            .under(SHIP);
    assertRow(month.usage().get(0), "3", "1", "2", "2");
    assertRow(month.usage().get(1), "1", "0", "1", "2");
  }

  @Test
  void a_fee_that_usage_reports_as_well_is_not_counted_twice() {
    PlanMonth month =
        new September().price("50", 1).use(1, "ship", Meter.PLAN_MONTHS, "1").under(SHIP);
    assertRow(month.usage().get(0), "1", "1", "0", "0");
    assertThat(month.estimatedInvoice()).isEqualByComparingTo("50");
  }

  @Test
  void meters_of_a_sku_and_skus_of_a_pattern_share_an_allowance() {
    PlanMonth month =
        new September()
            .price("0.02", 60)
            .use(1, "transcode-video", Meter.EGRESS_SECONDS, "300")
            .use(2, "transcode-video", Meter.INGRESS_SECONDS, "300")
            .price("0.005", 60)
            .use(3, "transcode-audio", Meter.EGRESS_SECONDS, "120")
            .under("- {account: p, plan: ship, included: {'transcode-*': {quantity: 8, per: 60}}}");
    // 480 s: 300 for egress, 180 of 300 for ingress, none for audio
    assertRow(month.usage().get(0), "120", "0", "120", "0.01");
    assertRow(month.usage().get(1), "300", "300", "0", "0");
    assertRow(month.usage().get(2), "300", "180", "120", "0.04");
  }

  @Test
  void plans_of_a_part_of_the_month_give_and_cost_their_part() {
    String plans =
        """
        - {account: p, plan: build, until: 2026-09-11, hard_cap: true, included: {webrtc: {quantity: 3000, per: 60}}}
        - {account: p, plan: ship, from: 2026-09-11, monthly_fee: 50, inference_credit: 6, included: {webrtc: {quantity: 30000, per: 60}}}
        """;
    PlanMonth month =
        new September()
            .webrtc(5, "2000")
            .webrtc(12, "20000")
            .price("1", 1)
            .inference(12, "openai/gpt-4.1", Meter.INPUT_TEXT, "10")
            .under(plans);
    // 3,000 × 10 ÷ 30 + 30,000 × 20 ÷ 30 = 21,000 min = 1,260,000 s of 22,000 min
    assertRow(month.usage().get(1), "1320000", "1260000", "60000", "0.5");
    assertThat(month.plan()).contains("build, ship");
    assertThat(month.fee()).isEqualByComparingTo("33.333333333333"); // 50 × 20 ÷ 30
    assertThat(month.credits()).isEqualByComparingTo("4"); // 6 × 20 ÷ 30
    // 33.333333333333 + 0.5 + 10 − 4
    assertThat(month.estimatedInvoice()).isEqualByComparingTo("39.833333333333");
  }

  @Test
  void usage_of_days_without_a_plan_is_not_covered() {
    PlanMonth month =
        new September()
            .webrtc(15, "100")
            .webrtc(16, "100")
            .under(
                "- {account: p, plan: ship, from: 2026-09-16, monthly_fee: 50, included: {webrtc:"
                    + " {quantity: 1000, per: 60}}}");
    // 100 min of the 15th; 500 min are included from the 16th on
    assertRow(month.usage().get(0), "12000", "30000", "6000", "0.05");
    assertThat(month.fee()).isEqualByComparingTo("25");
  }

  @Test
  void a_month_without_usage_costs_the_fee() {
    PlanMonth month =
        MeasurePlan.measure(
            "p",
            September.MONTH,
            PlansReader.read(SHIP).of("p", September.MONTH),
            Collections.emptyList());
    assertThat(month.usage()).isEmpty();
    assertThat(month.estimatedInvoice()).isEqualByComparingTo(new BigDecimal("50"));
  }

  // 161,000 min of 150,000 included: 11,000 × 0.0005 = 5.50 is cut off; 150,000 × 0.0005 included.
  // Inference of 8 against a credit of 5: 3 are refused.
  @Test
  void what_a_hard_cap_cuts_off_is_told_apart_from_what_is_included() {
    September month =
        new September()
            .webrtc(3, "161000")
            .price("4", 1)
            .inference(4, "openai/m", Meter.INPUT_TEXT, "2");
    String capped = SHIP.replace("monthly_fee", "hard_cap: true\n  monthly_fee");

    assertThat(month.notBilled(SHIP)).isEmpty();
    Map<List<String>, BigDecimal> notBilled = month.notBilled(capped);
    assertThat(notBilled.get(List.of("p", "webrtc", "webrtc_seconds"))).isEqualByComparingTo("5.5");
    assertThat(notBilled.get(List.of("p", "openai/m", "input_text"))).isEqualByComparingTo("3");
  }
}
