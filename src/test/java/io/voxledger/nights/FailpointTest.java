package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.FailingFileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run dies where it writes, commits, renames or deletes, at one place after the other: each next
 * run first takes back what the one before left, and dies a little later itself.
 */
class FailpointTest {
  /** 1 for every place, which takes half an hour; {@code jobs/endure} asks for that. */
  private static final int STEP = Integer.getInteger("voxledger.failpoints.step", 60);

  /** Only runs that take long enough come to it. */
  private static final String RENEWAL = "write _lease again";

  @TempDir private Path folder;
  private SmallLanding landing;
  private Place place;

  @BeforeEach
  void firstNight() {
    FailingFileSystem.dieAt("");
    landing = new SmallLanding(folder);
    place = landing.place(FailingFileSystem.SCHEME, "warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T23:00:00Z", 3));
    place.night("2026-10-01");
  }

  @Test
  void aRunThatDiesAnywhereIsTakenBackAndTheNextOneMakesUpForIt() {
    Map<String, Long> published = place.publishedVersions();
    Map<String, List<String>> firstNight = tablesAt(place, published);
    landSecondDay();
    Map<String, List<String>> undisturbed = undisturbed();
    List<String> places =
        FailingFileSystem.places().stream().filter(place -> !place.equals(RENEWAL)).toList();
    assertThat(places).hasSizeGreaterThan(40);

    int publishing = places.indexOf("rename run log");
    List<String> deaths = everyNth(places.subList(0, publishing + 1));
    for (String death : deaths) {
      FailingFileSystem.dieAt(death);
      Place.Outcome died = place.run("nightly", "--date", "2026-10-01");
      assertThat(FailingFileSystem.isDead()).as(death + "\n" + died.stderr()).isTrue();
      assertThat(died.exitCode()).as(death).isEqualTo(1);
      resurrect();
      assertThat(place.publishedVersions()).as(death).isEqualTo(published);
    }
    System.out.println(deaths.size() + " deaths at the " + (publishing + 1) + " places of a night");
    assertThat(tablesAt(place, published)).isEqualTo(firstNight);

    FailingFileSystem.dieAt(places.get(publishing + 1));
    place.run("nightly", "--date", "2026-10-01");
    resurrect();
    assertThat(tablesAt(place, place.publishedVersions())).isEqualTo(undisturbed);
    Map<String, Long> whole = place.publishedVersions();
    place.night("2026-10-01");
    assertThat(place.publishedVersions()).as("nothing was left to do").isEqualTo(whole);
  }

  /** The last one, which publishes, is always among them. */
  private static List<String> everyNth(List<String> places) {
    List<String> some = new ArrayList<>();
    for (int i = places.size() - 1; i >= 0; i -= STEP) {
      some.add(0, places.get(i));
    }
    return some;
  }

  /** What a dead run held, it holds until its lease expires. */
  private void resurrect() {
    FailingFileSystem.dieAt("");
    landing.write("warehouse/_lease", "the-dead\n2026-01-01T00:00:00Z");
  }

  /** A revised record, a bill, a new price, a webhook, an estimate and a broken row. */
  private void landSecondDay() {
    landing.records(
        "2.jsonl",
        record("b", "RM_1", "2026-09-11T01:00:00Z", 4),
        record("a", "RM_1", "2026-09-10T22:00:00Z", 5), // an earlier time of use: it replaces a
        "{broken");
    landing.card("b", "2026-09-20T00:00:00Z", "2");
    landing.write(
        "landing/usage/livekit-webhook/1.jsonl",
        """
        {"event":"room_finished","room":{"sid":"RM_1","name":"a"},"id":"EV_1","createdAt":"1789090000"}
        """);
    landing.write(
        "landing/usage/cost-update/1.jsonl",
        """
        {"session_id":"RM_1","observed_at":"2026-09-11T01:00:00Z","event":{"type":"cost_update","total_usd":9.03,"elapsed_sec":600.0}}
        """);
    landing.write(
        "landing/billing/openai-costs/pulled=2026-09-20T060000Z/page-1.json",
        """
        {"object":"page","has_more":false,"next_page":null,"data":[
        {"object":"bucket","start_time":1788998400,"end_time":1789084800,"results":[
        {"object":"organization.costs.result","amount":{"value":"6","currency":"usd"},
        "line_item":"m, input","project_id":"proj_a"}]}]}
        """);
  }

  private Map<String, List<String>> undisturbed() {
    Place.copy(folder.resolve("warehouse"), folder.resolve("warehouse-undisturbed"));
    Place other = landing.place(FailingFileSystem.SCHEME, "warehouse-undisturbed");
    FailingFileSystem.dieAt("");
    other.night("2026-10-01");
    return tablesAt(other, other.publishedVersions());
  }

  private Map<String, List<String>> tablesAt(Place of, Map<String, Long> versions) {
    Map<String, List<String>> tables = new TreeMap<>();
    versions.forEach(
        (table, version) -> {
          tables.put(table, Place.rows(of.tableAt(table, version), "run_id", "first_run"));
        });
    return tables;
  }
}
