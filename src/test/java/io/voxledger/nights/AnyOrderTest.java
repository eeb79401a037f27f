package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invented worlds whose rows come over four nights in any order, split, repeated and late, give
 * what one night on all of them gives, and what an independent program computes from the contract.
 * More worlds, from {@code src/test/python/make_world.py SEED OUT --nights 4}, are tested where the
 * system property {@code voxledger.worlds} names their folder.
 */
class AnyOrderTest {
  private static final Path WORLDS = Path.of("src/test/resources/worlds");
  private static final String[] OF_THE_RUN = {"run_id"};

  /** Identities are spelt otherwise there; what they cost is compared. */
  private static final String[] NAMED_OTHERWISE_BY_ORACLE = {
    "quarantine", "usage_record", "unpriced_usage", "reconciliation"
  };

  /** Columns that name where a row stands, or when a difference was first seen. */
  private static final Map<String, String[]> TABLES =
      new TreeMap<>(
          Map.of(
              "usage_record", OF_THE_RUN,
              "session_event", OF_THE_RUN,
              "charge", OF_THE_RUN,
              "unpriced_usage", OF_THE_RUN,
              "session_cost", OF_THE_RUN,
              "project_cost_daily", OF_THE_RUN,
              "provider_cost_daily", OF_THE_RUN,
              "rate", OF_THE_RUN,
              "billed_line", OF_THE_RUN,
              "reconciliation", new String[] {"run_id", "first_seen", "age_days"}));

  @TempDir private Path folder;

  static List<Path> worlds() throws IOException {
    List<Path> worlds = new ArrayList<>();
    for (Path parent :
        List.of(WORLDS, Path.of(System.getProperty("voxledger.worlds", WORLDS.toString())))) {
      try (Stream<Path> found = Files.list(parent)) {
        found
            .filter(world -> world.getFileName().toString().startsWith("seed-"))
            .filter(world -> !worlds.contains(world))
            .sorted()
            .forEach(worlds::add);
      }
    }
    return worlds;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("worlds")
  void fourNightsGiveWhatOneNightGives(Path world) throws IOException {
    Place.copy(world.resolve("conf"), folder.resolve("conf"));
    Place byNight =
        new Place(
            folder.resolve("conf/voxledger.yaml"),
            "file:" + folder.resolve("landing"),
            "file:" + folder.resolve("by-night"));
    Map<String, BigDecimal> stated = new HashMap<>();
    for (int night = 1; night <= 4; night++) {
      if (Files.isDirectory(world.resolve("night" + night))) {
        Place.copy(world.resolve("night" + night), folder.resolve("landing"));
      }
      byNight.night("2026-10-01");
      follow(byNight, stated, world + " night " + night);
      assertRowsAreConserved(byNight);
    }
    Place atOnce = byNight.withWarehouse("file:" + folder.resolve("at-once"));
    atOnce.night("2026-10-01");

    for (Map.Entry<String, String[]> table : TABLES.entrySet()) {
      assertThat(byNight.rows(table.getKey(), table.getValue()))
          .as("%s of %s", table.getKey(), world)
          .isEqualTo(atOnce.rows(table.getKey(), table.getValue()));
    }
    for (String months : List.of("project_month", "plan_usage")) {
      assertThat(byNight.rows(months, OF_THE_RUN))
          .as("%s of %s", months, world)
          .isEqualTo(atOnce.rows(months, OF_THE_RUN));
    }
    assertThat(
            ExpectedTables.differences(byNight, world.resolve("oracle"), NAMED_OTHERWISE_BY_ORACLE))
        .isEmpty();
  }

  /** A day's total when it was first published and all that was restated since add up to it now. */
  private static void follow(Place place, Map<String, BigDecimal> stated, String when) {
    String runId = place.newestRun().getAs("run_id");
    Map<String, BigDecimal> now = new HashMap<>();
    for (Row row : place.table("project_cost_daily").collectAsList()) {
      now.put(row.getAs("usage_date") + " " + row.getAs("project_id"), row.getAs("total_cost_usd"));
    }
    var publishedDays = stated.keySet().stream().map(key -> key.substring(0, 10)).toList();
    for (Row row : place.table("restatement").filter("run_id = '" + runId + "'").collectAsList()) {
      String key = row.getAs("usage_date") + " " + row.getAs("project_id");
      assertThat(publishedDays).as(when).contains(key.substring(0, 10));
      stated.merge(key, row.getAs("delta_usd"), BigDecimal::add);
    }
    now.forEach(
        (key, total) -> {
          if (!publishedDays.contains(key.substring(0, 10))) {
            stated.put(key, total);
          }
        });
    Map<String, BigDecimal> missing = new TreeMap<>();
    stated.forEach(
        (key, total) -> {
          BigDecimal difference = now.getOrDefault(key, BigDecimal.ZERO).subtract(total);
          if (difference.signum() != 0) {
            missing.put(key, difference);
          }
        });
    assertThat(missing).as("not restated, " + when).isEmpty();
    assertThat(stated.keySet()).as(when).containsAll(now.keySet());
  }

  private static void assertRowsAreConserved(Place place) {
    List<Row> broken =
        TestSpark.session()
            .sql(
                """
                SELECT file FROM delta.`%s/ingested_file`
                WHERE rows_read <> rows_accepted + rows_duplicate + rows_superseded + rows_quarantined
                      + aggregate(map_values(rows_ignored), 0L, (a, b) -> a + b)
                   OR least(rows_accepted, rows_duplicate, rows_superseded, rows_quarantined) < 0
                """
                    .formatted(place.warehouse()))
            .collectAsList();
    assertThat(broken).isEmpty();
  }
}
