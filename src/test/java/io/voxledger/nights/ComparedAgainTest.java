package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of prices, exchange rates and bills that come late, nights do what is new and no more. */
class ComparedAgainTest {
  private static final String DATE = "2026-11-10";
  private static final String BILL =
      "biller,account,period_start,period_end,line_item,model,meter,category,amount_original,currency\n";
  private static final String NIMBUS =
      """
      id: nimbus
      biller: nimbus
      currency: EUR
      effective_from: 2026-09-01T00:00:00Z
      rates: [{model: n, prices: {input_text: 2}}]
      """;

  @TempDir private Path folder;

  /** A euro is 1.25 dollars at first, and 1.3 from October on. */
  @Test
  void whatComesLateTouchesItsOwnDays() {
    SmallLanding landing = new SmallLanding(folder);
    landing.write("landing/rates/rate-card/nimbus.yaml", NIMBUS);
    landing.records(
        "1.jsonl",
        record("a", "", "2026-09-10T12:00:00Z", 10),
        record("b", "", "2026-10-10T12:00:00Z", 10),
        nimbus("c", "2026-09-12T12:00:00Z"),
        nimbus("d", "2026-10-12T12:00:00Z"));
    bill(landing, "1.csv", "openai,proj_a,2026-09-10,2026-09-11,x,m,input_text,usage,10,USD\n");
    bill(landing, "2.csv", "nimbus,n_1,2026-09-12,2026-09-13,x,n,input_text,usage,10,EUR\n");
    Place place = landing.place("late");

    assertThat(place.night(DATE).stderr())
        .contains(
            "1 bill line of nimbus, 10 EUR in all, count as nothing and leave their periods pending",
            "with a line 2026-09-12,EUR,");
    assertThat(totals(place))
        .contains(
            "biller=nimbus period_start=2026-09-12 billed_cost=0.000000000000 status=pending");

    landing.write("landing/rates/fx/1.csv", "date,currency,usd\n2026-09-01,EUR,1.25\n");
    Place.Outcome second = place.night(DATE);
    assertThat(second.exitCode()).as(second.stderr()).isZero();
    assertThat(totals(place)) // 10 × 1.25 billed, 5 × 2 × 1.25 computed
        .contains(
            "biller=nimbus period_start=2026-09-12 billed_cost=12.500000000000 status=matched");
    List<String> september = writtenBy(place, "2026-09");

    landing.write("landing/rates/fx/2.csv", "date,currency,usd\n2026-10-01,EUR,1.3\n");
    place.night(DATE);
    assertThat(place.newestRun().<String, Long>getJavaMap(place.newestRun().fieldIndex("counts")))
        .containsEntry("days_priced", 1L);
    bill(landing, "3.csv", "openai,proj_a,2026-10-10,2026-10-11,x,m,input_text,usage,10,USD\n");
    place.night(DATE);
    assertThat(writtenBy(place, "2026-09")).isEqualTo(september);

    Place once = landing.place("all-at-once");
    once.night(DATE);
    assertThat(totals(place)).isEqualTo(totals(once));
    assertThat(place.rows("charge", "run_id")).isEqualTo(once.rows("charge", "run_id"));
    assertThat(place.rows("billed_line", "run_id")).isEqualTo(once.rows("billed_line", "run_id"));
  }

  private static void bill(SmallLanding landing, String file, String lines) {
    landing.write("landing/billing/billed-line/" + file, BILL + lines);
  }

  private static String nimbus(String id, String usedAt) {
    return "{\"usage_id\":\"%s\",\"used_at\":\"%s\",\"provider\":\"nimbus\",\"account\":\"n_1\",\"kind\":\"llm\",\"model\":\"n\",\"quantities\":{\"input_text\":5}}"
        .formatted(id, usedAt);
  }

  private static List<String> totals(Place place) {
    return Place.rows(
        place
            .table("reconciliation")
            .filter("scope = 'total'")
            .select("biller", "period_start", "billed_cost", "status"));
  }

  private static List<String> writtenBy(Place place, String month) {
    return Place.rows(
        place
            .table("reconciliation")
            .filter("date_format(period_start, 'yyyy-MM') = '" + month + "'")
            .select("biller", "scope", "run_id"));
  }
}
