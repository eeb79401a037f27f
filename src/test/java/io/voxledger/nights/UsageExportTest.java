package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill that names no tier, and the provider's usage export that does. */
class UsageExportTest {
  private static final long START = Instant.parse("2026-09-14T00:00:00Z").getEpochSecond();

  private static final String CARD =
      """
      id: tiers
      biller: openai
      effective_from: 2026-09-01T00:00:00Z
      rates:
        - model: gpt-5.4
          aliases: [gpt-5.4-2026-03-05]
          per: 1000000
          prices: {input: 2.50, cache_read: 0.25, output: 15.00}
          tiers:
            priority: {prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
            flex: {multiplier: 0.5}
            batch: {multiplier: 0.5}
      """;

  private static final String RECORD =
      """
      {"usage_id":"u1","session_id":"RM_1","used_at":"2026-09-14T12:00:00Z","provider":"openai","kind":"llm",\
      "model":"gpt-5.4-2026-03-05","quantities":{"input_text":240000,"cache_read_text":60000,"output_text":3000}}
      """;

  @TempDir private Path folder;

  /**
   * A tenth came in batches and a fifth was served at priority: input 168,000 × 2.5 + 24,000 × 1.25
   * + 48,000 × 5 = 0.69 instead of 0.6, and so 0.01725 of 0.015 and 0.05175 of 0.045.
   */
  @Test
  void theExportTellsWhichTiersWereBilled() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.write("landing/rates/rate-card/tiers.yaml", CARD);
    landing.records("1.jsonl", RECORD.strip());
    landing.write(
        "landing/billing/openai-costs/pulled=2026-09-17T060000Z/1.json",
        page(
            cost("input", 240000, "0.69"),
            cost("cached input", 60000, "0.01725"),
            cost("output", 3000, "0.05175")));
    place.night("2026-09-30");
    List<String> guessed = causes(place);

    landing.write(
        "landing/billing/openai-usage/pulled=2026-09-18T060000Z/1.json",
        page(
            served(168000, 42000, 2100, false, "default"),
            served(24000, 6000, 300, true, "default"),
            served(48000, 12000, 600, false, "priority")));
    place.night("2026-09-30");

    assertThat(guessed).isNotEmpty().noneMatch(cause -> cause.contains("confidence=exact"));
    assertThat(causes(place))
        .containsExactly(
            "cause=batch_discount confidence=exact amount=-0.033000000000",
            "cause=service_tier_premium confidence=exact amount=0.132000000000");
  }

  private static String page(String... results) {
    return """
    {"object":"page","has_more":false,"next_page":null,"data":[
     {"object":"bucket","start_time":%d,"end_time":%d,"results":[%s]}]}
    """
        .formatted(START, START + 86_400, String.join(",\n", results));
  }

  private static String cost(String direction, int tokens, String usd) {
    return """
    {"object":"organization.costs.result","amount":{"value":"%s","currency":"usd"},\
    "line_item":"gpt-5.4-2026-03-05, %s","project_id":"proj_a","quantity":%d,"quantity_unit":"tokens"}"""
        .formatted(usd, direction, tokens);
  }

  private static String served(int input, int cached, int output, boolean batch, String tier) {
    return """
    {"object":"organization.usage.completions.result","input_tokens":%d,"input_cached_tokens":%d,"output_tokens":%d,\
    "num_model_requests":3,"project_id":"proj_a","model":"gpt-5.4-2026-03-05","batch":%s,"service_tier":"%s"}"""
        .formatted(input + cached, cached, output, batch, tier);
  }

  private static List<String> causes(Place place) {
    return Place.rows(place.table("reconciliation_cause").select("cause", "confidence", "amount"));
  }
}
