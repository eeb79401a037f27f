package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights in the life of September: periods that wait for their bill, a bill that is restated, a
 * decision, the close, and what comes after it. A token costs 1 USD.
 */
class MonthsTest {
  private static final List<String> CLOSED_TABLES =
      List.of("charge", "session_day", "session_cost", "project_cost_daily", "reconciliation");

  @TempDir private Path folder;
  private SmallLanding landing;
  private Place place;

  @Test
  void aMonthIsBilledDisputedClosedAndCorrected() {
    landing = new SmallLanding(folder);
    place = landing.place("warehouse");
    write("projects.yaml", "- {match: {account: proj_a}, project: first}\n");
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-28T12:00:00Z", 10),
        record("b", "RM_2", "2026-09-29T12:00:00Z", 20),
        record("c", "RM_3", "2026-09-30T23:50:00Z", 30), // RM_3 lasts past midnight
        record("d", "RM_3", "2026-10-01T00:10:00Z", 40));
    estimate("RM_1", "2026-09-28T12:05:00Z", "9.9");

    // Nothing is billed: with 2 days of lag the 28th is due on 10-01. All is accrued.
    place.night("2026-10-01");
    assertThat(totals())
        .containsEntry("2026-09-28", "missing_bill 10 0 0")
        .containsEntry("2026-09-29", "pending 20 0 0")
        .hasSize(4);
    assertThat(accrued()).isEqualTo(Map.of("2026-09-01", "60", "2026-10-01", "40"));
    assertThat(refused("close", "--month", "2026-09"))
        .contains("not final: 2 periods from 2026-09-29", "may change until 2026-10-03");

    // A bill of two days: one agrees, of the other 5 are disputed.
    bill("2026-10-02T060000Z", "2026-09-28", "10", "2026-09-29", "25");
    decide("disputed", "2026-10-20");
    place.night("2026-10-02");
    assertThat(totals())
        .containsEntry("2026-09-28", "matched 10 10 1") // first seen a day before
        .containsEntry("2026-09-29", "over_billed 20 25 1 disputed")
        .containsEntry("2026-09-30", "pending 30 0 1");
    assertThat(accrued()).isEqualTo(Map.of("2026-09-01", "30", "2026-10-01", "40"));
    assertThat(billedOf("RM_1")).isEqualTo("10");

    // A later pull says 16 for the 28th: its row opens again, and ages anew. The 5 are accepted.
    bill("2026-10-03T060000Z", "2026-09-28", "16", "2026-09-29", "25", "2026-09-30", "30");
    decide("accepted", "2026-10-20");
    place.night("2026-10-03");
    assertThat(totals())
        .containsEntry("2026-09-28", "over_billed 10 16 0")
        .containsEntry("2026-09-29", "over_billed 20 25 2 accepted")
        .containsEntry("2026-09-30", "matched 30 30 2");
    assertThat(accrued()).isEqualTo(Map.of("2026-09-01", "0", "2026-10-01", "40"));
    assertThat(billedOf("RM_1")).isEqualTo("16");
    assertThat(movements())
        .containsExactly(
            "2026-09-28 opened 0 -10 0 -10",
            "2026-09-28 cleared -10 0 -10 0",
            "2026-09-29 opened 0 5 0 5",
            "2026-09-28 reopened 0 6 0 6",
            "2026-09-29 accepted 5 0 5 0");

    // All is final; nothing is forced.
    Place.Outcome close = place.run("close", "--month", "2026-09", "--json");
    assertThat(close.exitCode()).as(close.stderr()).isZero();
    assertThat(close.stdout()).contains("\"month\":\"2026-09-01\"", "\"forced\":false");
    assertThat(
            Place.rows(
                place
                    .table("month_close")
                    .selectExpr(
                        "cast(total_cost_usd AS INT) total",
                        "cast(allocated_pct AS INT) pct",
                        "cast(variance_usd AS INT) variance",
                        "cast(open_usd AS INT) open",
                        "cast(accepted_usd AS INT) accepted",
                        "cast(opening_usd AS INT) opening",
                        "cast(new_usd AS INT) new",
                        "cast(cleared_usd AS INT) cleared",
                        "cast(closing_usd AS INT) closing")))
        // new −10 + 6 + 5, cleared −10 + 5 (accepted); open 6 + 5, of which 5 are accepted
        .containsExactly(
            "total=60 pct=100 variance=11 open=11 accepted=5 opening=0 new=1 cleared=-5 closing=6");
    assertThat(refused("close", "--month", "2026-09")).contains("closed already");
    Map<String, List<String>> frozen = septemberTables();

