package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty-one sessions of ten minutes, three at a time, of which one is ten times as dear: a budget
 * that is spent, an odd session, what hosting would cost, and the month after.
 */
class WatchNightTest {
  private static final int SESSIONS = 21;
  private static final Instant FIRST = Instant.parse("2026-09-10T00:00:00Z");

  @TempDir private Path folder;

  private static String use(String id, String session, Instant at, String rest) {
    return "{\"usage_id\":\"%s\",\"session_id\":\"%s\",\"project_id\":\"acme\",\"used_at\":\"%s\",%s}"
        .formatted(id, session, at, rest);
  }

  private static String tokens(int tokens) {
    return "\"provider\":\"openai\",\"kind\":\"llm\",\"model\":\"m\",\"quantities\":{\"input_text\":%d}"
        .formatted(tokens);
  }

  private static String connection(int seconds) {
    return "\"provider\":\"livekit\",\"route\":\"livekit\",\"account\":\"p_a\",\"kind\":\"webrtc\",\"model\":\"webrtc\",\"quantities\":{\"webrtc_seconds\":%d}"
        .formatted(seconds);
  }

  /** Ten minutes with two participants; a token is 1 USD. */
  private static List<String> session(String id, Instant start, int tokens) {
    return List.of(
        use(id + "a", id, start, connection(600)),
        use(id + "b", id, start, connection(600)),
        use(id + "c", id, start, tokens(1)),
        use(id + "d", id, start.plusSeconds(600), tokens(tokens - 1)));
  }

