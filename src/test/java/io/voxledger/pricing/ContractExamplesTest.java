package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import java.math.BigDecimal;
import java.util.Arrays;
import org.assertj.core.data.MapEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usage followed to its cost, with the published arithmetic. */
class ContractExamplesTest {
  private static final Pricer SPECIFIED =
      new Pricer(Cards.book(Cards.SPECIFIED), AgreedPrices.NONE);

  private static Pricer pricer(String biller, String rates) {
    return new Pricer(Cards.book(Cards.yaml(biller, rates)), AgreedPrices.NONE);
  }

  private static MapEntry<Meter, BigDecimal> cost(Meter meter, String cost) {
    return MapEntry.entry(meter, new BigDecimal(cost).setScale(12));
  }

  @Test
  void aRealtimeResponseCostsTheSumOfItsDisjointMeters() {
    Pricer pricer =
        pricer(
            "openai",
            """
            - model: gpt-4o-mini-realtime-preview-2024-12-17
              per: 1000000
              prices: {input_text: 0.60, cache_read_text: 0.30, input_audio: 10, cache_read_audio: 0.30, output_text: 2.40, output_audio: 20}
            """);

    Bill bill =
        Bill.of(
            pricer,
            Use.of("openai", "gpt-4o-mini-realtime-preview-2024-12-17")
                .with(Meter.INPUT_TEXT, "2")
                .with(Meter.CACHE_READ_TEXT, "5376")
                .with(Meter.INPUT_AUDIO, "29")
                .with(Meter.CACHE_READ_AUDIO, "2816")
                .with(Meter.OUTPUT_TEXT, "250")
                .with(Meter.OUTPUT_AUDIO, "1019"));

    assertThat(bill.listCostByMeter())
        .containsExactly(
            cost(Meter.INPUT_TEXT, "0.0000012"), // 2 × 0.60 / 1e6
            cost(Meter.INPUT_AUDIO, "0.00029"), // 29 × 10 / 1e6
            cost(Meter.CACHE_READ_TEXT, "0.0016128"), // 5,376 × 0.30 / 1e6
            cost(Meter.CACHE_READ_AUDIO, "0.0008448"), // 2,816 × 0.30 / 1e6
            cost(Meter.OUTPUT_TEXT, "0.0006"), // 250 × 2.40 / 1e6
            cost(Meter.OUTPUT_AUDIO, "0.02038")); // 1,019 × 20 / 1e6
    assertThat(bill.contractedCost()).isEqualByComparingTo("0.0237288");
  }

  @ParameterizedTest
  @CsvSource({
    // 72,001 × 5 + 200,000 × 0.5 + 100 × 22.5 = 462,255 millionths
    ", 272001, 72001, 0.462255",
    // 72,000 × 2.5 + 200,000 × 0.25 + 100 × 15 = 231,500 millionths
    ", 272000, 72000, 0.2315",
    "default, 272001, 72001, 0.462255",
    "standard, 272001, 72001, 0.462255",
    "auto, 272000, 72000, 0.2315",
    // own prices, no long context of its own: 72,001 × 5 + 200,000 × 0.5 + 100 × 30 = 463,005
    "priority, 272001, 72001, 0.463005",
    // half of 462,255
    "flex, 272001, 72001, 0.2311275",
    "flex, 272000, 72000, 0.11575"
  })
  void aLongRequestPaysTheLongPriceForEveryMeter(
      String tier, long context, String input, String cost) {
    Bill bill =
        Bill.of(
            SPECIFIED,
            Use.of("openai", "gpt-5.4")
                .tier(tier)
                .context(context)
                .with(Meter.INPUT_TEXT, input)
                .with(Meter.CACHE_READ_TEXT, "200000")
                .with(Meter.OUTPUT_TEXT, "100"));

    assertThat(bill.contractedCost()).isEqualByComparingTo(cost);
  }

