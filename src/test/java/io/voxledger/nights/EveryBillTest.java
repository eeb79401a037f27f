package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.sources.bills.BillReader;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.sources.bills.SampleBills;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night on the samples of all sources of bills at once, Parquet too. */
class EveryBillTest {
  private static final String USED = "standing = 'used'";

  @TempDir private Path folder;

  @Test
  void everyBillComesToWhatItsSampleSaysAndTheReconciliationToTheSameSum() throws IOException {
    Place place = landAll();

    Place.Outcome night = place.night("2026-12-31");

    assertThat(night.exitCode()).as("two files are unreadable: %s", night.stderr()).isEqualTo(4);
    assertThat(used(place)).isEqualTo(expected());
    assertThat(place.table("quarantine").count()).isEqualTo(badRows() + 1);
    everyBillIsReconciled(place);
    quantitiesWithoutMoneyAreEvidence(place);
    anAllowanceIsNeitherAPriceNorAQuantity(place);
    ratesOfDaysBeforeAreFlagged(place);
    assertThat(place.rows("billed_line").toString()).doesNotContain("+1415", "+1202");
  }

  private Place landAll() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    for (BillReader reader : BillReaders.all()) {
      String source = reader.source().folder();
      Place.copy(
          SampleBills.ROOT.resolve(source).resolve("landing"),
          folder.resolve("landing/billing").resolve(source));
    }
    landing.write("landing/billing/gcp-billing/broken.parquet", "PAR1 but no footer");
    landing.write(
        "landing/rates/fx/2026.csv",
        "date,currency,usd\n2026-01-02,EUR,1.10\n2026-01-02,TWD,0.03\n");
    landing.write(
        "landing/rates/rate-card/livekit.yaml",
        """
        id: livekit
        biller: livekit
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: webrtc, per: 60, prices: {webrtc_seconds: 0.0005}, increment: 60}]
        """);
    landing.records(
        "webrtc.jsonl",
        // 131,004 minutes
        """
        {"usage_id":"w","used_at":"2026-09-10T12:00:00Z","provider":"livekit","biller":"livekit","route":"livekit","account":"p_abc123","kind":"webrtc","model":"webrtc","quantities":{"webrtc_seconds":7860240}}"""
            .strip());
    landing.write(
        "conf/voxledger.yaml",
        "rates: []\naccounts: {openai: settings-openai, anthropic: settings-anthropic,"
            + " deepgram: settings-deepgram, telnyx: settings-telnyx, xai: settings-xai}\n");
    return landing.place("warehouse");
  }

  private static Map<String, BigDecimal> expected() throws IOException {
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (BillReader reader : BillReaders.all()) {
      if (reader.source().bills()) {
        totals.put(reader.source().folder(), plain(SampleBills.of(reader.source()).total()));
      }
    }
    // The calls of 18 November are on the usage records of that account and day, too.
    totals.merge("twilio-calls", new BigDecimal("0.034"), (all, same) -> plain(all.subtract(same)));
    return totals;
  }

  private static Map<String, BigDecimal> used(Place place) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    place
        .table("billed_line")
        .filter(USED)
        .groupBy("source")
        .agg(Map.of("billed_cost_usd", "sum"))
        .collectAsList()
        .forEach(row -> totals.put(row.getString(0), plain(row.getDecimal(1))));
    return totals;
  }

  private static long badRows() throws IOException {
    long rows = 0;
    for (BillReader reader : BillReaders.all()) {
      Path list = SampleBills.ROOT.resolve(reader.source().folder()).resolve("quarantine.csv");
      rows += Files.readAllLines(list).size() - 1;
    }
    return rows;
  }

  private static void everyBillIsReconciled(Place place) throws IOException {
    BigDecimal all = expected().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Dataset<Row> reconciliation = place.table("reconciliation");

    assertThat(sum(reconciliation.filter("scope = 'total'"), "billed_cost"))
        .isEqualByComparingTo(all);
    assertThat(sum(reconciliation.filter("scope <> 'total'"), "billed_cost"))
        .isEqualByComparingTo(all);
    assertThat(sum(reconciliation.filter("scope = 'total'"), "fx_variance"))
        .isEqualByComparingTo(fx());
  }

  /**
   * The bills' exchange rates against ours: 0.001257137 + 2 × 0.002512428662 for TWD, 8 − 7.7 and
   * 121.5 − 121 for EUR.
   */
  private static BigDecimal fx() {
    return new BigDecimal("0.806281994324");
  }

  private static void quantitiesWithoutMoneyAreEvidence(Place place) {
    assertThat(
            place
                .table("billed_quantity")
                .selectExpr("concat_ws(' ', model, meter, cast(quantity AS INT), requests)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder(
            "tts-1 characters 45 1",
            "whisper-1 audio_seconds 10 1",
            "gpt-5.4-2026-03-05 input 110 3",
            "gpt-5.4-2026-03-05 cache_read 40 2",
            "gpt-5.4-2026-03-05 output 8 3");
  }

  /** 131,004 of 150,000 included minutes: 65.502 USD are billed and taken off again. */
  private static void anAllowanceIsNeitherAPriceNorAQuantity(Place place) {
    List<Row> rows =
        place
            .table("reconciliation")
            .filter("biller = 'livekit' AND account = 'p_abc123' AND period_start = '2026-09-01'")
            .filter("sku = 'webrtc' OR line_item = 'allowance'")
            .orderBy("scope")
            .collectAsList();

    Row allowance = rows.get(0);
    Row line = rows.get(1);
    assertThat(rows).hasSize(2);
    assertThat(line.<String>getAs("status")).isEqualTo("matched");
    assertThat(line.<BigDecimal>getAs("variance")).isEqualByComparingTo("0");
    assertThat(line.<BigDecimal>getAs("billed_quantity")).isEqualByComparingTo("7860240");
    // 50 for agents, 65.502 for WebRTC, 30 for data, 20 for SIP
    assertThat(allowance.<BigDecimal>getAs("plan_allowance")).isEqualByComparingTo("-165.502");
  }

  private static void ratesOfDaysBeforeAreFlagged(Place place) {
    Dataset<Row> foreign = place.table("billed_line").filter("currency <> 'USD'");
    assertThat(foreign.count()).isPositive();
    assertThat(foreign.filter("NOT array_contains(flags, 'fx_carried')").count()).isZero();
  }

  private static BigDecimal sum(Dataset<Row> rows, String column) {
    return rows.agg(Map.of(column, "sum")).first().getDecimal(0);
  }

  private static BigDecimal plain(BigDecimal amount) {
    return amount.stripTrailingZeros();
  }
}
