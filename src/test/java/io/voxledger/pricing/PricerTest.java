package io.voxledger.pricing;

import static io.voxledger.usage.Flag.CONTEXT_UNKNOWN;
import static io.voxledger.usage.Flag.FX_CARRIED;
import static io.voxledger.usage.Flag.NO_CACHED_RATE;
import static io.voxledger.usage.Flag.NO_CACHE_WRITE_RATE;
import static io.voxledger.usage.Flag.REGION_RATE_MISSING;
import static io.voxledger.usage.Flag.TIER_RATE_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PricerTest {
  private static final String GPT =
      """
      - model: gpt
        prices: {input: 2, cache_read: 1, output: 10}
        long_context: {over: 100, prices: {input: 4, output: 20}}
        tiers:
          priority: {prices: {input: 6, output: 30}}
          turbo: {prices: {input: 8, output: 40}, long_context: {over: 50, inclusive: true, prices: {input: 16}}}
          flex: {multiplier: 0.5}
        regions: {eu: {multiplier: 1.1}}
      - {model: plain, prices: {input: 2, output: 10}}
      """;
  private static final Pricer PRICER =
      new Pricer(Cards.book(Cards.yaml("b", GPT)), AgreedPrices.NONE);

  private static Pricer pricer(String rates) {
    return new Pricer(Cards.book(Cards.yaml("b", rates)), AgreedPrices.NONE);
  }

  private static Pricer agreeing(String contracts) {
    return new Pricer(Cards.book(Cards.yaml("b", GPT)), AgreedPricesReader.read(contracts));
  }

  private static PricedMeter only(Pricer pricer, Use use) {
    List<PricedMeter> meters = Bill.priced(pricer, use).meters();
    assertThat(meters).hasSize(1);
    return meters.get(0);
  }

  private static Unpriced unpriced(Pricer pricer, Use use) {
    PricingResult result = pricer.price(use.facts());
    assertThat(result).isInstanceOf(Unpriced.class);
    return (Unpriced) result;
  }

  @ParameterizedTest
  @CsvSource({
    // tier, context tokens → tier applied, band, input price, flags
    ", 100, default, BASE, 2, ",
    ", 101, default, LONG, 4, ",
    "standard, 100, default, BASE, 2, ",
    "batch, 100, default, BASE, 2, TIER_RATE_MISSING",
    "batch, 101, default, LONG, 4, TIER_RATE_MISSING",
    "batch, , default, BASE, 2, TIER_RATE_MISSING CONTEXT_UNKNOWN",
    "flex, 100, flex, BASE, 1, ",
    "flex, 101, flex, LONG, 2, ",
    "flex, , flex, BASE, 1, CONTEXT_UNKNOWN",
    "priority, 101, priority, BASE, 6, ",
    "priority, , priority, BASE, 6, ", // no long-context price to miss
    "turbo, 49, turbo, BASE, 8, ",
    "turbo, 50, turbo, LONG, 16, ", // inclusive
    "turbo, , turbo, BASE, 8, CONTEXT_UNKNOWN"
  })
  void tierAndContextDecideThePrice(
      String tier, Long context, String applied, ContextBand band, String price, String flags) {
    Use use = Use.of("b", "gpt").tier(tier).with(Meter.INPUT_TEXT, "7");
    PricedMeter priced = only(PRICER, context == null ? use : use.context(context));

    assertThat(priced.rate().serviceTier()).isEqualTo(applied);
    assertThat(priced.rate().contextBand()).isEqualTo(band);
    assertThat(priced.rate().unitPrice()).isEqualByComparingTo(price);
    assertThat(priced.flags())
        .extracting(Enum::name)
        .containsExactlyInAnyOrder(flags == null ? new String[0] : flags.split(" "));
  }

  @Test
  void aContextThatCouldNotMatterIsNotFlagged() {
    // turbo's long-context list has no price that serves output
    assertThat(only(PRICER, Use.of("b", "gpt").tier("turbo").with(Meter.OUTPUT_TEXT, "1")).flags())
        .isEmpty();
    assertThat(only(PRICER, Use.of("b", "plain").with(Meter.INPUT_TEXT, "1")).flags()).isEmpty();
  }

  @Test
  void aLongRequestTakesTheTiersPriceForWhatTheLongListLacks() {
    PricedMeter output =
        only(PRICER, Use.of("b", "gpt").tier("turbo").context(60).with(Meter.OUTPUT_AUDIO, "1"));

    assertThat(output.rate().unitPrice()).isEqualByComparingTo("40");
    assertThat(output.rate().contextBand()).isEqualTo(ContextBand.LONG); // the request is long
  }

  @Test
  void theWholeChainIsWalkedInTheLongListFirst() {
    // the long list has no cache_read, but its input ends the chain of cache_read_text
    PricedMeter cached =
        only(PRICER, Use.of("b", "gpt").context(101).with(Meter.CACHE_READ_TEXT, "1"));

    assertThat(cached.rate().unitPrice()).isEqualByComparingTo("4");
    assertThat(cached.flags()).containsExactly(NO_CACHED_RATE);
  }

  @ParameterizedTest
  @CsvSource({
    // prices of the entry | meter | price taken | flag
    "'input_text: 1, input: 2', INPUT_TEXT, 1, ",
    "'input_text: 1, input: 2', INPUT_AUDIO, 2, ",
    "'cache_read: 3, input: 2', CACHE_READ_AUDIO, 3, ",
    "'cache_read_audio: 4, cache_read: 3', CACHE_READ_AUDIO, 4, ",
    "'input_audio: 5, input: 2', CACHE_READ_AUDIO, 5, NO_CACHED_RATE",
    "'input: 2', CACHE_READ_IMAGE, 2, NO_CACHED_RATE",
    "'cache_write_1h: 6, cache_write: 7', CACHE_WRITE_1H, 6, ",
    "'cache_write_1h: 6, cache_write: 7', CACHE_WRITE_5M, 7, ",
    "'cache_write: 7', CACHE_WRITE, 7, ",
    "'input_text: 1, input: 2', CACHE_WRITE_5M, 1, NO_CACHE_WRITE_RATE",
    "'input: 2', CACHE_WRITE, 2, NO_CACHE_WRITE_RATE",
    "'output: 9', OUTPUT_IMAGE, 9, "
  })
  void thePriceIsTheFirstOnTheMetersChain(String prices, Meter meter, String price, String flag) {
    Pricer pricer = pricer("- {model: m, prices: {" + prices + "}}\n");
    PricedMeter priced = only(pricer, Use.of("b", "m").with(meter, "1"));

    assertThat(priced.rate().unitPrice()).isEqualByComparingTo(price);
    assertThat(priced.flags())
        .extracting(Enum::name)
        .isEqualTo(flag == null ? List.of() : List.of(flag));
  }

  @ParameterizedTest
  @CsvSource({
    "'input: 1', OUTPUT_TEXT",
    "'input_text: 1', INPUT_AUDIO",
    "'input_text: 1', CACHE_READ_AUDIO",
    "'output_text: 1', OUTPUT_AUDIO",
    "'cache_write_5m: 1', CACHE_WRITE_1H",
    "'input_audio: 1', CACHE_WRITE",
    "'input: 1', AUDIO_SECONDS"
  })
  void outputIsNeverInputAndAudioNeverText(String prices, Meter meter) {
    Pricer pricer = pricer("- {model: m, prices: {" + prices + "}}\n");
    Unpriced unpriced = unpriced(pricer, Use.of("b", "m").with(meter, "1"));

    assertThat(unpriced.reason()).isEqualTo(UnpricedReason.NO_RATE_FOR_METER);
    assertThat(unpriced.detail()).contains(meter.code(), "'m'", "card b");
  }

  @Test
  void flagsOfAMeterStandOnThatMeterAndOnTheRecord() {
    Priced priced =
        Bill.priced(
            PRICER,
            Use.of("b", "plain")
                .tier("gold")
                .with(Meter.INPUT_TEXT, "1")
                .with(Meter.CACHE_READ_TEXT, "1"));

    assertThat(priced.flags()).containsExactlyInAnyOrder(TIER_RATE_MISSING, NO_CACHED_RATE);
    assertThat(priced.meters().get(0).flags()).containsExactly(TIER_RATE_MISSING);
    assertThat(priced.meters().get(1).flags())
        .containsExactlyInAnyOrder(TIER_RATE_MISSING, NO_CACHED_RATE);
  }

  @ParameterizedTest
  @CsvSource({
    "eu, gpt, 2.2, eu, ",
    "us, gpt, 2, , REGION_RATE_MISSING",
    ", gpt, 2, , ",
    "eu, plain, 2, , "
  })
  void aListedRegionMultiplies(
      String region, String model, String price, String applied, String flag) {
    PricedMeter priced =
        only(PRICER, Use.of("b", model).region(region).context(1).with(Meter.INPUT_TEXT, "1"));

    assertThat(priced.rate().unitPrice()).isEqualByComparingTo(price);
    assertThat(priced.rate().region().orElse(null)).isEqualTo(applied);
    assertThat(priced.flags().contains(REGION_RATE_MISSING)).isEqualTo(flag != null);
  }

  @Test
  void multipliersAreTakenTogetherAndRoundedOnce() {
    Pricer pricer =
        pricer(
            """
            - model: m
              prices: {input: 0.000000000005}
              tiers: {flex: {multiplier: 0.5}}
              windows: [{utc: "12:00-13:00", multiplier: 0.2}, {utc: "00:00-24:00", multiplier: 7}]
              regions: {eu: {multiplier: 5}}
            """);
    Use use = Use.of("b", "m").tier("flex").region("eu").with(Meter.INPUT_TEXT, "1");

    // 5e-12 × 0.5 × 0.2 × 5 = 2.5e-12 → 2e-12, the even neighbour; rounding at each step would give
    // 0
    assertThat(only(pricer, use).rate().unitPrice()).isEqualByComparingTo("0.000000000002");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-04T16:29:59.999999Z, 0.27",
    "2026-09-04T16:30:00Z, 0.135",
    "2026-09-05T00:29:59Z, 0.135",
    "2026-09-05T00:30:00Z, 0.27"
  })
  void theTimeOfUseDecidesTheWindow(String at, String price) {
    Pricer pricer = new Pricer(Cards.book(Cards.SPECIFIED), AgreedPrices.NONE);

    PricedMeter priced =
        only(pricer, Use.of("openai", "deepseek-chat").at(at).with(Meter.INPUT_TEXT, "1"));
    assertThat(priced.rate().unitPrice()).isEqualByComparingTo(price);
  }

  @Test
  void theFirstBasisWithAPriceIsBilledAndTheOthersAreInformation() {
    Pricer pricer =
        pricer(
            "- {model: by-tokens, prices: {input_audio: 1, audio_seconds: 9}}\n- {model: by-time, prices: {audio_seconds: 2}}\n");
    Use both = Use.of("b", "by-tokens").with(Meter.INPUT_AUDIO, "5").with(Meter.AUDIO_SECONDS, "6");
    Use time = Use.of("b", "by-time").with(Meter.INPUT_AUDIO, "5").with(Meter.AUDIO_SECONDS, "6");

    assertThat(only(pricer, both).meter()).isEqualTo(Meter.INPUT_AUDIO);
    assertThat(only(pricer, time).meter()).isEqualTo(Meter.AUDIO_SECONDS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"WEBRTC", "AGENT", "SIP", "EGRESS", "INGRESS"})
  void aResourceOfNoTimeIsBilledOneIncrementOrTheMinimum(Kind kind) {
    String meter = (kind == Kind.AGENT ? "agent_session" : kind.code()) + "_seconds";
    Pricer increments = pricer("- {model: m, increment: 15, prices: {" + meter + ": 1}}\n");
    Pricer minimum =
        pricer("- {model: m, increment: 15, minimum: 20, prices: {" + meter + ": 1}}\n");
    Pricer neither = pricer("- {model: m, prices: {" + meter + ": 1}}\n");
    Use use = Use.of("b", "m").kind(kind);

    assertThat(Bill.of(increments, use, use).billable()).isEqualByComparingTo("30"); // 15 + 15
    assertThat(Bill.of(minimum, use, use).billable()).isEqualByComparingTo("40"); // 20 + 20
    assertThat(Bill.of(neither, use).billable()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    // two agent sessions, increment 1, minimum 10 → billable
    "3.2 3.2, 20", // 10 + 10
    "9.5 10.5, 21", // 10 + 11
    "10 12.000001, 23" // 10 + 13
  })
  void theMinimumHoldsForEachResource(String seconds, String billable) {
    Pricer pricer = new Pricer(Cards.book(Cards.SPECIFIED), AgreedPrices.NONE);
    Use[] uses =
        Arrays.stream(seconds.split(" "))
            .map(
                s ->
                    Use.of("openai", "agent").kind(Kind.AGENT).with(Meter.AGENT_SESSION_SECONDS, s))
            .toArray(Use[]::new);

    assertThat(Bill.of(pricer, uses).billable()).isEqualByComparingTo(billable);
  }

  @Test
  void tokensOfUnknownModalityAreBounded() {
    Pricer pricer =
        pricer(
            "- {model: r, prices: {input_text: 4, input_audio: 32, cache_read: 0.4, output_text: 16, output_audio: 64}}\n");
    Use use =
        Use.of("b", "r")
            .with(Meter.INPUT, "10")
            .with(Meter.CACHE_READ, "10")
            .with(Meter.OUTPUT, "1");

    Unpriced unpriced = unpriced(pricer, use);

    assertThat(unpriced.reason()).isEqualTo(UnpricedReason.MODALITY_UNKNOWN);
    assertThat(unpriced.bounds().orElseThrow().low())
        .isEqualByComparingTo("60"); // 10 × 4 + 10 × 0.4 + 16
    assertThat(unpriced.bounds().orElseThrow().high())
        .isEqualByComparingTo("388"); // 10 × 32 + 4 + 64
  }

  @Test
  void boundsAreKnownOnlyWhereRatesAre() {
    assertThat(unpriced(PRICER, Use.of("b", "unknown").with(Meter.INPUT, "1")).bounds()).isEmpty();
    Pricer textOnly = pricer("- {model: t, prices: {input_text: 4}}\n");
    PricingResult.CostBounds bounds =
        unpriced(textOnly, Use.of("b", "t").with(Meter.INPUT, "2")).bounds().orElseThrow();
    assertThat(bounds.low()).isEqualByComparingTo("8");
    assertThat(bounds.high()).isEqualByComparingTo("8");
  }

  @Test
  void whatCannotBePricedIsToldWithItsReason() {
    assertThat(unpriced(PRICER, Use.of("b", "gtp").with(Meter.INPUT_TEXT, "1")))
        .satisfies(u -> assertThat(u.reason()).isEqualTo(UnpricedReason.NO_RATE_FOR_MODEL))
        .satisfies(u -> assertThat(u.suggestion()).contains("gpt"));
    assertThat(unpriced(PRICER, Use.of("c", "gpt").with(Meter.INPUT_TEXT, "1")).reason())
        .isEqualTo(UnpricedReason.NO_RATE_CARD);
    assertThat(
            unpriced(
                    PRICER,
                    Use.of("b", "gpt").at("2025-12-31T23:59:59Z").with(Meter.INPUT_TEXT, "1"))
                .reason())
        .isEqualTo(UnpricedReason.NO_RATE_CARD);
  }

  @ParameterizedTest
  @CsvSource({
    // tier, context, region → list, contracted at an agreed 1.5 per 1 for input
    ", 1, , 2, 1.5",
    ", 1, eu, 2.2, 1.65", // the region multiplies the agreed price
    "batch, 1, , 2, 1.5", // applied as default
    "flex, 1, , 1, 1", // other tiers keep their list price
    ", 101, , 4, 4" // long requests keep their list price
  })
  void anAgreedPriceTakesThePlaceOfTheBasePriceOnly(
      String tier, long context, String region, String list, String contracted) {
    Pricer pricer =
        agreeing("- {biller: b, account: \"*\", model: gpt, meter: input, price: 1500, per: 1000}");
    PricedMeter priced =
        only(
            pricer,
            Use.of("b", "gpt")
                .tier(tier)
                .context(context)
                .region(region)
                .with(Meter.INPUT_TEXT, "1"));

    assertThat(priced.rate().unitPrice()).isEqualByComparingTo(list);
    assertThat(priced.rate().contractedUnitPrice()).isEqualByComparingTo(contracted);
  }

  @ParameterizedTest
  @CsvSource({
    "acme, 2026-09-02T05:59:59.999999Z, 1.8",
    "acme, 2026-09-02T06:00:00Z, 1.86",
    "other, 2026-09-02T06:00:00Z, 2"
  })
  void aDiscountHoldsForItsAccountAndTime(String account, String at, String contracted) {
    Pricer pricer =
        agreeing(
            """
            - {biller: b, account: acme, model: "g*", discount: 0.07}
            - {biller: b, account: acme, model: gpt, discount: 0.10, until: 2026-09-02T06:00:00Z}
            """);
    PricedMeter priced =
        only(
            pricer,
            Use.of("b", "GPT").account(account).at(at).context(1).with(Meter.INPUT_TEXT, "1"));

    assertThat(priced.rate().contractedUnitPrice()).isEqualByComparingTo(contracted);
    assertThat(priced.rate().unitPrice()).isEqualByComparingTo("2");
  }

  @Test
  void aCardInAnotherCurrencyIsPricedAtTheRateOfTheDay() {
    String yaml =
        "id: a\nbiller: b\ncurrency: EUR\neffective_from: 2026-01-01\nrates: [{model: m, prices: {input: 2}, regions: {eu: {multiplier: 1.1}}}]";
    ExchangeRates rates = ExchangeRates.of(List.of(DailyRate.parse("2026-09-02", "EUR", "1.25")));
    RateBook book = RateBook.compile(List.of(Cards.card(yaml)), rates, Cards.LATER);
    Pricer pricer = new Pricer(book, AgreedPricesReader.read("- {biller: b, discount: 0.5}"));
    Use use = Use.of("b", "m").region("eu").with(Meter.INPUT_TEXT, "1");

    PricedMeter sameDay = only(pricer, use.at("2026-09-02T23:59:59Z"));
    PricedMeter nextDay = only(pricer, use.at("2026-09-03T00:00:00Z"));

    assertThat(sameDay.rate().unitPrice()).isEqualByComparingTo("2.75"); // 2 × 1.1 × 1.25
    assertThat(sameDay.rate().contractedUnitPrice()).isEqualByComparingTo("1.375");
    assertThat(sameDay.flags()).isEmpty();
    assertThat(nextDay.flags()).containsExactly(FX_CARRIED);
    assertThat(unpriced(pricer, use.at("2026-09-01T23:59:59Z")).reason())
        .isEqualTo(UnpricedReason.NO_FX_RATE);
  }

  @Test
  void aUnitPriceThatItsColumnHasNoRoomForPricesNothing() {
    RateBook book = Cards.book(Cards.yaml("b", "- {model: m, per: 1000000, prices: {input: 2}}\n"));
    Pricer pricer = new Pricer(book, AgreedPricesReader.read("- {biller: b, price: 1.5}"));

    Unpriced unpriced = unpriced(pricer, Use.of("b", "m").with(Meter.INPUT_TEXT, "1"));

    assertThat(unpriced.reason()).isEqualTo(UnpricedReason.COST_OUT_OF_RANGE);
    assertThat(unpriced.detail())
        .contains("1500000.000000000000 USD per 1000000") // 1.5 for each of a million
        .contains("agreed price at line 1")
        .contains("does not fit DECIMAL(18,12)");
  }

  // 10^13 × 999999 has 19 digits before the point, a cost has room for 16
  @Test
  void aMinimumThatCostsMoreThanATableCanHoldPricesNothing() {
    String entry = "- {model: m, per: 1, prices: {input: 999999}, minimum: 10000000000000}\n";
    Pricer pricer = new Pricer(Cards.book(Cards.yaml("b", entry)), AgreedPrices.NONE);

    Unpriced unpriced = unpriced(pricer, Use.of("b", "m").with(Meter.INPUT_TEXT, "1"));

    assertThat(unpriced.reason()).isEqualTo(UnpricedReason.COST_OUT_OF_RANGE);
    assertThat(unpriced.detail()).startsWith("10000000000000 of input_text at 999999");
  }

  @Test
  void aContextThatIsNotKnownIsFlaggedOnEveryMeter() {
    Priced priced =
        Bill.priced(
            PRICER, Use.of("b", "gpt").with(Meter.INPUT_TEXT, "1").with(Meter.CACHE_WRITE, "1"));

    assertThat(priced.flags()).containsExactlyInAnyOrder(CONTEXT_UNKNOWN, NO_CACHE_WRITE_RATE);
    assertThat(priced.meters().get(0).flags()).containsExactly(CONTEXT_UNKNOWN);
  }

  @Test
  void aPricerSurvivesSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(agreeing("- {biller: b, discount: 0.1, from: 2026-01-01}"));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Pricer copy = (Pricer) in.readObject();
      PricedMeter priced = only(copy, Use.of("b", "plain").with(Meter.INPUT_TEXT, "1"));
      assertThat(priced.rate().contractedUnitPrice()).isEqualByComparingTo("1.8");
    }
  }
}
