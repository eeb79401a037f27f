package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad rows of usage, of a bill and of exchange rates are read again, bad or mended. */
class ReplayedQuarantineTest {
  private static final String BAD = "{\"usage_id\":\"b\"}";

  @TempDir private Path folder;

  @Test
  void whatIsBadAgainKeepsItsEntryAndAMendedFileIsReadLikeANewOne() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10), BAD);
    landing.write(
        "landing/rates/fx/1.csv", "date,currency,usd\n2026-09-10,EUR,1.10\n2026-09-10,TRY,n/a\n");
    landing.write(
        "landing/billing/billed-line/1.csv",
        """
        biller,account,period_start,period_end,line_item,model,category,amount_original,currency
        openai,proj_a,2026-09-10,2026-09-11,x,m,usage,10,USD
        openai,proj_a,2026-09-10,2026-09-11,y,m,usage,ten,USD
        """);
    place.night("2026-09-30");
    List<String> quarantine = quarantine(place);

    replay(place);
    replay(place);

    assertThat(quarantine).hasSize(3).allMatch(row -> row.endsWith("resolved=false"));
    assertThat(quarantine(place)).isEqualTo(quarantine);

    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-10T12:00:00Z", 10),
        record("b", "RM_1", "2026-09-10T12:00:00Z", 20));
    replay(place);

    assertThat(
            Place.rows(
                place
                    .table("ingested_file")
                    .filter("current AND source = 'usage-record'")
                    .select("rows_read", "rows_accepted", "rows_duplicate", "rows_quarantined")))
        .containsExactly("rows_read=2 rows_accepted=1 rows_duplicate=1 rows_quarantined=0");
    assertThat(quarantine(place)).filteredOn(row -> row.endsWith("resolved=true")).hasSize(1);
  }

  private static void replay(Place place) {
    Place.Outcome outcome = place.run("ingest", "--replay-quarantine");
    assertThat(outcome.exitCode()).as(outcome.stderr()).isIn(0, 4);
  }

  private static List<String> quarantine(Place place) {
    return Place.rows(
        place
            .table("quarantine")
            .selectExpr(
                "file", "line", "reason", "first_run", "resolved_run IS NOT NULL AS resolved"));
  }
}
