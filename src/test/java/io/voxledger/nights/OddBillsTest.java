package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bills and exchange rates of which a part is no good cost that part, and never money or a night.
 */
class OddBillsTest {
  private static final String COLUMNS =
      "biller,account,period_start,period_end,line_item,model,sku,meter,category,quantity,unit,amount_original,currency,billed_cost_usd,final,invoice_id\n";
  private static final String LINE =
      "nimbus,%s,2026-09-10,2026-09-11,x,m1,,input_text,usage,,,%s,%s,,,\n";
  private static final String CALLS =
      "Sid,AccountSid,StartTime,Duration,Price,PriceUnit,Direction\n";
  private static final String CALL =
      "%s,AC1,\"Thu, 10 Sep 2026 13:15:20 +0000\",60,%s,USD,trunking-originating\n";

  @TempDir private Path folder;

  private final String bills = "landing/billing/billed-line/";

  @Test
  void whatIsNoGoodTakesNothingElseWithIt() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 10));
    landing.write(
        "landing/rates/fx/2026-09.csv",
        "date,currency,usd\n2026-09-10,EUR,1.10\n2026-09-10,TRY,n/a\n");
    landing.write(bills + "pulled=2026-09-20T060000Z/a.csv", COLUMNS + line("whole", "10", "EUR"));
    landing.write(bills + "pulled=2026-09-25T060000Z/a.csv", COLUMNS + line("whole", "6", "EUR"));
    landing.write(bills + "pulled=2026-09-25T060000Z/b.csv.gz", "the rest did not come");
    landing.write(bills + "absurd.csv", COLUMNS + line("absurd", "9000000000000000", "EUR"));
    landing.write(
        "landing/billing/twilio-calls/Calls.csv",
        CALLS + CALL.formatted("CA1", "-0.85") + CALL.formatted("CA2", ""));

    Place.Outcome first = place.night("2026-10-01");
    landing.write("landing/billing/twilio-calls/Calls.csv", CALLS + CALL.formatted("CA2", "-0.40"));
    Place.Outcome second = place.night("2026-10-02");

    assertThat(first.exitCode()).as(first.stderr()).isEqualTo(4);
    assertThat(first.stdout()).contains("rates/fx/2026-09.csv:3: usd: 'n/a' is not a number");
    assertThat(first.stderr())
        .contains("billed-line 2026-09-25T060000Z is not used: a page of it could not be read")
        .contains("absurd.csv: a line of 9000000000000000 EUR is not counted");
    assertThat(second.exitCode()).as(second.stderr()).isZero();
    // 10 × 1.10 of the pull that is whole; both calls, though the second file has only one
    assertThat(used(place))
        .containsExactly(
            "biller=nimbus account=absurd billed_cost_usd=",
            "biller=nimbus account=whole billed_cost_usd=11.000000000000",
            "biller=twilio account=AC1 billed_cost_usd=0.400000000000",
            "biller=twilio account=AC1 billed_cost_usd=0.850000000000");

    landing.write(
        bills + "pulled=2026-09-25T060000Z/b.csv.gz", COLUMNS + line("whole", "5", "EUR"));
    assertThat(place.night("2026-10-03").exitCode()).isEqualTo(4); // still no gzip
    landing.write(bills + "pulled=2026-09-26T060000Z/a.csv", COLUMNS + line("whole", "20", "EUR"));
    place.night("2026-10-03");
    assertThat(used(place)).contains("biller=nimbus account=whole billed_cost_usd=22.000000000000");
  }

  /**
   * 03:00 UTC on the 14th is the evening of the 13th where the biller's days begin; the bill of the
   * 16th has the plain name of what was reported with a date.
   */
  @Test
  void usageWithoutAPriceIsOnTheBillersDayByTheNameOnTheCard() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("of-a-zone");
    landing.write(
        "conf/voxledger.yaml",
        "{accounts: {openai: proj_a}, billers: {openai: {time_zone: America/Los_Angeles}}}");
    landing.write(
        "landing/rates/rate-card/voice.yaml",
        """
        id: voice
        biller: openai
        effective_from: 2026-09-01T00:00:00Z
        rates: [{model: voice, aliases: [voice-2026-08-28], prices: {input_audio: 1}}]
        """);
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-14T03:00:00Z", 10).replace("\"m\"", "\"new\""),
        record("b", "RM_2", "2026-09-16T12:00:00Z", 10).replace("\"m\"", "\"voice-2026-08-28\""));
    landing.write(
        bills + "1.csv",
        COLUMNS
            + "openai,proj_a,2026-09-13,2026-09-14,x,new,,input_text,usage,10,token,5,USD,,,\n"
            + "openai,proj_a,2026-09-16,2026-09-17,x,voice,,input_text,usage,10,token,5,USD,,,\n");

    assertThat(place.night("2026-10-01").exitCode()).isZero();

    assertThat(Place.rows(place.table("reconciliation_cause").select("period_start", "cause")))
        .containsExactly(
            "period_start=2026-09-13 cause=unpriced_usage",
            "period_start=2026-09-16 cause=unpriced_usage");
  }

  private static String line(String account, String amount, String currency) {
    return LINE.formatted(account, amount, currency);
  }

  private static List<String> used(Place place) {
    return Place.rows(
        place
            .table("billed_line")
            .filter("standing = 'used'")
            .orderBy("biller", "account", "billed_cost_usd")
            .select("biller", "account", "billed_cost_usd"));
  }
}
