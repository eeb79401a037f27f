package io.voxledger.costs.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.costs.whatif.TokenFactor.Ratio;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.Pricer;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session of 30 minutes: 15 of listening, 15 of speaking, at 100 audio tokens a second. */
class RepriceChargeTest {
  private static final String OPENAI =
      Cards.yaml(
          "openai",
          """
          - {model: gpt-4o-realtime, per: 1000000, prices: {input_audio: 100, output_audio: 200, input_text: 5, output_text: 20}}
          - {model: gpt-4o-mini-realtime, per: 1000000, prices: {input_audio: 10, output_audio: 20, input_text: 5, output_text: 20}}
          - model: gpt-5.4
            per: 1000000
            prices: {input: 2.50, cache_read: 0.25, output: 15.00}
            long_context: {over: 272000, prices: {input: 5.00, cache_read: 0.50, output: 22.50}}
            tiers: {flex: {multiplier: 0.5}}
          - {model: gpt-5.4-mini, per: 1000000, prices: {input: 0.75, output: 4.50}}
          - {model: gpt-5.4-nano, per: 1000000, prices: {input: 0.20, output: 1.25}}
          """);
  private static final String GOOGLE =
      Cards.yaml(
          "google",
          """
          - {model: gemini-live, per: 1000000, prices: {input_audio: 0.70, output_audio: 2.80, input_text: 0.15, output_text: 0.60}}
          """);
  private static final String LIVEKIT =
      Cards.yaml(
          "livekit",
          """
          - {model: openai/gpt-5.4, per: 1000000, prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
          - {model: openai/gpt-5.4-mini, per: 1000000, prices: {input: 0.75, output: 4.50}}
          - {model: openai/gpt-5.4-nano, per: 1000000, prices: {input: 0.20, output: 1.25}}
          """);
  private static final Instant USED = Instant.parse("2026-09-10T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-01T00:00:00Z");
  private static final Map<Meter, String> SESSION =
      Map.of(
          Meter.INPUT_AUDIO, "90000",
          Meter.OUTPUT_AUDIO, "90000",
          Meter.INPUT_TEXT, "3000",
          Meter.OUTPUT_TEXT, "3000");
  private static final BigDecimal MILLION = new BigDecimal("1000000");
  private static final Scenario NOTHING = new Scenario(List.of(), null, null, false);

  private static PastUse use(String model, Meter meter) {
    return new PastUse(
        "openai",
        "openai",
        "proj_a",
        "direct",
        Kind.LLM,
        model,
        model,
        meter,
        "default",
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        USED);
  }

  private static PastUse viaInference(String model, Meter meter) {
    return new PastUse(
        "openai",
        "livekit",
        "p_a",
        "livekit-inference",
        Kind.LLM,
        "openai/" + model,
        "openai/" + model,
        meter,
        "default",
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        USED);
  }

  private static RepriceCharge reprice(Scenario scenario, TokenFactors factors) {
    return new RepriceCharge(
        scenario,
        factors,
        new Pricer(Cards.book(OPENAI, GOOGLE, LIVEKIT), AgreedPrices.NONE),
        Optional.empty(),
        END);
  }

  private static Scenario swap(String text) {
    return new Scenario(List.of(Swap.parse(text).orElseThrow()), null, null, false);
  }

  private static Range sessionCost(String to, TokenFactors factors) {
    RepriceCharge reprice = reprice(swap("openai/gpt-4o-realtime=" + to), factors);
    Range sum = Range.NONE;
    for (Map.Entry<Meter, String> used : SESSION.entrySet()) {
      BigDecimal quantity = new BigDecimal(used.getValue());
      sum =
          sum.plus(
              reprice
                  .reprice(use("gpt-4o-realtime-2025-08-28", used.getKey()), quantity, quantity)
                  .flatMap(Repriced::cost)
                  .orElseThrow());
    }
    return sum;
  }

