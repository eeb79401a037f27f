package io.voxledger.rates.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.measure.Meter;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.TierRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LitellmFileTest {
  private static final Instant PULLED = Instant.parse("2026-09-01T06:00:00Z");

  private static ImportedRates read(String json) {
    return PriceFormat.LITELLM.read(json, new PulledFile("map.json", PULLED));
  }

  private static RateEntry only(String json) {
    ImportedRates rates = read(json);
    assertThat(rates.cards()).as("%s", rates.notSaid()).hasSize(1);
    return rates.cards().get(0).entries().get(0);
  }

  @Test
  void prices_hold_and_are_known_from_the_pull_on() {
    RateCard card =
        read("{'m': {'litellm_provider': 'openai', 'input_cost_per_token': 1e-06}}"
                .replace('\'', '"'))
            .cards()
            .get(0);
    assertThat(card.effective().from()).isEqualTo(PULLED);
    assertThat(card.effective().until()).isEmpty();
    assertThat(card.recordedAt()).isEqualTo(PULLED);
    assertThat(card.biller()).isEqualTo("openai");
    assertThat(card.source().checked()).contains("2026-09-01");
  }

  @Test
  void a_price_of_a_token_is_stated_for_a_million_without_losing_a_digit() {
    RateEntry entry =
        only(
            """
            {"m": {"litellm_provider": "openai", "input_cost_per_token": 1.0416667e-08,
                   "output_cost_per_token": 1.5e-05}}
            """);
    assertThat(entry.per()).isEqualTo(1_000_000);
    assertThat(entry.prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("0.010416667"))
        .containsEntry(Meter.OUTPUT, new BigDecimal("15"));
  }

  @Test
  void a_price_with_more_digits_than_a_card_holds_is_stated_for_more_units() {
    // 0.001333333333333 for a second does not fit 12 decimals; 1.333333333333 for 1,000 does
    RateEntry entry =
        only(
            """
            {"xai/grok-voice-3.0": {"litellm_provider": "xai", "mode": "realtime",
                                    "input_cost_per_second": 0.001333333333333}}
            """);
    assertThat(entry.model()).isEqualTo("grok-voice-3.0");
    assertThat(entry.per()).isEqualTo(1_000);
    assertThat(entry.prices().asMap())
        .containsOnly(java.util.Map.entry(Meter.SESSION_SECONDS, new BigDecimal("1.333333333333")));
  }

  @Test
  void a_tier_has_the_base_price_of_what_it_does_not_price_and_the_same_threshold() {
    RateEntry entry =
        only(
            """
            {"gpt": {"litellm_provider": "openai", "input_cost_per_token": 2e-06,
                     "output_cost_per_token": 8e-06, "input_cost_per_token_above_272k_tokens": 4e-06,
                     "input_cost_per_token_priority": 3e-06}}
            """);
    LongContext base = entry.longContext().orElseThrow();
    assertThat(base.over()).isEqualTo(272_000);
    assertThat(base.inclusive()).isFalse();
    assertThat(base.prices().asMap()) // what has no long price keeps its own, and none falls back
        .containsEntry(Meter.INPUT, new BigDecimal("4"))
        .containsEntry(Meter.OUTPUT, new BigDecimal("8"));
    TierRates.Own priority = (TierRates.Own) entry.tiers().get("priority");
    assertThat(priority.prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("3"))
        .containsEntry(Meter.OUTPUT, new BigDecimal("8"));
    assertThat(priority.longContext().orElseThrow().prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("4"));
  }

  @Test
  void xai_takes_the_long_price_at_the_threshold() {
    RateEntry entry =
        only(
            """
            {"xai/grok": {"litellm_provider": "xai", "input_cost_per_token": 2e-06,
                          "input_cost_per_token_above_200k_tokens": 4e-06}}
            """);
    assertThat(entry.longContext().orElseThrow().inclusive()).isTrue();
  }

  @Test
  void off_peak_prices_are_a_window_and_regions_a_multiplier() {
    RateEntry entry =
        only(
            """
            {"deepseek/v4": {"litellm_provider": "deepseek", "input_cost_per_token": 3e-07,
              "output_cost_per_token": 1.2e-06, "cache_creation_input_token_cost": 0.0,
              "regional_processing_uplift_multiplier_eu": 1.1,
              "off_peak_pricing": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
                "windows": [{"hours_utc": ["10:00-00:00"], "weekdays": [1]}]}}}
            """);
    assertThat(entry.windows())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.code()).isEqualTo("10:00-24:00 mon");
              assertThat(window.multiplier()).isEqualByComparingTo("0.5");
            });
    assertThat(entry.regions()).containsEntry("eu", new BigDecimal("1.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "input_cost_per_token": 1e-6, "search_context_cost_per_query": {"a": 1} | $['m'].search_context_cost_per_query | REST_IS_USED
          "output_cost_per_image": 0.06 | $['m'] | MODEL_LEFT_OUT
          "input_cost_per_token": -1 | $['m'] | MODEL_LEFT_OUT
          "input_cost_per_token": 1e-6, "input_cost_per_token_above_1k_tokens": 2e-6, "input_cost_per_token_above_2k_tokens": 3e-6 | $['m'] | MODEL_LEFT_OUT
          "input_cost_per_token": 1e-6, "off_peak_pricing": {"windows": []} | $['m'] | MODEL_LEFT_OUT
          "input_cost_per_token": 1e-6, "output_cost_per_reasoning_token": 2e-6, "output_cost_per_token": 1e-6 | $['m'].output_cost_per_reasoning_token | REST_IS_USED
          """)
  void what_a_card_cannot_say_is_named_with_its_path(
      String fields, String path, NotSaid.Consequence consequence) {
    ImportedRates rates = read("{\"m\": {\"litellm_provider\": \"openai\", " + fields + "}}");
    assertThat(rates.notSaid())
        .anySatisfy(
            thing -> {
              assertThat(thing.path()).isEqualTo(path);
              assertThat(thing.consequence()).isEqualTo(consequence);
              assertThat(thing.inWords()).startsWith(path).contains("openai m");
            });
    assertThat(rates.leftOut())
        .isEqualTo(consequence == NotSaid.Consequence.MODEL_LEFT_OUT ? 1 : 0);
  }

  @Test
  void of_two_entries_with_one_name_the_one_with_the_provider_counts_and_the_other_is_named() {
    ImportedRates rates =
        read(
            """
            {"deepseek/chat": {"litellm_provider": "deepseek", "input_cost_per_token": 1e-06},
             "chat": {"litellm_provider": "deepseek", "input_cost_per_token": 2e-06}}
            """);
    assertThat(rates.cards().get(0).entries())
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.prices().asMap()).containsEntry(Meter.INPUT, BigDecimal.ONE));
    assertThat(rates.notSaid()).extracting(NotSaid::path).containsExactly("$['chat']");
  }

  @Test
  void another_endpoint_of_a_biller_does_not_price_what_the_biller_itself_prices() {
    ImportedRates rates =
        read(
            """
            {"bedrock_mantle/claude": {"litellm_provider": "bedrock_mantle", "input_cost_per_token": 4.4e-06},
             "claude": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 4e-06},
             "codestral/codestral-latest": {"litellm_provider": "codestral", "input_cost_per_token": 0},
             "mistral/codestral-latest": {"litellm_provider": "mistral", "input_cost_per_token": 3e-07}}
            """);
    assertThat(rates.cards())
        .extracting(
            RateCard::biller,
            card -> card.entries().get(0).prices().asMap().get(Meter.INPUT).toPlainString())
        .containsExactly(tuple("aws", "4"), tuple("codestral", "0"), tuple("mistral", "0.3"));
  }

  @Test
  void the_whole_map_is_read_in_seconds_and_every_model_is_priced_or_named() {
    long start = System.nanoTime();
    ImportedRates rates = PriceFiles.litellm("2026-09-01T00:00:00Z");
    System.out.printf(
        "litellm: %d of %d models priced, %d things named, %d ms%n",
        rates.priced(),
        rates.models(),
        rates.notSaid().size(),
        (System.nanoTime() - start) / 1_000_000);
    assertThat(rates.models()).isEqualTo(4_241);
    assertThat(rates.priced()).isGreaterThan(3_450);
    List<String> leftOut =
        rates.notSaid().stream()
            .filter(
                t ->
                    t.consequence() == NotSaid.Consequence.MODEL_LEFT_OUT
                        || t.why().startsWith("the same name"))
            .map(NotSaid::path)
            .distinct()
            .toList();
    assertThat(leftOut).hasSize(rates.leftOut());
  }

  @Test
  void whatIsNoJsonIsToldInWordsForItsReader() {
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> read("{\"a\": {\"input_cost_per_token\": NaN}}"))
        .withMessage("line 1: no JSON: Non-standard token 'NaN'");
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> read("{\"a\": {\"input_cost_per_token\": 1"))
        .withMessageNotContainingAny("REDACTED", "StreamReadFeature");
  }

  @Test
  void what_is_no_map_of_models_is_refused_with_the_line() {
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> read("{\n\"m\": {"))
        .withMessageContaining("line 2");
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> read("[]"))
        .withMessageContaining("object of models");
  }
}
