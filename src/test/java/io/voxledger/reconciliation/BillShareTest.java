package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillCategory;
import io.voxledger.measure.Meter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which line of a bill is shared out to a computed sku and meter. */
class BillShareTest {
  private static List<String> shares(PeriodSides sides) {
    return BillShare.of(List.of(sides)).stream()
        .map(
            share ->
                String.join(
                    " ",
                    Integer.toString(share.line()),
                    share.sku(),
                    share.meter().code(),
                    share.computed().stripTrailingZeros().toPlainString(),
                    share.billed().stripTrailingZeros().toPlainString()))
        .sorted()
        .toList();
  }

  @Test
  void meters_that_one_line_bills_share_it() {
    PeriodSides sides =
        new Sides()
            .computed("m", Meter.INPUT_TEXT, "10", "1")
            .computed("m", Meter.INPUT_AUDIO, "10", "2")
            .computed("m", Meter.OUTPUT_TEXT, "10", "4")
            .billed("m", Meter.INPUT, "20", "6") // text and audio together
            .billed("m", Meter.OUTPUT_TEXT, "10", "5")
            .charged(BillCategory.CREDIT, "-1") // not usage of anybody
            .sides();
    assertThat(shares(sides))
        .containsExactly("1 m input_audio 3 6", "1 m input_text 3 6", "2 m output_text 4 5");
  }

  @Test
  void costs_of_several_days_or_rates_share_a_line_once() {
    PeriodSides sides =
        new Sides()
            .computed("m", Meter.OUTPUT_TEXT, "10", "1") // base
            .computed("m", Meter.OUTPUT_TEXT, "10", "1.1") // another region
            .billed("m", Meter.OUTPUT_TEXT, "20", "2.1")
            .sides();
    assertThat(shares(sides)).containsExactly("1 m output_text 2.1 2.1");
  }

  @Test
  void what_a_bill_does_not_name_has_no_share_of_it() {
    Sides sides = new Sides().computed("m", Meter.INPUT_TEXT, "10", "1");
    assertThat(shares(sides.sidesWithBillSeen())).containsExactly("1 m input_text 1 0");
    assertThat(shares(sides.sides())).isEmpty(); // no bill: the share is not known
  }
}
