package io.voxledger.billed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillSourceTest {

  @Test
  void theFoldersStandInTheOrderOfPrecedence() {
    assertThat(Arrays.stream(BillSource.values()).map(BillSource::folder))
        .containsExactly(
            "openai-costs",
            "openai-costs-csv",
            "openai-usage",
            "anthropic-costs",
            "gcp-billing",
            "livekit-invoice",
            "deepgram-billing",
            "twilio-usage",
            "twilio-calls",
            "telnyx",
            "xai",
            "focus",
            "billed-line");
    assertThat(BillSource.of("openai-costs")).contains(BillSource.OPENAI_COSTS);
    assertThat(BillSource.of("OpenAI-costs")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_COSTS, 2026-09-01T00:00:00Z, 2026-09-02T00:00:00Z, 2026-09-01, 2026-09-02",
    // a Pacific day is from 07:00 to 07:00 UTC in summer; its last hour is still of that day
    "GCP_BILLING, 2026-09-01T07:00:00Z, 2026-09-02T07:00:00Z, 2026-09-01, 2026-09-02",
    "GCP_BILLING, 2026-09-02T06:00:00Z, 2026-09-02T07:00:00Z, 2026-09-01, 2026-09-02",
    "LIVEKIT_INVOICE, 2026-09-01T00:00:00Z, 2026-10-01T00:00:00Z, 2026-09-01, 2026-10-01",
  })
  void aLineIsComparedOnTheDaysThatItsPeriodTouches(
      BillSource source, Instant start, Instant end, LocalDate first, LocalDate after) {
    assertThat(source.billingPeriod(new BillPeriod(start, end)))
        .isEqualTo(new BillingPeriod(first, after));
  }

  @Test
  void onlyLiveKitIsKnownToBillByTheMonth() {
    assertThat(BillSource.billsByMonth("livekit")).isTrue();
    assertThat(BillSource.billsByMonth("openai")).isFalse();
    assertThat(BillSource.billsByMonth("nobody")).isFalse();
  }

  @Test
  void aPeriodEndsAfterItsStart() {
    Instant t = Instant.EPOCH;
    assertThatThrownBy(() -> new BillPeriod(t, t)).isInstanceOf(IllegalArgumentException.class);
    LocalDate d = LocalDate.EPOCH;
    assertThatThrownBy(() -> new BillingPeriod(d, d)).isInstanceOf(IllegalArgumentException.class);
  }
}
