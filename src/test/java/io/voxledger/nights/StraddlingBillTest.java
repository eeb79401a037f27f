package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bills from the middle of a month to the middle of the next, of a biller by day and one by month.
 */
class StraddlingBillTest {
  private static final String BILL =
      """
      biller,account,period_start,period_end,line_item,model,meter,category,amount_original,currency
      openai,proj_a,2026-09-15,2026-10-15,x,m,input_text,usage,30,USD
      livekit,p_1,2026-09-15,2026-10-15,x,webrtc,webrtc_seconds,usage,20,USD
      """;

  private static final String LIVEKIT =
      """
      id: livekit
      biller: livekit
      effective_from: 2026-09-01T00:00:00Z
      rates: [{model: webrtc, prices: {webrtc_seconds: 1}}]
      """;

  @TempDir private Path folder;

  /** Each night touches one of the months only, and both have days of the bill. */
  @Test
  void everyNightComparesTheWholeBill() {
    SmallLanding landing = new SmallLanding(folder);
    landing.write("landing/rates/rate-card/livekit.yaml", LIVEKIT);
    landing.write("landing/billing/billed-line/1.csv", BILL);
    Place place = landing.place("night-by-night");
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-16T12:00:00Z", 10),
        record("b", "RM_2", "2026-10-03T12:00:00Z", 14),
        room("c", "2026-10-03T12:00:00Z", 20));
    place.night("2026-10-18");
    landing.records(
        "2.jsonl",
        record("d", "RM_3", "2026-10-16T12:00:00Z", 7),
        room("e", "2026-10-16T12:00:00Z", 5));
    place.night("2026-10-19");
    landing.records("3.jsonl", record("f", "RM_4", "2026-09-20T12:00:00Z", 6));
    place.night("2026-10-19");

    assertThat(totals(place))
        .containsExactly(
            "biller=livekit period_start=2026-09-15 computed_cost=20.000000000000 status=matched",
            // of October the days that no bill has
            "biller=livekit period_start=2026-10-01 computed_cost=5.000000000000 status=pending",
            "biller=openai period_start=2026-09-15 computed_cost=30.000000000000 status=matched",
            "biller=openai period_start=2026-10-16 computed_cost=7.000000000000 status=missing_bill");
    assertThat(accruals(place))
        .containsExactly(
            "biller=livekit month=2026-10-01 accrued_usd=5.000000000000",
            "biller=openai month=2026-10-01 accrued_usd=7.000000000000");

    Place once = landing.place("all-at-once");
    once.night("2026-10-19");
    assertThat(totals(place)).isEqualTo(totals(once));
    assertThat(accruals(place)).isEqualTo(accruals(once));
  }

  private static String room(String id, String usedAt, int seconds) {
    return "{\"usage_id\":\"%s\",\"used_at\":\"%s\",\"provider\":\"livekit\",\"account\":\"p_1\",\"kind\":\"webrtc\",\"model\":\"webrtc\",\"quantities\":{\"webrtc_seconds\":%d}}"
        .formatted(id, usedAt, seconds);
  }

  private static List<String> totals(Place place) {
    return Place.rows(
        place
            .table("reconciliation")
            .filter("scope = 'total'")
            .select("biller", "period_start", "computed_cost", "status"));
  }

  private static List<String> accruals(Place place) {
    return Place.rows(
        place.table("accrual").filter("accrued_usd <> 0").select("biller", "month", "accrued_usd"));
  }
}
