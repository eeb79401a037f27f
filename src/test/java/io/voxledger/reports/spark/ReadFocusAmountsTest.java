package io.voxledger.reports.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFocusAmountsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-09-10T00:00:00Z, 2026-09-11T00:00:00Z, 1",
    "2026-09-01T07:00:00Z, 2026-10-01T07:00:00Z, 30", // months of a biller in California
    "2026-03-01T08:00:00Z, 2026-04-01T07:00:00Z, 31",
    "2026-11-01T07:00:00Z, 2026-12-01T08:00:00Z, 30",
    "2026-09-10T00:00:00Z, 2026-09-10T06:00:00Z, 1",
    "2026-09-10T00:00:00Z, , 1",
    ", , 1",
  })
  void aLineIsForWholeDays(Instant start, Instant end, long days) {
    assertThat(ReadFocusAmounts.days(start, end)).isEqualTo(days);
  }
}
