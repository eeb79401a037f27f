package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bills over a month in euros, while the euro moves. Each of two days uses 60 tokens of input at 2
 * euros and 20 of output at 4; a euro is 1.10 dollars on the first of the month and 1.20 from the
 * 20th on.
 */
class ForeignBillTest {
  private static final String DATE = "2026-10-10";
  private static final String BILL =
      "biller,account,period_start,period_end,line_item,model,meter,category,quantity,unit,amount_original,currency\n";
  private static final String NIMBUS =
      """
      id: nimbus
      biller: nimbus
      currency: EUR
      effective_from: 2026-09-01T00:00:00Z
      rates: [{model: n, prices: {input_text: 2, output_text: 4}}]
      """;

  @TempDir private Path folder;
  private SmallLanding landing;

  @BeforeEach
  void twoDaysOfUse() {
    landing = new SmallLanding(folder);
    landing.write("landing/rates/rate-card/nimbus.yaml", NIMBUS);
    landing.records("1.jsonl", nimbus("a", "2026-09-05"), nimbus("b", "2026-09-25"));
    exchangeRates("1.csv", "2026-09-01,EUR,1.10");
  }

  /** 200 × 1.10 + 200 × 1.20 = 460 computed, 400 × 1.10 = 440 billed. */
  @Test
  void aRateThatMovedIsNoDiscount() {
    exchangeRates("2.csv", "2026-09-20,EUR,1.20");
    bill("240", "160");
    Place place = landing.place("warehouse");

    place.night(DATE);

    assertThat(rows(place))
        .containsExactly(
            // 240 × 1.10 − 120 × 1.10 − 120 × 1.20, and 160 × 1.10 − 80 × 1.10 − 80 × 1.20
            "scope=line variance=-12.000000000000 usage_variance=0.000000000000 rate_variance=0.000000000000 fx_variance=-12.000000000000",
            "scope=line variance=-8.000000000000 usage_variance=0.000000000000 rate_variance=0.000000000000 fx_variance=-8.000000000000",
            "scope=total variance=-20.000000000000 usage_variance=0.000000000000 rate_variance=0.000000000000 fx_variance=-20.000000000000");
    assertThat(causes(place))
        .containsExactly("cause=fx_rate amount=-20.000000000000 confidence=exact");
  }

  /** A tenth more: 440 × 1.15, our average, is 506, 46 above 460; 440 × 1.10 is 22 below that. */
  @Test
  void aMarkupIsFoundBesideIt() {
    exchangeRates("2.csv", "2026-09-20,EUR,1.20");
    bill("264", "176");
    Place place = landing.place("warehouse");

    place.night(DATE);

    assertThat(causes(place))
        .containsExactlyInAnyOrder(
            "cause=markup amount=46.000000000000 confidence=exact",
            "cause=fx_rate amount=-22.000000000000 confidence=exact");
  }

  /** Prices in dollars do not move with the euro; what the bill's euros are worth does. */
  @Test
  void aRateThatComesLateIsComparedAgain() {
    landing.write("landing/rates/rate-card/nimbus.yaml", NIMBUS.replace("EUR", "USD"));
    bill("240", "160");
    Place place = landing.place("late");
    place.night(DATE);
    assertThat(rows(place)).noneMatch(row -> row.contains("fx_variance=-"));

    exchangeRates("2.csv", "2026-09-20,EUR,1.20");
    place.night(DATE);

    Place once = landing.place("all-at-once");
    once.night(DATE);
    assertThat(rows(place)).isEqualTo(rows(once)).allMatch(row -> row.contains("fx_variance=-"));
    assertThat(causes(place)).isEqualTo(causes(once));
  }

  private void bill(String input, String output) {
    landing.write(
        "landing/billing/billed-line/1.csv",
        BILL + line("input_text", "120", input) + line("output_text", "40", output));
  }

  private static String line(String meter, String tokens, String euros) {
    return "nimbus,n_1,2026-09-01,2026-10-01,x,n,%s,usage,%s,token,%s,EUR\n"
        .formatted(meter, tokens, euros);
  }

  private void exchangeRates(String file, String line) {
    landing.write("landing/rates/fx/" + file, "date,currency,usd\n" + line + "\n");
  }

  private static String nimbus(String id, String day) {
    return "{\"usage_id\":\"%s\",\"used_at\":\"%sT12:00:00Z\",\"provider\":\"nimbus\",\"account\":\"n_1\",\"kind\":\"llm\",\"model\":\"n\",\"quantities\":{\"input_text\":60,\"output_text\":20}}"
        .formatted(id, day);
  }

  private static List<String> rows(Place place) {
    return Place.rows(
        place
            .table("reconciliation")
            .filter("biller = 'nimbus'")
            .select("scope", "variance", "usage_variance", "rate_variance", "fx_variance"));
  }

  private static List<String> causes(Place place) {
    return Place.rows(place.table("reconciliation_cause").select("cause", "amount", "confidence"));
  }
}
