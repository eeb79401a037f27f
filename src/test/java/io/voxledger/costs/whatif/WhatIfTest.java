package io.voxledger.costs.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which sums are set against each other. */
class WhatIfTest {
  @Test
  void whatHasNoPriceAsSupposedIsNoSaving() {
    WhatIf whatIf = new WhatIf(new BigDecimal("1"), List.of(line("10", "8"), line("5", null)));

    assertThat(whatIf.currentUsd()).isEqualByComparingTo("16");
    assertThat(whatIf.withoutPriceUsd()).isEqualByComparingTo("5");
    // 1 + 8 against 1 + 10: 2 are saved, not 7
    assertThat(whatIf.supposedUsd().expected()).isEqualByComparingTo("9");
    assertThat(whatIf.comparedUsd()).isEqualByComparingTo("11");
  }

  private static WhatIf.Line line(String current, String supposedOrNull) {
    Optional<Range> cost = Optional.ofNullable(supposedOrNull).map(BigDecimal::new).map(Range::of);
    return new WhatIf.Line(
        "acme",
        1,
        BigDecimal.ONE,
        new BigDecimal(current),
        new Repriced(
            "a/m",
            "b/m",
            Meter.OUTPUT_TEXT,
            BigDecimal.ONE,
            cost,
            cost.isPresent() ? "" : "none",
            List.of()));
  }
}
