package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.tables.AllTables;
import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of the bundled sample is forgotten, and with {@code maintain} for good. */
class EraseAndMaintainTest {
  private static final String SESSION = "RM_interview_full";

  @TempDir private Path folder;

  @Test
  void anErasedSessionLeavesItsMoneyAndNothingElse() throws Exception {
    Place place = Sample.in("file:" + folder.resolve("warehouse"));
    place.night(Sample.DATE);
    Map<String, Long> firstNight = place.publishedVersions();
    List<String> totals = totals(place);
    BigDecimal ofSession = sum(place, "session_id = '" + SESSION + "'");
    BigDecimal ofNone = sum(place, "session_id IS NULL");
    long sessions = place.table("session_cost").count();
    assertThat(ofSession).isPositive();

    Place.Outcome erased = place.run("erase", "--session", SESSION);

    assertThat(erased.exitCode()).as(erased.stderr()).isZero();
    assertThat(erased.stdout()).contains("usage/openai-realtime/");
    assertThat(place.publishedVersions().keySet()).isEqualTo(firstNight.keySet());
    for (var table : AllTables.ALL) {
      assertThat(place.rows(table.name()).stream().filter(row -> row.contains(SESSION)))
          .as(table.name())
          .isEmpty();
    }
    assertThat(logsNaming(SESSION)).isEmpty();
    assertThat(totals(place)).isEqualTo(totals);
    assertThat(sum(place, "session_id IS NULL")).isEqualByComparingTo(ofNone.add(ofSession));
    assertThat(place.table("session_cost").count()).isEqualTo(sessions - 1);
    assertThat(place.table("restatement").count()).isZero();

    // with another setting, all sessions are settled again from what is stored
    place.withConf(anotherSetting()).night(Sample.DATE);

    assertThat(totals(place)).isEqualTo(totals);
    Map<String, Long> newest = place.publishedVersions();

    Place.Outcome maintained = place.run("maintain", "--audit-days", "0", "--json");

    assertThat(maintained.exitCode()).as(maintained.stderr()).isZero();
    assertThat(totals(place)).isEqualTo(totals);
    assertThat(Place.rows(place.tableAt("usage_record", newest.get("usage_record"))))
        .isEqualTo(place.rows("usage_record"));
    assertThatThrownBy(
            () -> place.tableAt("usage_record", firstNight.get("usage_record")).collectAsList())
        .hasStackTraceContaining("usage_record");
    place.night(Sample.DATE);
    assertThat(totals(place)).isEqualTo(totals);
    assertThat(place.run("erase", "--session", SESSION).exitCode()).isEqualTo(1);
  }

  @Test
  void aSessionThatIsOnlyInQuarantineIsErasedThere() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records(
        "1.jsonl",
        SmallLanding.record("a", "RM_good", "2026-09-10T10:00:00Z", 3),
        SmallLanding.record("b", "RM_bad", "yesterday", 3),
        SmallLanding.record("c", "RM_bad2", "yesterday", 3));
    place.night("2026-10-01");
    assertThat(place.rows("quarantine").toString()).contains("RM_bad");
    assertThat(place.run("erase", "--session", "RM").exitCode()).isEqualTo(1);

    Place.Outcome erased = place.run("erase", "--session", "RM_bad");

    assertThat(erased.exitCode()).as(erased.stderr()).isZero();
    assertThat(erased.stdout()).contains("usage/usage-record/1.jsonl");
    assertThat(place.rows("quarantine").toString())
        .doesNotContain("RM_bad\"")
        .contains("RM_bad2\"", "erased");
    assertThat(sum(place, "session_id = 'RM_good'")).isEqualByComparingTo("3");
    assertThat(place.run("erase", "--session", "RM_bad").exitCode()).isEqualTo(1);
  }

  /** Logs of tables outlive the files that they name. */
  private List<Path> logsNaming(String session) throws IOException {
    List<Path> naming = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        if (Files.readString(file).contains(session)) {
          naming.add(file);
        }
      }
    }
    return naming;
  }

  private Path anotherSetting() throws IOException {
    Path conf = folder.resolve("conf");
    Place.copy(Sample.CONF.getParent(), conf);
    Files.writeString(
        conf.resolve("providers.yaml"),
        "\nfoo: [\"*.bar.internal\"]\n",
        java.nio.file.StandardOpenOption.APPEND);
    return conf.resolve("voxledger.yaml");
  }

  /** Costs by what a bill could be compared with. */
  private static List<String> totals(Place place) {
    place.table("charge").createOrReplaceTempView("charge_of_place");
    return Place.rows(
        TestSpark.session()
            .sql(
                """
                SELECT project_id, usage_date, billing_date, biller, account, sku, meter,
                  sum(records) AS records, sum(billable_quantity) AS billable_quantity,
                  sum(list_cost) AS list_cost, sum(contracted_cost) AS contracted_cost
                FROM charge_of_place GROUP BY ALL"""));
  }

  private static BigDecimal sum(Place place, String where) {
    Row row =
        place
            .table("charge")
            .filter(where)
            .agg(new TreeMap<>(Map.of("contracted_cost", "sum")))
            .first();
    return row.isNullAt(0) ? BigDecimal.ZERO : row.getDecimal(0);
  }
}