  @Test
  void threeRequestsBelowTheThresholdAreThreeBaseRequests() {
    Use request = Use.of("openai", "gpt-5.4").context(100_000).with(Meter.INPUT_TEXT, "100000");

    // 300,000 × 2.50 / 1e6 = 0.75, although 300,000 is above 272,000
    assertThat(Bill.of(SPECIFIED, request, request, request).listCost())
        .isEqualByComparingTo("0.75");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 60, 0.0005", // −0.9 s counts as 0 s → one increment → 60 × 0.0005 / 60
    "70, 120, 0.001", // 70 s → 120 s × 0.0005 / 60
    "'10 10', 120, 0.001", // 60 + 60, not ⌈20⌉ = 60
    "'10 70', 180, 0.0015" // one minute and two
  })
  void eachConnectionIsRoundedUpByItself(String seconds, String billable, String cost) {
    Use[] uses = Arrays.stream(seconds.split(" ")).map(s -> connection(s)).toArray(Use[]::new);

    Bill bill = Bill.of(SPECIFIED, uses);

    assertThat(bill.billable()).isEqualByComparingTo(billable);
    assertThat(bill.contractedCost()).isEqualByComparingTo(cost);
  }

  private static Use connection(String seconds) {
    Use use = Use.of("openai", "webrtc").kind(Kind.WEBRTC);
    return seconds.isEmpty() ? use : use.with(Meter.WEBRTC_SECONDS, seconds);
  }

  @Test
  void speechToTextIsSummedBeforeItIsRoundedUp() {
    Bill bill = Bill.of(SPECIFIED, nova("5.05"), nova("5.05"), nova("2.3"));

    // 12.4 → 13 (not 6 + 6 + 3 = 15) × 0.0048 / 60 = 0.00104
    assertThat(bill.billable()).isEqualByComparingTo("13");
    assertThat(bill.listCost()).isEqualByComparingTo("0.00104");
    assertThat(bill.charges()).hasSize(1).extracting(ChargeSum::records).containsExactly(3L);
  }

  @Test
  void anAgreedPriceIsScaledToTheUnitOfTheCard() {
    AgreedPrices agreed =
        AgreedPricesReader.read(
            "- {biller: openai, account: \"*\", model: nova-3, meter: audio_seconds, price: 0.258, per: 3600}");
    Pricer pricer = new Pricer(Cards.book(Cards.SPECIFIED), agreed);

    Bill bill = Bill.of(pricer, nova("12.4"));

    // 0.258 × 60 / 3,600 = 0.0043; 13 × 0.0043 / 60 = 0.000931666666…
    assertThat(bill.contractedCost()).isEqualByComparingTo("0.000931666667");
    assertThat(bill.listCost()).isEqualByComparingTo("0.00104");
  }

  private static Use nova(String seconds) {
    return Use.of("openai", "nova-3").kind(Kind.STT).with(Meter.AUDIO_SECONDS, seconds);
  }

  @Test
  void aRecordIsPricedAsAWholeOrNotAtAll() {
    Pricer pricer =
        pricer(
            "openai",
            "- {model: gpt-4.1-mini, per: 1000000, prices: {input_text: 0.40, output_text: 1.60}}\n");

    PricingResult result =
        pricer.price(
            Use.of("openai", "gpt-4.1-mini")
                .with(Meter.INPUT_AUDIO, "10")
                .with(Meter.OUTPUT_TEXT, "11")
                .facts());

    assertThat(result).isInstanceOf(PricingResult.Unpriced.class);
    PricingResult.Unpriced unpriced = (PricingResult.Unpriced) result;
    assertThat(unpriced.reason()).isEqualTo(UnpricedReason.NO_RATE_FOR_METER);
    assertThat(unpriced.detail()).startsWith("input_audio has no price");
  }

  @ParameterizedTest
  @CsvSource({
    // 90,000 × 100 + 90,000 × 200 + 3,000 × 5 + 3,000 × 20 = 27,075,000 millionths
    "100, 200, 27.075",
    // 90,000 × 10 + 90,000 × 20 + 3,000 × 5 + 3,000 × 20 = 2,775,000 millionths
    "10, 20, 2.775"
  })
  void anHourOfSpeechCostsWhatTheArticlesSay(String audioIn, String audioOut, String cost) {
    Pricer pricer =
        pricer(
            "openai",
            "- {model: r, per: 1000000, prices: {input_audio: %s, output_audio: %s, input_text: 5, output_text: 20}}\n"
                .formatted(audioIn, audioOut));

    Bill bill =
        Bill.of(
            pricer,
            Use.of("openai", "r")
                .with(Meter.INPUT_AUDIO, "90000")
                .with(Meter.OUTPUT_AUDIO, "90000")
                .with(Meter.INPUT_TEXT, "3000")
                .with(Meter.OUTPUT_TEXT, "3000"));

    assertThat(bill.listCost()).isEqualByComparingTo(cost);
  }

  @Test
  void twoParticipantsForHalfAnHourCostThirtyCents() {
    Pricer pricer =
        pricer(
            "livekit",
            "- {model: webrtc, per: 60, increment: 60, prices: {webrtc_seconds: 0.005}}\n");
    Use participant =
        Use.of("livekit", "webrtc").kind(Kind.WEBRTC).with(Meter.WEBRTC_SECONDS, "1800");

    // 2 × 1,800 × 0.005 / 60 = 0.30
    assertThat(Bill.of(pricer, participant, participant).listCost()).isEqualByComparingTo("0.30");
  }
}