  private static TokenFactors factors(String modality, Ratio low, Ratio high) {
    Ratio factor = new Ratio(new BigDecimal("44"), new BigDecimal("6.3"));
    return new TokenFactors(
        List.of(new TokenFactor("openai", "google", modality, factor, low, high, "an article")));
  }

  @ParameterizedTest
  @CsvSource({
    // (90,000 × 100 + 90,000 × 200 + 3,000 × 5 + 3,000 × 20) ÷ 1,000,000
    "openai/gpt-4o-realtime, 27.075",
    // (90,000 × 10 + 90,000 × 20 + 3,000 × 5 + 3,000 × 20) ÷ 1,000,000
    "openai/gpt-4o-mini-realtime, 2.775",
    // (90,000 × 0.70 + 90,000 × 2.80 + 3,000 × 0.15 + 3,000 × 0.60) ÷ 1,000,000
    "google/gemini-live, 0.31725",
  })
  void a_session_on_equal_tokens(String model, String usd) {
    if (model.equals("openai/gpt-4o-realtime")) { // the same model is no change
      RepriceCharge same = reprice(swap("openai/gpt-4o-mini-realtime=" + model), TokenFactors.NONE);
      BigDecimal sum = BigDecimal.ZERO;
      for (Map.Entry<Meter, String> used : SESSION.entrySet()) {
        BigDecimal quantity = new BigDecimal(used.getValue());
        sum =
            sum.add(
                same.reprice(use("gpt-4o-mini-realtime", used.getKey()), quantity, quantity)
                    .flatMap(Repriced::cost)
                    .orElseThrow()
                    .expected());
      }
      assertThat(sum).isEqualByComparingTo(usd);
    } else {
      assertThat(sessionCost(model, TokenFactors.NONE).expected()).isEqualByComparingTo(usd);
    }
  }

  /**
   * An article's table says 0.44 + 1.76 + 0.01 = 2.21 where its own tokens and prices give 0.063 +
   * 0.252 + 0.00225: its tokens would have to be 44 ÷ 6.3 times as many.
   */
  @Test
  void the_articles_price_of_gemini_needs_a_factor_that_is_stated() {
    // 628,571.428571 × 0.70 ÷ 1M = 0.44, × 2.80 ÷ 1M = 1.759999999999, text as it was: 0.00225
    assertThat(sessionCost("google/gemini-live", factors("audio", Ratio.ONE, Ratio.ONE)).expected())
        .isEqualByComparingTo("2.202249999999");
    // with text as well: 0.31725 × 44 ÷ 6.3 = 2.2157…
    Range all = sessionCost("google/gemini-live", factors(null, Ratio.ONE, Ratio.ONE));
    assertThat(all.expected().toPlainString()).startsWith("2.21");
    assertThat(all.low()).isEqualByComparingTo("0.31725");
  }

  @ParameterizedTest
  @CsvSource({"gpt-5.4, 2", "gpt-5.4-mini, 1", "gpt-5.4-nano, 1"})
  void livekit_inference_against_direct(String model, int times) {
    Scenario direct = new Scenario(List.of(), "direct", null, false);
    Scenario inference = new Scenario(List.of(), "livekit-inference", null, false);
    BigDecimal million = new BigDecimal("1000000");
    for (Meter meter : List.of(Meter.INPUT_TEXT, Meter.OUTPUT_TEXT)) {
      Repriced toDirect =
          reprice(direct, TokenFactors.NONE)
              .reprice(viaInference(model, meter), million, million)
              .orElseThrow();
      Repriced toInference =
          reprice(inference, TokenFactors.NONE)
              .reprice(use(model, meter), million, million)
              .orElseThrow();
      assertThat(toInference.cost().orElseThrow().expected())
          .isEqualByComparingTo(
              toDirect.cost().orElseThrow().expected().multiply(BigDecimal.valueOf(times)));
      assertThat(toDirect.to()).isEqualTo("openai/" + model);
      assertThat(toInference.to()).isEqualTo("openai/" + model + " via inference");
    }
  }

