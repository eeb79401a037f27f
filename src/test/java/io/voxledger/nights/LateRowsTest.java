package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that come nights later find what they belong to. */
class LateRowsTest {
  private static final String CONNECTION =
      "{\"participantIdentity\":\"%s\",\"joinedAt\":\"%s\",\"leftAt\":\"%s\"}";

  @TempDir private Path folder;

  @Test
  void aLateRowFindsConnectionsThatBeganAfterMidnightAndAnEmptiedDayStaysPublished() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("by-night");
    landing.write(
        "landing/rates/rate-card/livekit.yaml",
        """
        id: livekit
        biller: livekit
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: webrtc, per: 60, prices: {webrtc_seconds: 1}, increment: 60}]
        """);
    // one room, started before midnight; one participant came before, one after
    landing.write(
        "landing/usage/livekit-analytics/project=late/pulled=2026-09-12T000000Z/room.json",
        "{\"roomId\":\"RM_late\",\"status\":0,\"startTime\":\"2026-09-10T23:50:00Z\",\"participants\":[%s,%s]}"
            .formatted(
                CONNECTION.formatted("a", "2026-09-10T23:50:00Z", "2026-09-10T23:51:00Z"),
                CONNECTION.formatted("b", "2026-09-11T00:05:00Z", "2026-09-11T00:06:00Z")));
    landing.records("1.jsonl", record("moves", "", "2026-09-20T12:00:00Z", 10));
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place))
        .isEqualTo(
            Sample.numbers(
                "late 2026-09-10", "1", "late 2026-09-11", "1", "first 2026-09-20", "10"));

    landing.records(
        "2.jsonl",
        record("late", "RM_late", "2026-09-10T23:55:00Z", 7),
        record("moves", "", "2026-09-21T12:00:00Z", 10)
            .replace("{\"usage", "{\"revised_at\":\"2026-09-22T00:00:00Z\",\"usage"));
    place.night("2026-10-01");
    landing.records("3.jsonl", record("fills", "", "2026-09-20T12:00:00Z", 4));
    place.night("2026-10-01");

    assertThat(Sample.projectDays(place))
        .isEqualTo(
            Sample.numbers(
                "late 2026-09-10", "8",
                "late 2026-09-11", "1",
                "first 2026-09-20", "4",
                "first 2026-09-21", "10"));
    assertThat(
            Place.rows(
                place.table("restatement").selectExpr("usage_date", "cast(delta_usd AS INT) d")))
        .containsExactly(
            "usage_date=2026-09-10 d=7",
            "usage_date=2026-09-20 d=-10",
            "usage_date=2026-09-20 d=4");
    Place atOnce = landing.place("at-once");
    atOnce.night("2026-10-01");
    for (String table : List.of("usage_record", "charge", "session_cost", "project_cost_daily")) {
      assertThat(place.rows(table, "run_id")).isEqualTo(atOnce.rows(table, "run_id"));
    }
  }

  @Test
  void aSessionWhoseOnlyRowMovesToAnotherSessionCostsNothingMore() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("by-night");
    landing.card("card", "2026-09-01T00:00:00Z", "1");
    landing.records("1.jsonl", record("one", "RM_wrong", "2026-09-10T12:00:00Z", 3));
    place.night("2026-10-01");
    landing.records(
        "2.jsonl",
        record("one", "RM_right", "2026-09-11T12:00:00Z", 3)
            .replace("{\"usage", "{\"revised_at\":\"2026-09-22T00:00:00Z\",\"usage"));
    place.night("2026-10-01");

    assertThat(Place.rows(place.table("session_cost").select("session_id")))
        .containsExactly("session_id=RM_right");
  }
}
