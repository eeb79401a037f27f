package io.voxledger.costs.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.rates.Glob;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansReaderTest {
  private static final String SHIP =
      """
      - {account: p_abc123, plan: ship, from: 2026-01-01, monthly_fee: 50, inference_credit: 5, included: {webrtc: {quantity: 150000, per: 60}, agent: {quantity: 5000, per: 60}}, phone_numbers: {local: 1}}
      """;

  @Test
  void every_key_is_mapped_and_allowances_are_in_the_units_of_the_meters() {
    assertThat(PlansReader.read(SHIP).all())
        .containsExactly(
            new Plan(
                "p_abc123",
                "ship",
                LocalDate.parse("2026-01-01"),
                Optional.empty(),
                new BigDecimal("50"),
                new BigDecimal("5"),
                false,
                List.of(
                    new Allowance(Allowance.Kind.SKU, new Glob("agent"), new BigDecimal("300000")),
                    new Allowance(
                        Allowance.Kind.SKU, new Glob("webrtc"), new BigDecimal("9000000")),
                    new Allowance(
                        Allowance.Kind.PHONE_NUMBERS, new Glob("local"), BigDecimal.ONE))));
  }

  @Test
  void an_empty_file_has_no_plan() {
    assertThat(PlansReader.read("# none\n")).isEqualTo(Plans.NONE);
  }

  @Test
  void a_plan_may_follow_another_on_the_day_on_which_that_ends() {
    Plans plans =
        PlansReader.read(
            """
            - {account: p, plan: build, until: 2026-09-16, hard_cap: true}
            - {account: p, plan: ship, from: 2026-09-16}
            - {account: q, plan: ship, from: 2026-10-01}
            """);
    assertThat(plans.of("p", LocalDate.parse("2026-09-01")))
        .extracting(days -> days.plan().name(), PlanDays::from, PlanDays::until)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "build", LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-16")),
            org.assertj.core.groups.Tuple.tuple(
                "ship", LocalDate.parse("2026-09-16"), LocalDate.parse("2026-10-01")));
    assertThat(plans.accounts(LocalDate.parse("2026-09-01"))).containsExactly("p");
    assertThat(plans.accounts(LocalDate.parse("2026-10-01"))).containsExactly("p", "q");
  }

  @Test
  void data_is_included_by_the_terabyte() {
    Plans plans =
        PlansReader.read(
            "- {account: p, plan: scale, included: {downstream: {quantity: 3000, per: 1000000000}}}");

    assertThat(plans.all().get(0).included().get(0).quantity()).isEqualByComparingTo("3e12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{plan: ship} | 'account' is missing",
        "{account: p} | 'plan' is missing",
        "{account: p, plan: ship, monthly_fees: 5} | did you mean 'monthly_fee'?",
        "{account: p, plan: ship, from: 2026-02-30} | no day",
        "{account: p, plan: ship, from: 2026-09-02, until: 2026-09-01} | is not after",
        "{account: p, plan: ship, hard_cap: maybe} | true or false",
        "{account: p, plan: ship, included: {webrtc: 5}} | must be a map",
        "{account: p, plan: ship, included: {webrtc: {per: 60}}} | 'quantity' is missing",
        "{account: p, plan: ship, included: {webrtc: {quantity: 1, per: 0}}} | 'per' is 0",
        "{account: p, plan: ship, monthly_fee: 1e20} | more than 12 digits",
        "{account: p, plan: ship, inference_credit: 1e-13} | more than 12 digits",
        "{account: p, plan: ship, included: {webrtc: {quantity: 1e12, per: 1000000}}} | is too large",
        "{account: p, plan: ship, phone_numbers: {local: -1}} | negative",
      })
  void a_broken_rule_is_named(String plan, String message) {
    assertThatThrownBy(() -> PlansReader.read("- " + plan))
        .isInstanceOf(YamlProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void an_account_has_one_plan_on_a_day() {
    assertThatThrownBy(
            () ->
                PlansReader.read(
                    "- {account: p, plan: build}\n- {account: p, plan: ship, from: 2026-09-01}"))
        .isInstanceOf(YamlProblem.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("end the one with 'until' where the other begins");
  }
}
