package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ShareBills.BilledRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareBillsTest {
  private final List<BilledRow> rows = new ArrayList<>();
  private final List<ProjectCost> costs = new ArrayList<>();

  private ShareBillsTest line(String sku, Meter meter, String billed) {
    rows.add(
        new BilledRow(
            RowKey.line(Sides.PERIOD, sku, Optional.ofNullable(meter)), Sides.usd(billed)));
    return this;
  }

  private ShareBillsTest other(Scope scope, String lineItem, String billed) {
    rows.add(
        new BilledRow(
            RowKey.of(Sides.PERIOD, scope, Optional.ofNullable(lineItem)), Sides.usd(billed)));
    return this;
  }

  private ShareBillsTest cost(String project, String sku, Meter meter, String usd) {
    return cost(project, "acct", sku, meter, usd);
  }

  private ShareBillsTest cost(String project, String account, String sku, Meter meter, String usd) {
    costs.add(
        new ProjectCost(
            project,
            new DailyCost(
                "openai",
                account,
                Sides.DAY,
                new ComputedCost(sku, meter, Sides.DAY, BigDecimal.ONE, Sides.usd(usd)))));
    return this;
  }

  private Map<String, String> shares() {
    Map<String, String> shares = new HashMap<>();
    ShareBills.byProject(rows, costs)
        .forEach((project, usd) -> shares.put(project, usd.stripTrailingZeros().toPlainString()));
    return shares;
  }

  @Test
  void a_line_is_shared_by_what_it_is_compared_with() {
    line("gpt", Meter.INPUT_TEXT, "10").line("gpt", Meter.OUTPUT_TEXT, "6");
    cost("a", "gpt", Meter.INPUT_TEXT, "1").cost("b", "gpt", Meter.INPUT_TEXT, "3");
    cost("b", "gpt", Meter.OUTPUT_TEXT, "5");
    // a: 10 × 1 ÷ 4; b: 10 × 3 ÷ 4 + 6
    assertThat(shares()).isEqualTo(Map.of("a", "2.5", "b", "13.5"));
  }

  @Test
  void a_line_without_a_modality_or_meter_is_shared_by_all_of_its_meters() {
    line("gpt", Meter.INPUT, "8").line("tts", null, "9");
    cost("a", "gpt", Meter.INPUT_TEXT, "1").cost("b", "gpt", Meter.INPUT_AUDIO, "3");
    cost("a", "tts", Meter.CHARACTERS, "2").cost("b", "tts", Meter.AUDIO_SECONDS, "1");
    // a: 8 ÷ 4 + 9 × 2 ÷ 3; b: 8 × 3 ÷ 4 + 9 ÷ 3
    assertThat(shares()).isEqualTo(Map.of("a", "8", "b", "9"));
  }

  @Test
  void what_is_compared_with_nothing_is_shared_by_the_cost_of_the_period() {
    line("unused", null, "4").other(Scope.CATEGORY, "tax", "8").other(Scope.UNMAPPED, "?", "-4");
    cost("a", "gpt", Meter.INPUT_TEXT, "1").cost("b", "tts", Meter.CHARACTERS, "3");
    cost("c", "elsewhere", "gpt", Meter.INPUT_TEXT, "100");
    assertThat(shares()).isEqualTo(Map.of("a", "2", "b", "6"));
  }

  @Test
  void a_bill_without_any_cost_is_for_nobody() {
    line("gpt", Meter.INPUT_TEXT, "5").cost("a", "gpt", Meter.INPUT_TEXT, "0");
    assertThat(shares()).isEqualTo(Map.of("unassigned", "5"));
  }

  @Test
  void totals_are_passed_over_and_the_last_digit_goes_to_the_first_of_equals() {
    line("gpt", Meter.INPUT_TEXT, "1").other(Scope.TOTAL, null, "1");
    cost("b", "gpt", Meter.INPUT_TEXT, "1").cost("a", "gpt", Meter.INPUT_TEXT, "1");
    cost("c", "gpt", Meter.INPUT_TEXT, "1");
    assertThat(shares())
        .isEqualTo(Map.of("a", "0.333333333334", "b", "0.333333333333", "c", "0.333333333333"));
  }
}
