package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rates diff --card} says of a card before it is in use. */
class NewCardTest {
  @TempDir private Path folder;

  /** 10 tokens at 2 euros of 1.25 dollars, for 10 dollars. */
  @Test
  void aCardInAnotherCurrencyIsComparedWithWhatWasPublished() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10));
    landing.write("landing/rates/fx/2026.csv", "date,currency,usd\n2026-09-01,EUR,1.25\n");
    place.night("2026-10-01");
    whatARunAtWorkHasWritten(place);
    Path card =
        landing.write(
            "new.yaml",
            """
            id: new
            biller: openai
            currency: EUR
            effective_from: 2026-10-01T00:00:00Z
            rates: [{model: m, prices: {input_text: 2}}]
            """);

    Place.Outcome effect = place.run("rates diff", "--card", card.toString(), "--month", "2026-09");

    assertThat(effect.exitCode()).as(effect.stderr()).isZero();
    assertThat(effect.stdout())
        .containsPattern("total +10\\.0000 +25\\.0000 +15\\.0000")
        .doesNotContain("says nothing");
  }

  /** The same charges once more. */
  private static void whatARunAtWorkHasWritten(Place place) {
    place
        .table("charge")
        .withColumn("session_id", functions.lit("RM_2"))
        .write()
        .format("delta")
        .mode("append")
        .save(place.warehouse() + "/charge");
  }
}