  private SmallLanding landing() {
    SmallLanding landing = new SmallLanding(folder);
    landing.write(
        "conf/voxledger.yaml",
        """
        rates: []
        accounts: {openai: proj_a}
        budgets: [{project: acme, total_usd: 250, session_usd: 50, basis: ai, from: 2026-09-01, until: 2026-12-01}]
        """);
    landing.write(
        "landing/rates/rate-card/others.yaml",
        """
        id: livekit
        biller: livekit
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: webrtc, per: 60, prices: {webrtc_seconds: 0.0005}, increment: 60}]
        """);
    landing.write(
        "landing/rates/rate-card/google.yaml",
        """
        id: google
        biller: google
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: g, prices: {input_text: 0.25}}]
        """);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      int tokens = i == SESSIONS - 1 ? 100 : 9 + i % 3;
      rows.addAll(session("RM_" + i, FIRST.plusSeconds(i / 3 * 1200L), tokens));
    }
    landing.records("1.jsonl", rows.toArray(String[]::new));
    return landing;
  }

  private static String plain(Row row, String column) {
    Object value = row.getAs(column);
    return value instanceof BigDecimal number
        ? Sample.plain(number).toPlainString()
        : String.valueOf(value);
  }

  private static Map<String, String> budgets(Place place, String asOf, String... columns) {
    Map<String, String> rows = new TreeMap<>();
    for (Row row : place.table("budget_status").filter("as_of = '" + asOf + "'").collectAsList()) {
      List<String> values = new ArrayList<>();
      for (String column : columns) {
        values.add(plain(row, column));
      }
      rows.put(row.getAs("id"), String.join(" ", values));
    }
    return rows;
  }

  @Test
  void budgetsOutliersDriversAndHostingFollowFromWhatSessionsCost() {
    SmallLanding landing = landing();
    Place place = landing.place("warehouse");
    Place.Outcome night = place.night("2026-09-10");

    // 7 × 9 + 7 × 10 + 6 × 11 + 100 = 299 of 250
    assertThat(night.exitCode()).isEqualTo(3);
    assertThat(night.stdout())
        .contains("budget of project acme: 299.00 of 250.00 USD are spent (ai)");
    assertThat(night.stdout()).contains("1 session passed the hard limit of a session");
    Map<String, String> budgets =
        budgets(place, "2026-09-10", "spent_usd", "used_pct", "status", "decision", "decided_by");
    assertThat(budgets)
        .hasSize(SESSIONS + 1)
        .containsEntry("acme", "299 119.6 hard_limit hard_limit project")
        .containsEntry("RM_0", "9 18 ok hard_limit project")
        .containsEntry("RM_20", "100 200 hard_limit hard_limit session");
    // One day is known: it goes on like this for the 81 days that are left
    assertThat(budgets(place, "2026-09-10", "projected_usd", "projected_exhaustion"))
        .containsEntry("acme", new BigDecimal(299 * 82) + " 2026-09-10")
        .containsEntry("RM_0", "null null");

    // With transport, (tokens + 0.01) ÷ 10 a minute: median 1.001, MAD 0.1; 0.6745 × 9 ÷ 0.1
    Row outlier = place.table("cost_outlier").first();
    assertThat(place.table("cost_outlier").count()).isEqualTo(1);
    assertThat(plain(outlier, "session_id")).isEqualTo("RM_20");
    assertThat(plain(outlier, "cost_per_minute_usd")).isEqualTo("10.001");
    assertThat(plain(outlier, "typical_usd")).isEqualTo("1.001");
    assertThat(plain(outlier, "score")).isEqualTo("60.705");
    assertThat(plain(outlier, "meter")).isEqualTo("input_text");
    // the others: 199 USD in 200 minutes
    assertThat(plain(outlier, "reason"))
        .isEqualTo(
            "10.001 USD a minute against 1.001 typically, 10 times as much: input_text at 10 USD a"
                + " minute against 0.995 in the sessions like it; see `explain session RM_20`");

    // 21 × 2 × 10 = 420 minutes × 0.005 = 2.10; ⌊200 ÷ 0.10⌋ sessions
    Row hosting = place.table("hosting_comparison").first();
    assertThat(
            List.of(
                plain(hosting, "sessions"),
                plain(hosting, "participant_minutes"),
                plain(hosting, "peak_concurrent"),
                plain(hosting, "managed_cost_usd"),
                plain(hosting, "servers_needed"),
                plain(hosting, "savings_usd"),
                plain(hosting, "break_even_sessions")))
        .containsExactly("21", "420", "3", "2.1", "1", "-197.9", "2000");
    // 299 + 21 × 2 × 0.005
    assertThat(drivers(place, "2026-09-01")).containsEntry("sessions", "299.21");

    Map<String, Long> before = place.publishedVersions();
    assertThat(place.night("2026-09-10").exitCode()).as("nothing is new").isEqualTo(3);
    assertThat(place.publishedVersions()).isEqualTo(before);

    theCommandsLookAtIt(place);
    theMonthAfter(landing, place);
  }

  private static Map<String, String> drivers(Place place, String month) {
    Map<String, String> drivers = new TreeMap<>();
    place
        .table("cost_driver")
        .filter("month = '" + month + "'")
        .collectAsList()
        .forEach(row -> drivers.put(row.getAs("driver"), plain(row, "amount_usd")));
    return drivers;
  }

  private static void theCommandsLookAtIt(Place place) {
    Place.Outcome swapped =
        place.run("what-if", "--month", "2026-09", "--swap", "openai/m=google/g", "--json");
    assertThat(swapped.exitCode()).isZero();
    assertThat(swapped.stdout())
        .contains("\"current_usd\":\"299.210000000000\"")
        .contains("\"supposed_usd\":\"74.960000000000\"") // 299 × 0.25 + 0.21
        .contains("a token of openai counts as one of google, which is hardly so");
    assertThat(place.run("what-if", "--month", "2026-09", "--swap", "openai/x=google/g").exitCode())
        .isEqualTo(1);
    Place.Outcome tier = place.run("what-if", "--month", "2026-09", "--tier", "turbo");
    assertThat(tier.exitCode()).isEqualTo(2);
    assertThat(tier.stderr()).contains("--tier turbo is not known");
    Place.Outcome nothing = place.run("what-if", "--month", "2026-09");
    assertThat(nothing.exitCode()).as("one model, and nothing supposed").isEqualTo(2);
    assertThat(nothing.stderr()).contains("nothing is supposed").contains("--swap");
    Place.Outcome hosting =
        place.run("hosting", "--month", "2026-09", "--sessions", "1000", "--json");
    assertThat(hosting.exitCode()).isZero();
    assertThat(hosting.stdout())
        .contains("\"peak_concurrent\":\"3.000000000000\"")
        .contains("\"savings_pct\":\"33.333333333333\"");
  }

  /** One session of 20 tokens: a 21st of the sessions, as long, and dearer by the minute. */
  private static void theMonthAfter(SmallLanding landing, Place place) {
    landing.records(
        "2.jsonl",
        session("RM_x", Instant.parse("2026-10-01T12:00:00Z"), 20).toArray(String[]::new));
    place.night("2026-10-01");
    assertThat(budgets(place, "2026-10-01", "spent_usd", "decision", "decided_by"))
        .containsOnlyKeys("acme", "RM_x")
        .containsEntry("acme", "319 hard_limit project");
    // 299.21 ÷ 21 − 299.21; 20 + 0.01 − 14.248095238095…
    assertThat(drivers(place, "2026-10-01"))
        .isEqualTo(
            Map.of(
                "sessions", "-284.961904761905",
                "minutes", "0",
                "intensity", "5.761904761905",
                "price", "0"));
    assertThat(place.table("cost_outlier").count()).isEqualTo(1);
  }
}
