package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Price lists of other projects beside rate cards, night after night. */
class ImportedRatesNightTest {
  private static final String PULL = "landing/rates/litellm/pulled=2026-09-05T000000Z/map.json";

  @TempDir private Path folder;

  @Test
  void importedPricesHoldFromTheirPullOnAndOnlyThoseThatAreChargedStandInTableRate() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.write(PULL, map("0.5"));
    landing.write("landing/rates/litellm/map.json", map("7"));
    landing.records(
        "1.jsonl",
        record("before", "RM_1", "2026-09-04T12:00:00Z", 10),
        record("after", "RM_2", "2026-09-06T12:00:00Z", 10));
    place.night("2026-10-01");

    // card a: 10 × 1; from the pull on the list is effective later: 10 × 0.5
    assertThat(Sample.projectDays(place))
        .isEqualTo(Sample.numbers("first 2026-09-04", "10", "first 2026-09-06", "5"));
    assertThat(rates(place))
        .containsExactly("a m", "litellm:openai:2026-09-05T00:00:00Z@2026-09-05T00:00:00Z m");
    assertThat(place.table("quarantine").select("file", "reason").collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactly("rates/litellm/map.json invalid_rate_card");
    assertThat(place.table("ingested_file").filter("rows_read = 3").count()).isEqualTo(1);

    long rate = place.publishedVersions().get("rate");
    long cards = place.publishedVersions().get("priced_card");
    place.night("2026-10-01");
    assertThat(place.publishedVersions().get("rate")).as("nothing new").isEqualTo(rate);
    assertThat(place.publishedVersions().get("priced_card")).isEqualTo(cards);

    landing.write(PULL, map("0.25")); // corrected: priced again, and no other day
    place.night("2026-10-01");
    assertThat(Sample.projectDays(place))
        .isEqualTo(Sample.numbers("first 2026-09-04", "10", "first 2026-09-06", "2.5"));
    assertThat(place.table("rate").filter("price = 250000 AND per = 1000000").count()).isPositive();
    assertThat(place.table("rate").filter("price = 500000").count()).isZero();
  }

  /** Three models: one that is used, one that is not, one that has no meter. */
  private static String map(String price) {
    return """
        {"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": %s},
         "other": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": %s},
         "picture": {"litellm_provider": "openai", "output_cost_per_image": 0.04}}
        """
        .formatted(price, price);
  }

  private static List<String> rates(Place place) {
    return place.table("rate").select("card_id", "model").distinct().collectAsList().stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .sorted()
        .toList();
  }
}
