package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.jobs.Voxledger;
import io.voxledger.testing.OwnProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs in processes of their own are killed, after so many commits and milliseconds as a seed says.
 * {@code -Dvoxledger.kills=200} kills more of them, {@code -Dvoxledger.kills.seed=2} at others.
 */
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("voxledger.kills", 10);
  private static final long SEED = Long.getLong("voxledger.kills.seed", 1);

  /** Most killed runs leave their traces to one that is killed as well. */
  private static final int KILLS_IN_A_ROW = 5;

  /** About as many as a small night makes. */
  private static final int COMMITS = 16;

  private static final List<String> TABLES =
      List.of(
          "usage_record",
          "charge",
          "session_cost",
          "project_cost_daily",
          "provider_cost_daily",
          "quarantine",
          "reconciliation");

  @TempDir private Path folder;

  @Test
  void whateverMomentARunIsKilledAtTheNextOneMakesUpForIt() throws Exception {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("0.jsonl", record("a", "RM_0", "2026-09-10T23:00:00Z", 3));
    place.night("2026-10-01");
    Random random = new Random(SEED);
    int killed = 0;
    for (int i = 1; i <= KILLS; i++) {
      Map<String, Long> published = place.publishedVersions();
      landing.records(
          i + ".jsonl",
          record("b" + i, "RM_" + i % 5, "2026-09-1%dT01:00:00Z".formatted(i % 9), i),
          record("a", "RM_0", "2026-09-10T22:00:00Z", 3 + i),
          "{broken");

      boolean wasAtWork = killDuringNight(place, random);

      if (wasAtWork) {
        killed++;
        assertThat(place.publishedVersions()).isEqualTo(published);
      }
      landing.write("warehouse/_lease", "the-dead\n2026-01-01T00:00:00Z");
      if (i % KILLS_IN_A_ROW == 0) {
        place.night("2026-10-01");
      }
    }
    place.night("2026-10-01");
    System.out.println(killed + " of " + KILLS + " runs were killed before they had published");
    assertThat(killed).isGreaterThan(KILLS / 2);
    assertEqualToUndisturbed(place, landing.place("undisturbed"));
  }

  /** Whether it was killed before it had published. */
  private boolean killDuringNight(Place place, Random random) throws Exception {
    long runs = commits("run");
    long until = commits("") + random.nextInt(COMMITS);
    int more = random.nextInt(200);
    try (OwnProcess night =
        OwnProcess.start(
            Voxledger.class,
            "nightly",
            "--conf",
            place.conf().toString(),
            "--landing",
            place.landing(),
            "--warehouse",
            place.warehouse(),
            "--date",
            "2026-10-01")) {
      Path lease = folder.resolve("warehouse/_lease");
      while (night.isAlive() && !Files.exists(lease)) {
        Thread.sleep(5);
      }
      while (night.isAlive() && commits("") <= until) {
        Thread.sleep(5);
      }
      Thread.sleep(more);
      night.kill();
    }
    return commits("run") == runs;
  }

  /** How many commits a table has, or all tables together; files come and go meanwhile. */
  private long commits(String table) {
    File warehouse = folder.resolve("warehouse").toFile();
    String[] tables = table.isEmpty() ? warehouse.list() : new String[] {table};
    return Stream.of(tables)
        .map(name -> new File(warehouse, name + "/_delta_log").list())
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .filter(file -> file.matches("\\d+\\.json"))
        .count();
  }

  private static void assertEqualToUndisturbed(Place place, Place undisturbed) {
    undisturbed.night("2026-10-01");
    for (String table : TABLES) {
      assertThat(place.rows(table, "run_id", "first_run"))
          .as(table)
          .isEqualTo(undisturbed.rows(table, "run_id", "first_run"));
    }
  }
}
