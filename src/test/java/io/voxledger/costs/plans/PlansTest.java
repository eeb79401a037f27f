package io.voxledger.costs.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {
  private static final Plans PLANS =
      PlansReader.read(
          """
          - {account: a, plan: ship, until: 2026-06-01, monthly_fee: 40}
          - {account: a, plan: ship, from: 2026-06-01, until: 2026-10-01, monthly_fee: 50}
          - {account: a, plan: ship, from: 2026-10-01, monthly_fee: 60}
          - {account: b, plan: ship, monthly_fee: 45, included: {webrtc: {quantity: 10}}}
          - {account: c, plan: scale, monthly_fee: 500, included: {webrtc: {quantity: 100}}}
          - {account: d, plan: scale, monthly_fee: 500.0, included: {webrtc: {quantity: 50, per: 2}}}
          """);

  @ParameterizedTest
  @CsvSource({
    "ship, a, 50", // its own, that of the month
    "ship, b, 45",
    "ship, e, ", // those of a and b differ
    "scale, e, 500", // one plan, however it is written
    "free, a, ",
  })
  void a_plan_by_its_name_is_the_accounts_own_or_one_for_all(
      String name, String account, String fee) {
    Optional<Plan> found = PLANS.named(name, account, LocalDate.parse("2026-09-01"));

    assertThat(found.map(plan -> plan.monthlyFee().intValueExact()))
        .isEqualTo(Optional.ofNullable(fee).map(Integer::valueOf));
  }
}
