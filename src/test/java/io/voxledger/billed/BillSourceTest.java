package io.voxledger.billed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.sources.bills.BillReaders;
import io.voxledger.time.BillingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillSourceTest {

  @Test
  void aFolderIsKnownByItsNameWhichIsCaseSensitive() {
    assertThat(BillReaders.of("openai-costs")).isPresent();
    assertThat(BillReaders.of("OpenAI-costs")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "openai-costs, 2026-09-01T00:00:00Z, 2026-09-02T00:00:00Z, 2026-09-01, 2026-09-02",
    // a Pacific day is from 07:00 to 07:00 UTC in summer; its last hour is still of that day
    "gcp-billing, 2026-09-01T07:00:00Z, 2026-09-02T07:00:00Z, 2026-09-01, 2026-09-02",
    "gcp-billing, 2026-09-02T06:00:00Z, 2026-09-02T07:00:00Z, 2026-09-01, 2026-09-02",
    // an hour that crosses midnight is of the day in which it begins; a month is a month
    "gcp-billing, 2026-09-02T06:30:00Z, 2026-09-02T07:30:00Z, 2026-09-01, 2026-09-02",
    "gcp-billing, 2026-09-01T07:00:00Z, 2026-10-01T07:00:00Z, 2026-09-01, 2026-10-01",
    "livekit-invoice, 2026-09-01T00:00:00Z, 2026-10-01T00:00:00Z, 2026-09-01, 2026-10-01",
  })
  void aLineIsComparedOnTheDaysThatItsPeriodTouches(
      String source, Instant start, Instant end, LocalDate first, LocalDate after) {
    assertThat(Sources.of(source).billingPeriod(new BillPeriod(start, end)))
        .isEqualTo(new BillingPeriod(first, after));
  }

  @ParameterizedTest
  @CsvSource({
    // FOCUS of Google states hours: the first of a UTC day is still the Pacific day before
    "google, 2026-09-02T00:00:00Z, 2026-09-02T01:00:00Z, 2026-09-01, 2026-09-02",
    "google, 2026-09-01T07:00:00Z, 2026-09-02T07:00:00Z, 2026-09-01, 2026-09-02",
    "google, 2026-09-01T00:00:00Z, 2026-10-01T00:00:00Z, 2026-09-01, 2026-10-01",
    "openai, 2026-09-02T00:00:00Z, 2026-09-02T01:00:00Z, 2026-09-02, 2026-09-03",
    // the settings say where this one's days begin
    "deepgram, 2026-08-14T15:00:00Z, 2026-08-15T15:00:00Z, 2026-08-15, 2026-08-16",
  })
  void aPeriodAsWrittenIsOfUtcDaysOrCutWhereTheBillersDaysBegin(
      String biller, Instant start, Instant end, LocalDate first, LocalDate after) {
    BillingCalendar calendar = new BillingCalendar(Map.of("deepgram", ZoneId.of("Asia/Tokyo")));

    assertThat(Sources.FOCUS.billingPeriod(new BillPeriod(start, end), biller, calendar))
        .isEqualTo(new BillingPeriod(first, after));
  }

  @Test
  void onlyLiveKitIsKnownToBillByTheMonth() {
    assertThat(BillReaders.billsByMonth("livekit")).isTrue();
    assertThat(BillReaders.billsByMonth("openai")).isFalse();
    assertThat(BillReaders.billsByMonth("nobody")).isFalse();
  }

  @Test
  void aPeriodEndsAfterItsStart() {
    Instant t = Instant.EPOCH;
    assertThatThrownBy(() -> new BillPeriod(t, t)).isInstanceOf(IllegalArgumentException.class);
    LocalDate d = LocalDate.EPOCH;
    assertThatThrownBy(() -> new BillingPeriod(d, d)).isInstanceOf(IllegalArgumentException.class);
  }
}