    // Late: 7 more tokens on the 28th, 3 of the session past midnight on either side of it.
    landing.records(
        "2.jsonl",
        record("late", "RM_1", "2026-09-28T13:00:00Z", 7),
        record("e", "RM_3", "2026-09-30T23:51:00Z", 3),
        record("f", "RM_3", "2026-10-01T00:11:00Z", 3));
    bill(
        "2026-10-06T060000Z",
        "2026-09-28",
        "10",
        "2026-09-29",
        "25",
        "2026-09-30",
        "30",
        "2026-10-01",
        "43");
    Place.Outcome night = place.night("2026-10-06");
    assertThat(night.stdout()).contains("[2026-09] is in month_correction: 10 USD in 2 rows");
    assertThat(septemberTables()).isEqualTo(frozen);
    assertThat(corrections())
        .containsExactly(
            "2026-09-28 first openai 7 late_usage", "2026-09-30 first openai 3 late_usage");
    // October shows 40 + 3 of its own, and the 10 of September beside it
    assertThat(
            Place.rows(
                place
                    .table("project_month")
                    .selectExpr(
                        "month",
                        "cast(total_cost_usd AS INT) total",
                        "cast(corrections_usd AS INT) corrections",
                        "status")))
        .containsExactly(
            "month=2026-09-01 total=60 corrections=0 status=closed",
            "month=2026-10-01 total=43 corrections=10 status=open");
    assertThat(totals()).containsEntry("2026-10-01", "matched 43 43 5");
    assertThat(sessionCost("RM_3")).isEqualTo("73"); // 30 as closed + 43
    assertThat(Place.rows(place.table("restatement").filter("usage_date < '2026-10-01'")))
        .isEmpty();
    assertThat(movements()).contains("2026-09-28 cleared 6 0 6 0"); // though its row stays

    // A cheaper card books what is new, and only that.
    landing.card("b", "2026-10-05T00:00:00Z", "0.5");
    place.night("2026-10-06");
    assertThat(septemberTables()).isEqualTo(frozen);
    // now 17 × 0.5 − 10 − 7 = −8.5; 20 × 0.5 − 20 = −10; 33 × 0.5 − 30 − 3 = −16.5
    assertThat(corrections())
        .containsExactly(
            "2026-09-28 first openai -8.5 rate_change",
            "2026-09-28 first openai 7 late_usage",
            "2026-09-29 first openai -10 rate_change",
            "2026-09-30 first openai -16.5 rate_change",
            "2026-09-30 first openai 3 late_usage");