  @Test
  void a_tier_is_taken_and_a_long_request_stays_long() {
    PastUse isLong =
        new PastUse(
            "openai",
            "openai",
            "a",
            "direct",
            Kind.LLM,
            "gpt-5.4",
            "gpt-5.4",
            Meter.INPUT_TEXT,
            "default",
            false,
            Optional.empty(),
            true,
            Optional.empty(),
            USED);
    BigDecimal million = new BigDecimal("1000000");
    Scenario flex = new Scenario(List.of(), null, "flex", false);
    assertThat(cost(flex, isLong, million)).isEqualByComparingTo("2.50"); // 5.00 × 0.5
    assertThat(cost(flex, use("gpt-5.4", Meter.INPUT_TEXT), million)).isEqualByComparingTo("1.25");
  }

  @Test
  void without_a_cache_cached_tokens_cost_what_others_do() {
    Scenario noCache = new Scenario(List.of(), null, null, true);
    BigDecimal million = new BigDecimal("1000000");
    assertThat(cost(noCache, use("gpt-5.4", Meter.CACHE_READ_TEXT), million))
        .isEqualByComparingTo("2.50"); // instead of 0.25
    assertThat(
            reprice(noCache, TokenFactors.NONE)
                .reprice(use("gpt-5.4", Meter.OUTPUT_TEXT), million, million))
        .isEmpty();
  }

  private static BigDecimal cost(Scenario scenario, PastUse use, BigDecimal quantity) {
    return reprice(scenario, TokenFactors.NONE)
        .reprice(use, quantity, quantity)
        .flatMap(Repriced::cost)
        .orElseThrow()
        .expected();
  }

  @Test
  void a_card_goes_before_all_others_whenever_it_was_in_force() {
    String dearer =
        """
        id: next-year
        biller: openai
        effective_from: 2027-01-01
        rates: [{model: gpt-5.4, per: 1000000, prices: {input: 7}}]
        """;
    RepriceCharge reprice =
        new RepriceCharge(
            NOTHING,
            TokenFactors.NONE,
            new Pricer(Cards.book(OPENAI), AgreedPrices.NONE),
            Optional.of(
                new Pricer(
                    Cards.book(dearer.replace("2027-01-01", "1970-01-01")), AgreedPrices.NONE)),
            END);
    BigDecimal million = new BigDecimal("1000000");
    assertThat(
            reprice
                .reprice(use("gpt-5.4", Meter.INPUT_TEXT), million, million)
                .flatMap(Repriced::cost)
                .orElseThrow()
                .expected())
        .isEqualByComparingTo("7");
    assertThat(reprice.reprice(use("gpt-5.4-mini", Meter.INPUT_TEXT), million, million))
        .as("not on the card")
        .isEmpty();
  }

  @Test
  void what_has_no_price_as_supposed_says_why() {
    Repriced repriced =
        reprice(swap("openai/gpt-5.4=google/gemini-love"), TokenFactors.NONE)
            .reprice(use("gpt-5.4", Meter.INPUT_TEXT), BigDecimal.TEN, BigDecimal.TEN)
            .orElseThrow();
    assertThat(repriced.cost()).isEmpty();
    assertThat(repriced.problem()).startsWith("no_rate_for_model: ");
  }

  @Test
  void a_model_that_came_later_has_the_price_of_the_end_of_the_month() {
    String late =
        """
        id: late
        biller: google
        effective_from: 2026-09-20
        rates: [{model: gemini-next, per: 1000000, prices: {input: 3}}]
        """;
    RepriceCharge reprice =
        new RepriceCharge(
            swap("openai/gpt-5.4=google/gemini-next"),
            TokenFactors.NONE,
            new Pricer(Cards.book(OPENAI, late), AgreedPrices.NONE),
            Optional.empty(),
            END);
    BigDecimal million = new BigDecimal("1000000");
    assertThat(
            reprice
                .reprice(use("gpt-5.4", Meter.INPUT_TEXT), million, million)
                .flatMap(Repriced::cost)
                .orElseThrow()
                .expected())
        .isEqualByComparingTo("3");
  }

