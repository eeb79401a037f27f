package io.voxledger.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportShareTest {
  @ParameterizedTest
  @CsvSource({
    // 0.30 of transport beside a 30-minute session's models
    "27.075, 1.1", // 0.30 ÷ 27.375
    "2.775, 9.8", // 0.30 ÷ 3.075
    "2.21, 12.0", // 0.30 ÷ 2.51
  })
  void the_cheaper_the_model_the_larger_is_transport(String ai, String pct) {
    BigDecimal transport = new BigDecimal("0.30");
    assertThat(
            TransportShare.pct(transport, transport.add(new BigDecimal(ai)))
                .orElseThrow()
                .setScale(1, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo(pct);
  }

  @Test
  void of_nothing_there_is_no_share() {
    assertThat(TransportShare.pct(BigDecimal.ZERO, BigDecimal.ZERO)).isEmpty();
  }
}
