package io.voxledger.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTimestampsTest {
  @Test
  void isoTextAgreesWithTheJdk() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      int digits = random.nextInt(10);
      String text =
          instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "")
              + (digits == 0
                  ? ""
                  : "." + String.format("%09d", instant.getNano()).substring(0, digits))
              + "Z";
      assertThat(Timestamps.parse(text))
          .as(text)
          .contains(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    }
  }

  @Test
  void numbersAgreeWithDecimals() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number =
          BigDecimal.valueOf(
              Math.abs(random.nextLong()) % 1_000_000_000_000_000_000L, 4 + random.nextInt(10));
      boolean millis = number.compareTo(new BigDecimal("1e11")) >= 0;
      long micros =
          number.movePointRight(millis ? 3 : 6).setScale(0, RoundingMode.FLOOR).longValueExact();
      assertThat(Timestamps.parse(number.toPlainString()))
          .as(number.toPlainString())
          .contains(Timestamps.ofMicros(micros));
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "2023-02-29T00:00:00Z,",
    "2026-09-31T00:00:00Z,",
    "2026-12-31T23:59:59.9999999Z,2026-12-31T23:59:59.999999Z",
    "2026-09-01T24:00:00Z,",
    "2026-09-01T10:00:60Z,",
    "2026-09-01,2026-09-01T00:00:00Z",
    "2026-09-01T10:30,2026-09-01T10:30:00Z",
    "2026-09-01 10:30:05.25+0200,2026-09-01T08:30:05.250Z",
    "2026-09-01T10:30:05-03,2026-09-01T13:30:05Z",
    "1969-12-31T23:59:59Z,1969-12-31T23:59:59Z",
    "2026-09-01T10:00:00,2026-09-01T10:00:00Z",
    "2026-09-01T10:00:00.x5Z,",
    "99999999999,5138-11-16T09:46:39Z",
    "100000000000,1973-03-03T09:46:40Z",
    "1.5e9,2017-07-14T02:40:00Z",
    "soon,",
    "NaN,"
  })
  void edges(String text, Instant expected) {
    assertThat(Timestamps.parse(text).orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "+1000000-01-01T00:00:00Z",
    "9999-12-31T23:30:00-00:30",
    "0000-12-31T23:59:59Z",
    "-0001-01-01T00:00:00Z"
  })
  void yearsThatNoTableHoldsAreNoInstants(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }
}
