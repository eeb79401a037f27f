package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a closed month, it stays as it was closed. */
class ClosedMonthTest {
  @TempDir private Path folder;

  @Test
  void erasedSessionsKeepTheirMoneyAndALostTableReopensNothing() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-10T12:00:00Z", 10),
        record("b", "RM_2", "2026-09-10T13:00:00Z", 20),
        record("c", "RM_3", "2026-09-10T14:00:00Z", 30));
    place.night("2026-10-10");
    assertThat(place.run("close", "--month", "2026-09", "--force").exitCode()).isZero();
    List<String> days = place.rows("project_cost_daily");

    for (String session : List.of("RM_1", "RM_2")) {
      Place.Outcome erased = place.run("erase", "--session", session);
      assertThat(erased.exitCode()).as(erased.stderr()).isZero();
    }

    assertThat(charges(place))
        .containsExactly(
            "session_id= records=2 quantity=30 cost=30",
            "session_id=RM_3 records=1 quantity=30 cost=30");
    assertThat(place.rows("project_cost_daily")).isEqualTo(days);
    assertThat(place.rows("month_correction")).isEmpty();
    assertThat(place.run("backfill", "--from", "2026-09-10", "--to", "2026-09-10").stdout())
        .contains(": 1 day of closed months compared");
    assertThat(place.rows("project_cost_daily")).isEqualTo(days);

    place.deleteTable("cost_outlier");
    Place.Outcome refused = place.run("nightly", "--date", "2026-10-11");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("cost_outlier", "a month was closed");
    place.deleteTable("run");
    refused = place.run("nightly", "--date", "2026-10-11");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("run is not as the last run published it");
    assertThat(place.rows("month_close")).hasSize(1);
  }

  /** A bill that is restated, and a first price for usage that came late. */
  @Test
  void whatComesAfterTheCloseMovesOpenItemsAndCorrectionsOnce() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 2));
    landing.write("landing/rates/rate-card/n.yaml", preview("n", "2026-09-01", "0"));
    bill(landing, "2026-09-12", "3");
    place.night("2026-10-14");
    Place.Outcome closed = place.run("close", "--month", "2026-09");
    assertThat(closed.exitCode()).as(closed.stderr()).isZero();

    bill(landing, "2026-10-15", "2");
    landing.records(
        "2.jsonl",
        record("b", "RM_2", "2026-09-20T12:00:00Z", 5)
            .replace("\"model\":\"m\"", "\"model\":\"n\""));
    Place.Outcome restated = place.night("2026-10-15");
    landing.records("3.jsonl", record("c", "RM_3", "2026-10-14T12:00:00Z", 1));
    place.night("2026-10-16");

    assertThat(restated.stderr())
        .contains(
            "bills of closed months are others now, reconciliation keeps what they were:"
                + " openai proj_a 2026-09-10 is billed 2 USD");
    assertThat(
            Place.rows(
                place
                    .table("open_item_movement")
                    .filter("period_start < DATE'2026-10-01'")
                    .select("logical_date", "movement", "variance_usd")))
        .containsExactly(
            "logical_date=2026-10-14 movement=opened variance_usd=1.000000000000",
            "logical_date=2026-10-15 movement=cleared variance_usd=0.000000000000");

    assertThat(openItems(place)).doesNotContain("2026-09-10");
    bill(landing, "2026-10-16", "7");
    place.night("2026-10-16");
    assertThat(openItems(place))
        .contains("openai,proj_a,2026-09-10,2026-09-11,over_billed,2026-10-14,2,5,,,,5,");

    assertThat(place.rows("month_correction")).isEmpty();
    landing.write("landing/rates/rate-card/n2.yaml", preview("n2", "2026-09-15", "3"));
    place.night("2026-10-17");
    // 5 × 3
    assertThat(Place.rows(place.table("month_correction").select("usage_date", "delta_usd")))
        .containsExactly("usage_date=2026-09-20 delta_usd=15.000000000000");
  }

  /** Commands that compare nothing have a day too. */
  @Test
  void aMonthIsClosedByTheDayOfTheNewestNight() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 2));
    place.night("2026-10-01");

    place.run("maintain");
    assertThat(place.run("close", "--month", "2026-09").stderr())
        .contains("may change until 2026-10-03, and the newest night reported on 2026-10-01");
    place.run("ingest", "--date", "2026-10-14");
    assertThat(place.run("close", "--month", "2026-09").stderr())
        .contains("a day began, that are not priced and compared yet");
    place.run("reconcile", "--date", "2026-10-14");
    assertThat(place.run("close", "--month", "2026-09").exitCode()).isZero();
  }

  /** The charges are of before the close, the rows are not. */
  @Test
  void aReceiptSaysThatItsMonthIsClosed() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    String row = record("a", "RM_1", "2026-09-10T12:00:00Z", 2);
    landing.records("project=second/1.jsonl", row);
    place.night("2026-10-14");
    place.run("close", "--month", "2026-09");
    landing.records("project=another/2.jsonl", row.replace("\"a\"", "\"b\""));
    place.night("2026-10-15");

    assertThat(place.run("explain session", "RM_1").stdout())
        .contains("2026-09 is closed: its charges stay as they were")
        .contains("second (named by the folder of usage/usage-record/project=second/1.jsonl:1,")
        .contains("before the first of [another, second] was named)")
        .contains("rows of the session that are no longer these");
  }

  private String openItems(Place place) throws IOException {
    Path packs = folder.resolve("packs");
    Place.Outcome written =
        place.run("report", "--month", "2026-09", "--format", "csv", "--out", packs.toString());
    assertThat(written.exitCode()).as(written.stderr()).isZero();
    return Files.readString(packs.resolve("finance-2026-09-csv/open-items.csv"));
  }

  private static void bill(SmallLanding landing, String pulled, String usd) {
    landing.write(
        "landing/billing/billed-line/pulled=" + pulled + "T060000Z/1.csv",
        """
        biller,account,period_start,period_end,line_item,model,meter,category,amount_original,currency
        openai,proj_a,2026-09-10,2026-09-11,x,m,input_text,usage,%s,USD
        """
            .formatted(usd));
  }

  private static String preview(String id, String from, String price) {
    return """
    id: %s
    biller: openai
    effective_from: %sT00:00:00Z
    rates: [{model: n, prices: {input_text: %s}}]
    """
        .formatted(id, from, price);
  }

  private static List<String> charges(Place place) {
    return Place.rows(
        place
            .table("charge")
            .selectExpr(
                "session_id",
                "records",
                "cast(quantity AS INT) AS quantity",
                "cast(contracted_cost AS INT) AS cost"));
  }
}