  /** A card of DeepSeek, 1 USD a million, with those hours at half the price. */
  private static String hours(String id, String windowsOrNone) {
    return """
        id: %s
        biller: deepseek
        effective_from: 2026-01-01
        rates: [{model: chat, per: 1000000, prices: {input: 1}, windows: [%s]}]
        """
        .formatted(
            id,
            windowsOrNone.equals("none")
                ? ""
                : "{utc: \"" + windowsOrNone + "\", multiplier: 0.5}");
  }

  // a million tokens on a day; the price as charged tells at which hours they were used
  @ParameterizedTest
  @CsvSource({
    // the card in force by itself: nothing changes
    "16:30-00:30, '', 16:30-00:30, 1, 1, 1",
    "16:30-00:30, 16:30-00:30, 16:30-00:30, 0.5, 0.5, 0.5",
    // outside of 16:30-00:30 is outside of 18:00-20:00; inside may be both
    "16:30-00:30, '', 18:00-20:00, 1, 1, 1",
    "16:30-00:30, 16:30-00:30, 18:00-20:00, 0.5, 1, 1",
    "18:00-20:00, 18:00-20:00, 16:30-00:30, 0.5, 0.5, 0.5",
    // nothing is told
    "none, '', 16:30-00:30, 0.5, 1, 1",
    // hours no more bear on the price
    "16:30-00:30, 16:30-00:30, none, 1, 1, 1",
  })
  void hours_are_those_of_the_price_as_charged(
      String was, String charged, String with, String low, String expected, String high) {
    RepriceCharge reprice =
        withCard(Cards.book(hours("old", was)), Cards.book(hours("new", with)), AgreedPrices.NONE);
    PastUse use =
        new PastUse(
            "deepseek",
            "deepseek",
            "default",
            "direct",
            Kind.LLM,
            "chat",
            "chat",
            Meter.INPUT_TEXT,
            "default",
            false,
            Optional.empty(),
            false,
            charged.isEmpty() ? Optional.empty() : Optional.of(charged),
            USED);
    Repriced repriced = reprice.reprice(use, MILLION, MILLION).orElseThrow();
    assertThat(repriced.cost().orElseThrow())
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(new Range(new BigDecimal(low), new BigDecimal(expected), new BigDecimal(high)));
    assertThat(repriced.assumed()).hasSize(low.equals(high) ? 0 : 1);
  }

  private static RepriceCharge withCard(RateBook known, RateBook card, AgreedPrices agreed) {
    return new RepriceCharge(
        NOTHING,
        TokenFactors.NONE,
        new Pricer(known, agreed),
        Optional.of(new Pricer(card, agreed)),
        END);
  }

  private static final String IN_EUROS =
      """
      id: euros
      biller: openai
      currency: EUR
      effective_from: 2026-01-01
      rates:
        - {model: gpt-5.4, per: 1000000, prices: {input: 2}}
        - {model: whisper, per: 60, prices: {audio_seconds: 0.6}, increment: 300}
      """;

