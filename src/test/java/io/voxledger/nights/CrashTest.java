package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.lake.Lease;
import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that dies leaves the last night readable, and the next run makes up for it. */
class CrashTest {
  private static final List<String> TABLES =
      List.of(
          "usage_record",
          "charge",
          "session_cost",
          "project_cost_daily",
          "provider_cost_daily",
          "ingested_file");

  @TempDir private Path folder;
  private SmallLanding landing;
  private Place place;

  @BeforeEach
  void land() {
    landing = new SmallLanding(folder);
    place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T23:00:00Z", 3));
  }

  @Test
  void aRunThatDiesBetweenTwoTablesIsTakenBackAndDoneAgain() throws IOException {
    place.night("2026-10-01");
    Map<String, Long> published = place.publishedVersions();
    Map<String, List<String>> firstNight = new TreeMap<>();
    TABLES.forEach(table -> firstNight.put(table, place.rows(table)));
    landing.records(
        "2.jsonl",
        record("b", "RM_1", "2026-09-11T01:00:00Z", 4),
        record("a", "RM_1", "2026-09-10T22:00:00Z", 5)); // an earlier time of use: it replaces a
    Path obstacle = // a file where the last table but one needs a folder
        landing.write("warehouse/project_cost_daily/usage_date=2026-09-11", "in the way");

    assertThat(place.run("nightly", "--date", "2026-10-01").exitCode()).isEqualTo(1);

    assertThat(place.table("charge").count()).isNotEqualTo(firstNight.get("charge").size());
    assertThat(place.publishedVersions()).isEqualTo(published);
    for (String table : TABLES) {
      assertThat(Place.rows(place.tableAt(table, published.get(table))))
          .as(table)
          .isEqualTo(firstNight.get(table));
    }

    Files.delete(obstacle);
    place.night("2026-10-01");

    assertThat(Sample.projectDays(place))
        .isEqualTo(Sample.numbers("first 2026-09-10", "5", "first 2026-09-11", "4"));
    assertThat(place.table("restatement").count()).isEqualTo(1);
    Place undisturbed = landing.place("undisturbed");
    undisturbed.night("2026-10-01");
    for (String table : TABLES) {
      if (!table.equals("ingested_file")) {
        assertThat(place.rows(table, "run_id"))
            .as(table)
            .isEqualTo(undisturbed.rows(table, "run_id"));
      }
    }
  }

  @Test
  void aSecondRunIsTurnedAwayUntilTheFirstIsDoneOrItsLeaseHasExpired() throws IOException {
    try (Lease other =
        Lease.take(
            place.warehouse(),
            "the-other-run",
            Clock.systemUTC(),
            TestSpark.session().sparkContext().hadoopConfiguration())) {
      Place.Outcome refused = place.run("nightly", "--date", "2026-10-01");

      assertThat(refused.exitCode()).isEqualTo(5);
      assertThat(refused.stderr()).contains("the-other-run");
      assertThat(other.isHeld()).isTrue();
    }
    Path lease = landing.write("warehouse/_lease", "a-dead-run\n2026-01-01T00:00:00Z");

    place.night("2026-10-01");

    assertThat(lease).doesNotExist();
    assertThat(place.table("run").count()).isEqualTo(1);
  }
}
