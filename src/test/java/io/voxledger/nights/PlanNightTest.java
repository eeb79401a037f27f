package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session over midnight at the end of a month, a plan that changes, a session that moves. */
class PlanNightTest {
  @TempDir private Path folder;

  private static String use(String id, String session, String project, String time, String rest) {
    return "{\"usage_id\":\"%s\",\"session_id\":\"%s\",\"project_id\":\"%s\",\"used_at\":\"%s\",%s}"
        .formatted(id, session, project, time, rest);
  }

  private static String tokens(int tokens) {
    return "\"provider\":\"openai\",\"kind\":\"llm\",\"model\":\"m\",\"quantities\":{\"input_text\":%d}"
        .formatted(tokens);
  }

  private static String webrtc(int seconds) {
    return "\"provider\":\"livekit\",\"route\":\"livekit\",\"account\":\"p_ship\",\"kind\":\"webrtc\",\"model\":\"webrtc\",\"quantities\":{\"webrtc_seconds\":%d}"
        .formatted(seconds);
  }

  private SmallLanding landing() {
    SmallLanding landing = new SmallLanding(folder);
    landing.write(
        "conf/voxledger.yaml",
        """
        rates: []
        accounts: {openai: proj_a}
        budgets: [{project: acme, month_usd: 100}]
        """);
    plan(landing, "30");
    landing.write(
        "landing/rates/rate-card/livekit.yaml",
        """
        id: livekit
        biller: livekit
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: webrtc, per: 60, prices: {webrtc_seconds: 0.0005}, increment: 60}]
        """);
    landing.records(
        "1.jsonl",
        use("a", "RM_1", "acme", "2026-09-30T23:50:00Z", tokens(3)),
        use("b", "RM_1", "acme", "2026-10-01T00:10:00Z", tokens(4)),
        use("c", "RM_1", "acme", "2026-09-30T23:50:00Z", webrtc(6000)),
        use("d", "RM_2", "lab", "2026-09-10T12:00:00Z", webrtc(2990)));
    landing.write(
        "landing/billing/openai-costs/pulled=2026-10-03T000000Z/page-1.json",
        """
        {"object":"page","has_more":false,"next_page":null,"data":[{"object":"bucket",
        "start_time":1790726400,"end_time":1790812800,"results":[{"object":"organization.costs.result",
        "amount":{"value":"5","currency":"usd"},"line_item":"m, input","project_id":"proj_a"}]}]}
        """);
    return landing;
  }

  private static void plan(SmallLanding landing, String fee) {
    landing.write(
        "conf/plans.yaml",
        "- {account: p_ship, plan: ship, from: 2026-01-01, monthly_fee: "
            + fee
            + ", included: {webrtc: {quantity: 100, per: 60}}}");
  }

  private static Map<String, List<String>> months(Place place, String... columns) {
    Map<String, List<String>> months = new TreeMap<>();
    for (Row row : place.table("project_month").collectAsList()) {
      months.put(
          row.getAs("project_id") + " " + row.getAs("month"),
          java.util.Arrays.stream(columns).map(column -> text(row.getAs(column))).toList());
    }
    return months;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? Sample.plain(number).toPlainString()
        : String.valueOf(value);
  }

  @Test
  void plansChangeMonthsAloneAndAMovedSessionChangesItsTwoProjects() {
    SmallLanding landing = landing();
    Place place = landing.place("warehouse");
    place.night("2026-10-05");

    // September: 6,000 + ⌈2,990⌉ = 9,000 s, 6,000 included, 3,000 × 0.0005 ÷ 60 = 0.025. October
    // has no usage of the account: its fee is nobody's.
    assertThat(place.rows("plan_usage", "run_id"))
        .containsExactlyInAnyOrder(
            row(
                "2026-09-01",
                "webrtc",
                "webrtc_seconds",
                "9000",
                "6000",
                "3000",
                "0.025",
                "30.025"),
            row("2026-10-01", "", "", "0", "0", "0", "0", "30"));
    // The connections last 6,000 s and 2,990 s. 0.025 and the fee go 2 : 1 by 0.05 and 0.025; the
    // bill's 5 are all for acme's 3 tokens.
    assertThat(
            months(
                place,
                "sessions",
                "session_minutes",
                "total_cost_usd",
                "effective_cost_usd",
                "plan_share_usd",
                "billed_cost_usd",
                "variance_usd",
                "previous_month_usd",
                "budget_usd"))
        .isEqualTo(
            Map.of(
                "acme 2026-09-01",
                List.of("1", "100", "3.05", "23.016666666667", "20", "5", "1.95", "null", "100"),
                "lab 2026-09-01",
                List.of(
                    "1",
                    "49.833333333333",
                    "0.025",
                    "10.008333333333",
                    "10",
                    "0",
                    "-0.025",
                    "null",
                    "null"),
                "acme 2026-10-01",
                List.of("1", "0", "4", "4", "0", "0", "-4", "3.05", "100"),
                "unassigned 2026-10-01",
                List.of("0", "0", "0", "30", "30", "0", "0", "null", "null")));
    Map<String, Long> before = place.publishedVersions();

    plan(landing, "60");
    place.night("2026-10-05");
    assertThat(months(place, "effective_cost_usd"))
        .containsEntry("acme 2026-09-01", List.of("43.016666666667"))
        .containsEntry("unassigned 2026-10-01", List.of("60"));
    Map<String, Long> after = place.publishedVersions();
    assertThat(after.entrySet())
        .filteredOn(table -> !before.get(table.getKey()).equals(table.getValue()))
        .extracting(Map.Entry::getKey)
        .containsExactly("plan_usage", "project_month");

    Map<String, List<String>> rows = months(place, "effective_cost_usd", "run_id");
    landing.write(
        "landing/usage/cost-update/2.jsonl",
        "{\"session_id\":\"RM_2\",\"observed_at\":\"2026-09-10T12:00:00Z\",\"project_id\":\"aaa\","
            + "\"event\":{\"type\":\"cost_update\",\"total_usd\":0.1,\"elapsed_sec\":10}}");
    place.night("2026-10-05");
    assertThat(months(place, "effective_cost_usd"))
        .isEqualTo(
            Map.of(
                "aaa 2026-09-01", List.of("20.008333333333"),
                "acme 2026-09-01", List.of("43.016666666667"),
                "acme 2026-10-01", List.of("4"),
                "unassigned 2026-10-01", List.of("60")));
    assertThat(months(place, "effective_cost_usd", "run_id"))
        .as("another month")
        .containsEntry("acme 2026-10-01", rows.get("acme 2026-10-01"));
  }

  private static String row(
      String month,
      String sku,
      String meter,
      String used,
      String included,
      String overage,
      String cost,
      String invoice) {
    return "account=p_ship month=%s sku=%s meter=%s used_quantity=%s.000000 included_quantity=%s.000000 overage_quantity=%s.000000 overage_cost_usd=%s plan=ship plan_fee_usd=30.000000000000 credits_usd=0.000000000000 estimated_invoice_usd=%s"
        .formatted(month, sku, meter, used, included, overage, usd(cost), usd(invoice));
  }

  private static String usd(String amount) {
    return new BigDecimal(amount).setScale(12).toPlainString();
  }
}