  @ParameterizedTest
  @CsvSource({
    // 2 EUR × 1.10
    "gpt-5.4, llm, input_text, 1000000, '[]', 2.2",
    // agreed from the day of use on, 2 EUR × 1.10 × 0.9; from the day after on, not yet
    "gpt-5.4, llm, input_text, 1000000, '[{biller: openai, from: 2026-09-10, discount: 0.1}]', 1.98",
    "gpt-5.4, llm, input_text, 1000000, '[{biller: openai, from: 2026-09-11, discount: 0.1}]', 2.2",
    // 301 s are 600 s by the card's own increment: 10 × 0.6 EUR × 1.10
    "whisper, stt, audio_seconds, 301, '[]', 6.6",
  })
  void a_card_has_its_own_currency_and_increment(
      String model, String kind, String meter, BigDecimal quantity, String agreed, String usd) {
    ExchangeRates euro =
        ExchangeRates.of(
            List.of(new DailyRate(LocalDate.parse("2026-09-01"), "EUR", new BigDecimal("1.10"))));
    RateBook card = RateBook.compile(List.of(Cards.card(IN_EUROS)), euro, Cards.LATER);
    PastUse use =
        new PastUse(
            "openai",
            "openai",
            "proj_a",
            "direct",
            Kind.of(kind).orElseThrow(),
            model,
            model,
            Meter.of(meter).orElseThrow(),
            "default",
            false,
            Optional.empty(),
            false,
            Optional.empty(),
            USED);
    Repriced repriced =
        withCard(Cards.book(OPENAI), card, AgreedPricesReader.read(agreed))
            .reprice(use, quantity, quantity)
            .orElseThrow();
    assertThat(repriced.cost().orElseThrow().expected()).isEqualByComparingTo(usd);
  }

  @Test
  void a_card_whose_currency_has_no_rate_is_not_passed_over() {
    Repriced repriced =
        withCard(Cards.book(OPENAI), Cards.book(IN_EUROS), AgreedPrices.NONE)
            .reprice(use("gpt-5.4", Meter.INPUT_TEXT), MILLION, MILLION)
            .orElseThrow();
    assertThat(repriced.cost()).isEmpty();
    assertThat(repriced.problem()).startsWith("no_fx_rate: ");
  }

  /** gpt-5.4 with what stands between its prices and the end of its entry. */
  private static String gpt(String more) {
    return Cards.yaml(
        "openai", "- {model: gpt-5.4, per: 1000000, prices: {input: 2.50}" + more + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // the same threshold, or none any more: the charge's band tells enough
        ", long_context: {over: 272000, prices: {input: 5}} | , long_context: {over: 272000, prices: {input: 6}} | false | \"\"",
        ", long_context: {over: 272000, prices: {input: 5}} | \"\" | false | \"\"",
        ", long_context: {over: 272000, prices: {input: 5}} | , long_context: {over: 200000, prices: {input: 5}} | false"
            + " | above 200,000 tokens, not above 272,000 tokens: requests in between count as they did",
        "\"\" | , long_context: {over: 200000, prices: {input: 5}} | false | all count as shorter",
        // a tier that the card before lacked matters where it was asked for
        "\"\" | , tiers: {flex: {multiplier: 0.5}} | false | \"\"",
        "\"\" | , tiers: {flex: {multiplier: 0.5}} | true | prices of the tiers [flex]",
        ", tiers: {flex: {multiplier: 0.5}} | , tiers: {flex: {multiplier: 0.4}} | true | \"\"",
        "\"\" | , regions: {eu: {multiplier: 1.1}} | false | prices of the regions [eu]",
      })
  void what_a_charge_does_not_tell_is_said(
      String was, String with, boolean isTierMissing, String said) {
    PastUse use =
        new PastUse(
            "openai",
            "openai",
            "proj_a",
            "direct",
            Kind.LLM,
            "gpt-5.4",
            "gpt-5.4",
            Meter.INPUT_TEXT,
            "default",
            isTierMissing,
            Optional.empty(),
            false,
            Optional.empty(),
            USED);
    List<String> assumed =
        withCard(Cards.book(gpt(was)), Cards.book(gpt(with)), AgreedPrices.NONE)
            .reprice(use, MILLION, MILLION)
            .orElseThrow()
            .assumed();
    if (said.isEmpty()) {
      assertThat(assumed).isEmpty();
    } else {
      assertThat(assumed).singleElement().asString().contains(said);
    }
  }

  @ParameterizedTest
  @CsvSource({"openai=google", "openai/a", "openai/a=google/", "openai/a=b/c=d/e"})
  void a_swap_has_two_models_with_their_providers(String text) {
    assertThat(Swap.parse(text)).isEmpty();
  }
}
