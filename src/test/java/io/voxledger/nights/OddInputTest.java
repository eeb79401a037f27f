package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and names that nobody would write on purpose cost themselves, and never the night. */
class OddInputTest {
  private static final String CONNECTED =
      "{\"usage_id\":\"%s\",\"session_id\":\"RM_1\",\"used_at\":\"2026-09-10T12:00:00Z\",\"provider\":\"livekit\",\"kind\":\"webrtc\",\"model\":\"webrtc\",\"quantities\":{\"webrtc_seconds\":%s}}";
  private static final String ESTIMATE =
      "{\"session_id\":\"RM_1\",\"observed_at\":\"2026-09-10T12:00:00Z\",\"event\":{\"type\":\"cost_update\",\"total_usd\":9999999999999999,\"elapsed_sec\":1}}";

  private static final String PULLED = record("a", "RM_1", "2026-09-10T12:00:00Z", 10) + "\n";

  @TempDir private Path folder;

  @Test
  void absurdNumbersAndNamesDoNotStopANight() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.card("free", "2026-09-02T00:00:00Z", "0.000000000001");
    landing.write("landing/rates/rate-card/dear.yaml", dear());
    landing.records(
        "2026-09-10T12:00:00Z.jsonl",
        record("a", "RM_1", "2026-09-10T12:00:00Z", 10),
        CONNECTED.formatted("nanoseconds", "3600000000000"),
        CONNECTED.formatted("endless", "99999999999999"),
        record("b", "RM_2", "2026-09-10T12:00:00Z", 5)
            .replace("\"m\"", "\"dear\"")
            .replace(":5}", ":99999999999999}"),
        record("c", "RM_2", "9999-12-31T23:59:59.999999Z", 5));
    landing.write(
        "landing/usage/usage-record/.2026-09-10T12:00:00Z.jsonl.crc", "crc of another content");
    landing.write("landing/usage/cost-update/1.jsonl", ESTIMATE + "\n");
    landing.write("landing/usage/README.md", "where agents write");

    Place.Outcome night = place.night("2026-10-01");

    assertThat(night.exitCode()).as(night.stderr()).isZero();
    assertThat(night.stdout())
        .contains("Costs, 2026-09-10 to 2026-09-10")
        .contains("! 1 file not read, usage/README.md for one");
    assertThat(Place.rows(place.table("unpriced_usage").select("usage_id", "reason")))
        .containsExactly(
            "usage_id=b reason=cost_out_of_range",
            "usage_id=endless reason=no_rate_card",
            "usage_id=nanoseconds reason=no_rate_card");
    assertThat(
            Place.rows(place.table("estimate_accuracy").select("session_id", "error_pct", "band")))
        .containsExactly("session_id=RM_1 error_pct= band=beyond");
    assertThat(
            Place.rows(
                place
                    .table("session_cost")
                    .filter("session_id = 'RM_1'")
                    .selectExpr("cast(ended_at AS STRING) AS ended_at")))
        .containsExactly("ended_at=9999-12-31 23:59:59.999999");
  }

  @Test
  void aPullWhoseTimeIsMistypedIsReadOnceItIsRenamed() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.write("landing/usage/usage-record/pulled=2026-09-26T0600Z/1.jsonl", PULLED);
    landing.write("landing/billing/billed-line/pulled=yesterday/a/bill.csv", "biller\n");

    Place.Outcome night = place.night("2026-10-01");

    assertThat(night.exitCode()).as(night.stderr()).isEqualTo(4);
    assertThat(night.stdout())
        .contains("billing/billed-line/pulled=yesterday: its name is no pulled=")
        .contains("usage/usage-record/pulled=2026-09-26T0600Z: its name is no pulled=");
    assertThat(place.rows("ingested_file")).hasSize(1).first().asString().contains("a.yaml");
    assertThat(place.table("quarantine").count()).isZero();

    Path source = folder.resolve("landing/usage/usage-record");
    Files.move(
        source.resolve("pulled=2026-09-26T0600Z"), source.resolve("pulled=2026-09-26T060000Z"));
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "10"));
  }

  private static String dear() {
    return """
        id: dear
        biller: openai
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: dear, per: 1, prices: {input_text: '999999'}}]
        """;
  }

  @Test
  void aSecondCardOfAnIdIsARepeatOrSetAside() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10));
    place.night("2026-10-01");
    String card = card("1");
    landing.write("landing/rates/rate-card/b-repeat.yaml", card + "# the same\n");
    landing.write("landing/rates/rate-card/b-other.yaml", card("3"));

    Place.Outcome night = place.night("2026-10-01");

    assertThat(night.exitCode()).as(night.stderr()).isZero();
    assertThat(Place.rows(place.table("quarantine").select("file", "reason")))
        .containsExactly("file=rates/rate-card/b-other.yaml reason=invalid_rate_card");
    assertThat(night.stdout())
        .contains("id 'a' is used by rates/rate-card/a.yaml with other content");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "10"));

    // as if both had come in the other order
    landing.write("landing/rates/rate-card/0.yaml", card("5"));
    assertThat(place.night("2026-10-01").stderr())
        .contains("rates/rate-card/a.yaml", "id 'a' is used");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "50"));
  }

  private static String card(String price) {
    return """
        id: a
        biller: openai
        effective_from: 2026-09-01T00:00:00Z
        recorded_at: 2026-09-01T00:00:00Z
        rates: [{model: m, prices: {input_text: %s}}]
        """
        .formatted(price);
  }

  /**
   * LiveKit names no room for it. A later event of the same egress takes the place of the first.
   */
  @Test
  void theEgressOfAWebPageIsMeteredWithoutASession() {
    SmallLanding landing = new SmallLanding(folder);
    landing.write(
        "landing/rates/rate-card/livekit.yaml",
        """
        id: livekit
        biller: livekit
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: transcode-video, per: 60, prices: {egress_seconds: 0.02}}]
        """);
    Place place = landing.place("warehouse");
    landing.write("landing/usage/livekit-webhook/1.jsonl", webEgress("EV_1", 60, 60));
    place.night("2026-09-30");
    landing.write("landing/usage/livekit-webhook/2.jsonl", webEgress("EV_2", 3600, 3600));
    place.night("2026-09-30");

    // 60 minutes at 0.02
    assertThat(
            Place.rows(
                place.table("charge").select("session_id", "meter", "quantity", "contracted_cost")))
        .containsExactly(
            "session_id= meter=egress_seconds quantity=3600.000000 contracted_cost=1.200000000000");
    assertThat(Place.rows(place.table("usage_record").select("usage_id", "session_id")))
        .containsExactly("usage_id=EG_web session_id=");
  }

  private static String webEgress(String event, long seconds, long updated) {
    long start = java.time.Instant.parse("2026-09-10T12:00:00Z").getEpochSecond();
    return """
    {"event":"egress_ended","id":"%s","createdAt":"%d","egressInfo":{"egressId":"EG_web","roomId":"","status":"EGRESS_COMPLETE",\
    "startedAt":"%d000000000","endedAt":"%d000000000","updatedAt":"%d000000000","web":{"url":"https://example.com/stage"}}}
    """
        .formatted(event, start + updated, start, start + seconds, start + updated);
  }
}
