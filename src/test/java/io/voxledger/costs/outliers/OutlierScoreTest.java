package io.voxledger.costs.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.outliers.OutlierReason.CostsByMeter;
import io.voxledger.costs.outliers.OutlierReason.Outlier;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlierScoreTest {
  @ParameterizedTest
  @CsvSource({
    // x, 2 × median, 4 × MAD, 0.6745 × (x − median) ÷ MAD
    "2, 1, 0.4, 10.1175", // 0.6745 × 1.5 ÷ 0.1
    "0.1, 2, 0.4, -6.0705", // 0.6745 × −0.9 ÷ 0.1
    "0.6745, 0, 0.5199, 3.500290440469", // 0.6745 × 0.6745 ÷ 0.129975, just beyond
    "0.6745, 0, 0.52, ", // ÷ 0.13 = 3.49961…
    "3.5, 0, 2.698, 3.5", // 0.6745 × 3.5 ÷ 0.6745: the threshold itself
    "1, 2, 0.4, ", // the median
    "5, 2, 0, ", // no spread
  })
  void a_session_is_an_outlier_from_3_5_on(String x, String twice, String four, String score) {
    assertThat(
            OutlierScore.of(new BigDecimal(x), new BigDecimal(twice), new BigDecimal(four))
                .map(s -> s.stripTrailingZeros().toPlainString()))
        .isEqualTo(java.util.Optional.ofNullable(score));
  }

  @Test
  void the_reason_names_the_meter_that_is_farthest_in_the_direction_of_the_score() {
    Outlier dear =
        new Outlier("RM_1", new BigDecimal("1.2"), new BigDecimal("0.3"), new BigDecimal("9"));
    OutlierReason reason =
        OutlierReason.of(
            dear,
            // ten minutes: 0.9 and 0.3 a minute
            new CostsByMeter(
                Map.of("output_audio", new BigDecimal("9"), "input_audio", new BigDecimal("3")),
                600),
            // an hour: 0.1 and 0.2 a minute
            new CostsByMeter(
                Map.of("output_audio", new BigDecimal("6"), "input_audio", new BigDecimal("12")),
                3600));
    assertThat(reason.meter()).contains("output_audio");
    assertThat(reason.sentence())
        .isEqualTo(
            "1.2 USD a minute against 0.3 typically, 4 times as much: output_audio at 0.9 USD a"
                + " minute against 0.1 in the sessions like it; see `explain session RM_1`");
  }

  @Test
  void a_cheap_session_is_explained_by_what_it_lacks() {
    Outlier cheap =
        new Outlier("RM_2", new BigDecimal("0.1"), new BigDecimal("0.5"), new BigDecimal("-4"));
    CostsByMeter own = new CostsByMeter(Map.of("input_text", BigDecimal.ONE), 600);
    CostsByMeter others =
        new CostsByMeter(
            Map.of("input_text", BigDecimal.ONE, "output_audio", new BigDecimal("4")), 600);
    assertThat(OutlierReason.of(cheap, own, others).meter()).contains("output_audio");
  }
}