    Place.Outcome forced = place.run("close", "--month", "2026-10", "--force");
    assertThat(forced.exitCode()).as(forced.stderr()).isZero();
    assertThat(forced.stdout()).contains("Closed 2026-10 by force", "Passed over", "opening 6.00");
  }

  private void write(String file, String text) {
    landing.write("conf/" + file, text);
  }

  private void estimate(String session, String at, String usd) {
    landing.write(
        "landing/usage/cost-update/1.jsonl",
        "{\"session_id\":\"%s\",\"job_id\":\"AJ\",\"observed_at\":\"%s\",\"event\":{\"type\":\"cost_update\",\"total_usd\":%s,\"elapsed_sec\":300}}\n"
            .formatted(session, at, usd));
  }

  private void decide(String status, String until) {
    write(
        "decisions.yaml",
        "- {biller: openai, account: proj_a, period: 2026-09-29, status: %s, owner: finance, until: %s}\n"
            .formatted(status, until));
  }

  /** A pull of OpenAI's costs: days, each with the amount of input of {@code m}. */
  private void bill(String pulled, String... daysAndAmounts) {
    StringBuilder buckets = new StringBuilder();
    for (int i = 0; i < daysAndAmounts.length; i += 2) {
      long start = java.time.LocalDate.parse(daysAndAmounts[i]).toEpochDay() * 86_400;
      buckets
          .append(i == 0 ? "" : ",")
          .append(
              "{\"object\":\"bucket\",\"start_time\":%d,\"end_time\":%d,\"results\":[{\"object\":\"organization.costs.result\",\"amount\":{\"value\":%s,\"currency\":\"usd\"},\"line_item\":\"m, input\",\"project_id\":\"proj_a\"}]}"
                  .formatted(start, start + 86_400, daysAndAmounts[i + 1]));
    }
    landing.write(
        "landing/billing/openai-costs/account=proj_a/pulled=" + pulled + "/page-1.json",
        "{\"object\":\"page\",\"data\":[" + buckets + "],\"has_more\":false,\"next_page\":null}");
  }

  private String refused(String command, String... more) {
    Place.Outcome outcome = place.run(command, more);
    assertThat(outcome.exitCode()).isEqualTo(1);
    return outcome.stderr();
  }

  /** Status, computed, billed, age and decision of each day. */
  private Map<String, String> totals() {
    return byFirstColumn(
        place
            .table("reconciliation")
            .filter("scope = 'total'")
            .selectExpr(
                "cast(period_start AS STRING)",
                "concat_ws(' ', status, cast(computed_cost AS INT), cast(billed_cost AS INT),"
                    + " age_days, decision)"));
  }

  private Map<String, String> accrued() {
    return byFirstColumn(
        place
            .table("accrual")
            .selectExpr("cast(month AS STRING)", "cast(cast(accrued_usd AS INT) AS STRING)"));
  }

  private static Map<String, String> byFirstColumn(
      org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> rows) {
    Map<String, String> map = new TreeMap<>();
    rows.collectAsList().forEach(row -> map.put(row.getString(0), row.getString(1)));
    return map;
  }

  private List<String> movements() {
    return place
        .table("open_item_movement")
        .orderBy("run_id", "period_start")
        .selectExpr(
            "concat_ws(' ', period_start, movement, cast(opening_usd AS INT), cast(new_usd AS INT),"
                + " cast(cleared_usd AS INT), cast(closing_usd AS INT))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> corrections() {
    return place
        .table("month_correction")
        .selectExpr(
            "concat_ws(' ', usage_date, project_id, biller, cast(delta_usd AS DOUBLE), reason)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0).replace(".0 ", " "))
        .sorted()
        .toList();
  }

  private String billedOf(String session) {
    return place
        .table("estimate_accuracy")
        .filter("session_id = '" + session + "'")
        .selectExpr("cast(cast(billed_usd AS INT) AS STRING)")
        .first()
        .getString(0);
  }

  private String sessionCost(String session) {
    return place
        .table("session_cost")
        .filter("session_id = '" + session + "'")
        .selectExpr("cast(cast(total_cost_usd AS INT) AS STRING)")
        .first()
        .getString(0);
  }

  /** Every column of September's rows; the session that lasts into October is not one of them. */
  private Map<String, List<String>> septemberTables() {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String name : CLOSED_TABLES) {
      String day =
          name.equals("session_cost")
              ? "session_date"
              : name.equals("reconciliation") ? "period_start" : "usage_date";
      String others = name.equals("session_cost") ? " AND session_id <> 'RM_3'" : "";
      tables.put(name, Place.rows(place.table(name).filter(day + " < '2026-10-01'" + others)));
    }
    for (String name : List.of("provider_cost_daily", "sku_cost_daily", "estimate_accuracy")) {
      String day = name.equals("estimate_accuracy") ? "session_date" : "usage_date";
      tables.put(name, Place.rows(place.table(name).filter(day + " < '2026-10-01'")));
    }
    return tables;
  }
}
