package io.voxledger.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table: dividend, divisor, and the ratio as a column holds it, or nothing. */
class StoredRatioTest {
  @ParameterizedTest
  @CsvSource({
    "1, 3, 0.333333333333",
    "0, 7, 0.000000000000",
    "1, 0,",
    "9999999999999999, 1, 9999999999999999.000000000000",
    "10000000000000000, 1,",
    "-99999999999999990000, 0.000000000001,"
  })
  void aRatioHasRoomOrIsNone(BigDecimal dividend, BigDecimal divisor, BigDecimal ratio) {
    assertThat(Rounding.storedRatio(dividend, divisor)).isEqualTo(Optional.ofNullable(ratio));
  }
}
