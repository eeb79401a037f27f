package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes late for days of one month changes what a bill of the month beside comes to. */
class OtherMonthsTest {
  private static final String DATE = "2026-11-10";
  private static final String BILL =
      """
      biller,account,period_start,period_end,line_item,model,meter,category,quantity,amount_original,currency
      livekit,p_1,2026-09-15,2026-10-15,x,webrtc,webrtc_seconds,usage,20,20,USD
      google,g_1,2026-07-31,2026-08-01,x,g,input_text,usage,100,100,USD
      anthropic,a_1,2026-05-31,2026-06-01,x,c,input_text,usage,40,40,USD
      anthropic,a_1,2026-06-01,2026-06-02,x,c,input_text,usage,60,60,USD
      anthropic,a_1,2026-03-10,2026-03-11,x,c,input_text,usage,10,15,USD
      """;

  @TempDir private Path folder;

  @Test
  void nightsGiveWhatOneNightGives() {
    SmallLanding landing = new SmallLanding(folder);
    card(landing, "livekit", "livekit", "webrtc", "webrtc_seconds: 1", "2026-03-01");
    card(landing, "google", "google", "g", "input_text: 1", "2026-03-01");
    card(landing, "anthropic", "anthropic", "c", "input_text: 1", "2026-03-01");
    landing.write("landing/billing/billed-line/1.csv", BILL);
    landing.write(costs("2026-10-01"), april("5"));
    landing.records(
        "1.jsonl",
        webrtc("a", "first", "2026-09-16T12:00:00Z"),
        text("google", "g_1", "g", "2026-07-31T12:00:00Z", 100),
        text("google", "g_1", "g", "2026-08-01T02:00:00Z", 40), // in July at Google
        text("anthropic", "a_1", "c", "2026-06-01T02:00:00Z", 40), // in May at the Pacific
        text("anthropic", "a_1", "c", "2026-06-01T12:00:00Z", 60),
        text("anthropic", "a_1", "c", "2026-03-10T12:00:00Z", 10));
    Place place = landing.place("by-night");
    place.night(DATE);

    landing.write(costs("2026-10-02"), april(""));
    landing.records(
        "2.jsonl",
        webrtc("b", "second", "2026-10-03T12:00:00Z"),
        text("google", "g_1", "g", "2026-08-02T00:30:00Z", 70), // on the 1st at Google
        text("anthropic", "a_1", "c", "2026-06-15T12:00:00Z", 1));
    place.night(DATE);
    Place second = landing.place("two-at-once");
    second.night(DATE);
    assertThat(BillsInAnyOrderTest.differences(place, second)).isEmpty();

    // nobody has recorded this card yet, but the bill of March was made with it
    card(landing, "unheard", "anthropic", "c", "input_text: 1.5", "2099-01-01");
    place.night(DATE);
    Place third = landing.place("three-at-once");
    third.night(DATE);
    assertThat(BillsInAnyOrderTest.differences(place, third)).isEmpty();
    assertThat(third.rows("reconciliation_cause")).anyMatch(row -> row.contains("rate_changed"));
  }

  private static void card(
      SmallLanding landing, String id, String biller, String model, String price, String recorded) {
    landing.write(
        "landing/rates/rate-card/" + id + ".yaml",
        """
        id: %s
        biller: %s
        effective_from: 2026-03-01T00:00:00Z
        recorded_at: %sT00:00:00Z
        rates: [{model: %s, prices: {%s}}]
        """
            .formatted(id, biller, recorded, model, price));
  }

  private static String webrtc(String id, String project, String usedAt) {
    return """
    {"usage_id":"%s","session_id":"RM_%s","project_id":"%s","used_at":"%s","provider":"livekit","account":"p_1",\
    "kind":"webrtc","model":"webrtc","quantities":{"webrtc_seconds":10}}"""
        .formatted(id, id, project, usedAt);
  }

  private static String text(
      String provider, String account, String model, String usedAt, int tokens) {
    return """
    {"usage_id":"%s","used_at":"%s","provider":"%s","account":"%s","kind":"llm","model":"%s",\
    "quantities":{"input_text":%d}}"""
        .formatted(provider + usedAt, usedAt, provider, account, model, tokens);
  }

  private static String costs(String pulled) {
    return "landing/billing/openai-costs/account=proj_a/pulled=" + pulled + "T060000Z/1.json";
  }

  /** A day of a month without usage; empty without an amount. */
  private static String april(String usd) {
    long start = LocalDate.parse("2026-04-10").atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    String cost =
        """
        {"object":"organization.costs.result","amount":{"value":"%s","currency":"usd"},"line_item":"m, input",\
        "project_id":"proj_a","quantity":5,"quantity_unit":"tokens"}"""
            .formatted(usd);
    return """
    {"object":"page","has_more":false,"next_page":null,"data":[
     {"object":"bucket","start_time":%d,"end_time":%d,"results":[%s]}]}
    """
        .formatted(start, start + 86_400, usd.isEmpty() ? "" : cost);
  }
}
