package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes known later, of prices and of projects, changes what was published, and says so. */
class KnowledgeTest {
  @TempDir private Path folder;

  @Test
  void lateCardsAndEditedSettingsRestateAndAnOldKnowledgeGivesTheOldPrices() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10));
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "10"));

    landing.card("b", "2026-09-20T00:00:00Z", "0.5");
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "5"));
    assertThat(lastRestated(place)).containsExactly("first 10 5 -5 rate_change");

    place.night("2026-10-01", "--as-known-at", "2026-09-15T00:00:00Z");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "10"));

    landing.write("conf/projects.yaml", "- {match: {account: proj_a}, project: second}\n");
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("second 2026-09-10", "5"));
    assertThat(lastRestated(place))
        .containsExactly("first 10 0 -10 settings_change", "second 0 5 5 settings_change");

    Place byStage = landing.place("by-stage");
    for (String stage : List.of("ingest", "price", "reconcile")) {
      assertThat(byStage.run(stage, "--date", "2026-10-01").exitCode()).isZero();
    }
    for (String table :
        List.of(
            "usage_record",
            "charge",
            "session_cost",
            "project_cost_daily",
            "provider_cost_daily",
            "rate",
            "reconciliation")) {
      assertThat(byStage.rows(table, "run_id"))
          .as(table)
          .isNotEmpty()
          .isEqualTo(place.rows(table, "run_id"));
    }
  }

  @Test
  void whatOneStageLeavesWaitsForTheNext() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10));
    landing.card("b", "2026-09-20T00:00:00Z", "0.5");
    place.night("2026-09-10");
    assertThat(statuses(place)).containsOnly("pending");

    landing.records("2.jsonl", record("b", "RM_2", "2026-09-12T12:00:00Z", 4));
    place.run("ingest", "--date", "2026-10-01");
    place.run(
        "backfill",
        "--from",
        "2026-09-10",
        "--to",
        "2026-09-10",
        "--as-known-at",
        "2026-09-15T00:00:00Z");
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.numbers("first 2026-09-10", "10"));

    place.run("price", "--date", "2026-10-01");
    assertThat(Sample.projectDays(place))
        .isEqualTo(Sample.numbers("first 2026-09-10", "10", "first 2026-09-12", "2"));
    place.run("reconcile", "--date", "2026-10-01");
    assertThat(statuses(place)).containsOnly("missing_bill");

    landing.write(
        "conf/voxledger.yaml",
        "rates: []\naccounts: {openai: proj_a}\nreconciliation: {tolerance_usd: 100, tolerance_pct: 100, tolerance_pct_cap_usd: 100}\n");
    place.night("2026-10-01");
    assertThat(
            Place.rows(place.table("reconciliation").filter("scope <> 'total'").select("status")))
        .containsOnly("status=matched");
  }

  private static List<String> statuses(Place place) {
    return place
        .table("reconciliation")
        .select("status")
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList();
  }

  private static List<String> lastRestated(Place place) {
    return place
        .table("restatement")
        .filter("run_id = '" + place.newestRun().getAs("run_id") + "'")
        .selectExpr(
            "concat_ws(' ', project_id, cast(previous_usd AS INT), cast(current_usd AS INT),"
                + " cast(delta_usd AS INT), reason)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
