package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    // one cent, and no more
    "1.00, 1.01, true",
    "1.00, 1.010000000001, false",
    "1.01, 1.00, true",
    // 0.1 % of the larger side: 0.1 % of 100.1 = 0.1001
    "100.00, 100.10, true",
    "100.00, 100.1002, false",
    // 0.1 % of 10,000 would be 10, but not more than 5
    "10000, 10005, true",
    "10000, 10005.000000000001, false",
    "-1.00, -1.01, true",
  })
  void aDifferenceIsAllowedByCentOrByShareUpToACap(
      BigDecimal computed, BigDecimal billed, boolean allowed) {
    assertThat(Tolerance.DEFAULT.allows(billed.subtract(computed), computed, billed))
        .isEqualTo(allowed);
  }

  @Test
  void aToleranceIsNotBelowZero() {
    BigDecimal one = BigDecimal.ONE;
    assertThatThrownBy(() -> new Tolerance(one.negate(), one, one))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
