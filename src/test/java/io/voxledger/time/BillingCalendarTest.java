package io.voxledger.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingCalendarTest {
  @ParameterizedTest
  @CsvSource({
    "openai, 2026-09-02T06:59:59Z, 2026-09-02",
    "google, 2026-09-02T06:59:59Z, 2026-09-01", // 23:59:59 PDT
    "google-vertex, 2026-09-02T07:00:00Z, 2026-09-02", // 00:00:00 PDT
    "google-cloud, 2026-12-02T07:59:59Z, 2026-12-01" // 23:59:59 PST
  })
  void googleBillsInPacificTimeAndAllOthersInUtc(String biller, Instant t, LocalDate day) {
    assertThat(BillingCalendar.DEFAULT.billingDate(biller, t)).isEqualTo(day);
  }

  @Test
  void settingsComeFirst() {
    BillingCalendar calendar =
        new BillingCalendar(Map.of("google", ZoneId.of("UTC"), "twilio", ZoneId.of("Asia/Tokyo")));

    assertThat(calendar.billingDate("google", Instant.parse("2026-09-02T00:00:00Z")))
        .isEqualTo("2026-09-02");
    assertThat(calendar.billingDate("twilio", Instant.parse("2026-09-01T15:00:00Z")))
        .isEqualTo("2026-09-02");
  }
}
