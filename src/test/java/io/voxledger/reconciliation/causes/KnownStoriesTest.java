package io.voxledger.reconciliation.causes;

import static io.voxledger.measure.Meter.AUDIO_SECONDS;
import static io.voxledger.measure.Meter.CACHE_READ;
import static io.voxledger.measure.Meter.CACHE_READ_AUDIO;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.measure.Meter.OUTPUT;
import static io.voxledger.measure.Meter.OUTPUT_AUDIO;
import static io.voxledger.measure.Meter.OUTPUT_TEXT;
import static io.voxledger.measure.Meter.WEBRTC_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.RateBook;
import io.voxledger.reconciliation.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people ask in forums and issues, as bills. */
class KnownStoriesTest {
  private static final String RATES =
      """
      - model: gpt-5.4
        per: 1000000
        prices: {input: 2.50, cache_read: 0.25, output: 15.00}
        long_context: {over: 272000, prices: {input: 5.00, cache_read: 0.50, output: 22.50}}
        tiers:
          priority: {prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
          flex: {multiplier: 0.5}
        regions: {eu: {multiplier: 1.1}}
      - model: gpt-5.5
        per: 1000000
        prices: {input: 5.00, cache_read: 0.50, output: 30.00}
        long_context: {over: 272000, prices: {input: 10.00, cache_read: 1.00, output: 45.00}}
      - model: gpt-5.4-mini
        per: 1000000
        prices: {input: 0.75, cache_read: 0.075, output: 4.50}
      - model: gpt-4o-mini-realtime-preview
        per: 1000000
        prices: {input_text: 0.60, cache_read_text: 0.30, output_text: 2.40, input_audio: 10, cache_read_audio: 0.30, output_audio: 20}
      - model: gpt-4o-transcribe
        per: 1000000
        prices: {input_audio: 6.00, input_text: 2.50, output_text: 10.00}
      - model: nova-3
        per: 60
        prices: {audio_seconds: 0.0048}
      - model: webrtc
        per: 60
        prices: {webrtc_seconds: 0.0005}
      """;
  private static final RateBook BOOK = Cards.book(Cards.yaml("openai", RATES));

  private static InventedPeriod period() {
    return new InventedPeriod(BOOK);
  }

  private static FoundCause only(ExplainPeriod.Result result) {
    assertThat(result.causes()).hasSize(1);
    return result.causes().get(0);
  }

  private static void assertExact(ExplainPeriod.Result result, Cause cause, String amount) {
    FoundCause found = only(result);
    assertThat(found.cause()).as(found.evidence()).isEqualTo(cause);
    assertThat(found.confidence()).contains(Confidence.EXACT);
    assertThat(found.amount()).isEqualByComparingTo(amount);
    assertThat(result.rows())
        .allMatch(row -> row.status() == Status.MATCHED || row.status() == Status.EXPLAINED);
  }

  @Test
  void requestsBelowTheThresholdAreBilledAtTheLongContextPrice() {
    // 5.4: 240,000 × 2.5 + 60,000 × 0.25 + 3,000 × 15 per million = 0.66; long 1.2 + 0.03 + 0.0675
    // 5.5: 100,000 × 5 + 10,000 × 30 = 0.8; long 1 + 0.45 = 1.45; mini 0.075 + 0.0045, as billed
    ExplainPeriod.Result result =
        period()
            .use(
                "a",
                "gpt-5.4",
                Kind.LLM,
                INPUT_TEXT,
                240000,
                CACHE_READ_TEXT,
                60000,
                OUTPUT_TEXT,
                3000)
            .use("a", "gpt-5.5", Kind.LLM, INPUT_TEXT, 100000, OUTPUT_TEXT, 10000)
            .use("a", "gpt-5.4-mini", Kind.LLM, INPUT_TEXT, 100000, OUTPUT_TEXT, 1000)
            .billed("gpt-5.4", INPUT, "240000", "1.2")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.03")
            .billed("gpt-5.4", OUTPUT, "3000", "0.0675")
            .billed("gpt-5.5", INPUT, "100000", "1.0")
            .billed("gpt-5.5", OUTPUT, "10000", "0.45")
            .billed("gpt-5.4-mini", INPUT, "100000", "0.075")
            .billed("gpt-5.4-mini", OUTPUT, "1000", "0.0045")
            .explain();

    // (1.2975 − 0.66) + (1.45 − 0.8)
    assertExact(result, Cause.LONG_CONTEXT_RATE_APPLIED, "1.2875");
  }

  @Test
  void theSameWithoutQuantities() {
    ExplainPeriod.Result result =
        period()
            .use(
                "a",
                "gpt-5.4",
                Kind.LLM,
                INPUT_TEXT,
                240000,
                CACHE_READ_TEXT,
                60000,
                OUTPUT_TEXT,
                3000)
            .billed("gpt-5.4", null, null, "1.2975")
            .explain();

    assertExact(result, Cause.LONG_CONTEXT_RATE_APPLIED, "0.6375");
  }

  @Test
  void cachedInputIsBilledAtTheFullPrice() {
    // 60,000 × (2.5 − 0.25) per million
    assertExact(
        period()
            .use(
                "a",
                "gpt-5.4",
                Kind.LLM,
                INPUT_TEXT,
                240000,
                CACHE_READ_TEXT,
                60000,
                OUTPUT_TEXT,
                3000)
            .billed("gpt-5.4", INPUT, "300000", "0.75")
            .billed("gpt-5.4", OUTPUT, "3000", "0.045")
            .explain(),
        Cause.CACHE_DISCOUNT_NOT_APPLIED,
        "0.135");
    assertExact(
        period()
            .use(
                "a",
                "gpt-5.4",
                Kind.LLM,
                INPUT_TEXT,
                240000,
                CACHE_READ_TEXT,
                60000,
                OUTPUT_TEXT,
                3000)
            .billed("gpt-5.4", INPUT, "240000", "0.6")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.15")
            .billed("gpt-5.4", OUTPUT, "3000", "0.045")
            .explain(),
        Cause.CACHE_DISCOUNT_NOT_APPLIED,
        "0.135");
  }

  @Test
  void defaultIsBilledAsPriority() {
    assertExact(
        period()
            .use("a", "gpt-5.4", Kind.LLM, INPUT_TEXT, 240000, OUTPUT_TEXT, 3000)
            .billed("gpt-5.4", INPUT, "240000", "1.2")
            .billed("gpt-5.4", OUTPUT, "3000", "0.09")
            .explain(),
        Cause.SERVICE_TIER_PREMIUM,
        "0.645"); // 1.29 − 0.645
  }

  @Test
  void priorityIsAskedForAndBilledAsDefault() {
    assertExact(
        period()
            .use(
                "a",
                InventedPeriod.at("12:00:00"),
                "gpt-5.4",
                Kind.LLM,
                "priority",
                null,
                1000,
                INPUT_TEXT,
                240000,
                OUTPUT_TEXT,
                3000)
            .billed("gpt-5.4", INPUT, "240000", "0.6")
            .billed("gpt-5.4", OUTPUT, "3000", "0.045")
            .explain(),
        Cause.SERVICE_TIER_DISCOUNT,
        "-0.645");
  }

  /** Tier priority has no long-context price; the default tier has, for the larger request. */
  @Test
  void priorityOfLongRequestsIsAskedForAndBilledAsDefault() {
    // priority (400,000 × 5 + 3,000 × 30) per million = 2.09
    // default 300,000 × 5 + 2,000 × 22.5 of the long, 100,000 × 2.5 + 1,000 × 15 of the other: 1.81
    for (boolean hasQuantities : List.of(true, false)) {
      assertExact(
          period()
              .use(
                  "a",
                  InventedPeriod.at("12:00:00"),
                  "gpt-5.4",
                  Kind.LLM,
                  "priority",
                  null,
                  300_000,
                  INPUT_TEXT,
                  300_000,
                  OUTPUT_TEXT,
                  2000)
              .use(
                  "a",
                  InventedPeriod.at("13:00:00"),
                  "gpt-5.4",
                  Kind.LLM,
                  "priority",
                  null,
                  100_000,
                  INPUT_TEXT,
                  100_000,
                  OUTPUT_TEXT,
                  1000)
              .billed("gpt-5.4", INPUT, hasQuantities ? "400000" : null, "1.75")
              .billed("gpt-5.4", OUTPUT, hasQuantities ? "3000" : null, "0.06")
              .explain(),
          Cause.SERVICE_TIER_DISCOUNT,
          "-0.28");
    }
  }

  @Test
  void aPriceCutIsLearnedLate() {
    String cut =
        """
        id: openai-cut
        biller: openai
        effective_from: 2026-09-10
        recorded_at: 2026-09-20
        rates:
          - model: gpt-5.4
            per: 1000000
            prices: {input: 2.00, cache_read: 0.20, output: 12.00}
        """;
    RateBook every = Cards.book(Cards.yaml("openai", RATES), cut);
    assertExact(
        new InventedPeriod(BOOK, every, AgreedPrices.NONE)
            .use("a", "gpt-5.4", Kind.LLM, INPUT_TEXT, 240000, OUTPUT_TEXT, 3000)
            .billed("gpt-5.4", INPUT, "240000", "0.48")
            .billed("gpt-5.4", OUTPUT, "3000", "0.036")
            .explain(),
        Cause.RATE_CHANGED,
        "-0.129"); // 0.516 − 0.645
  }

  @Test
  void streamsAreBilledFourToFiveSecondsLongerThanTheirAudio() {
    // 400 streams of 20 s, billed 24.5 s each
    InventedPeriod period = period();
    for (int i = 0; i < 400; i++) {
      period.use("s" + i, "nova-3", Kind.STT, AUDIO_SECONDS, 20);
    }
    // 9,800 × 0.0048 ÷ 60 = 0.784; 8,000 s cost 0.64
    assertExact(
        period.billed("nova-3", AUDIO_SECONDS, "9800", "0.784").explain(),
        Cause.CONNECTION_TIME,
        "0.144");
  }

  @Test
  void transcriptionOfRealtimeIsBilledOnItsOwnModel() {
    assertExact(
        period()
            .use(
                "a",
                "gpt-4o-mini-realtime-preview",
                Kind.LLM,
                INPUT_AUDIO,
                29000,
                OUTPUT_AUDIO,
                10000)
            .billed("gpt-4o-mini-realtime-preview", INPUT_AUDIO, "29000", "0.29")
            .billed("gpt-4o-mini-realtime-preview", OUTPUT_AUDIO, "10000", "0.2")
            .billed("gpt-4o-transcribe", INPUT_AUDIO, "50000", "0.3")
            .explain(),
        Cause.SIDECAR_MODEL,
        "0.3");
  }

  @Test
  void connectionsAreRoundedUpToMinutesEach() {
    // 1,000 connections of 10 s: 10,000 s, billed 60,000 s × 0.0005 ÷ 60 = 0.5
    InventedPeriod period = period();
    for (int i = 0; i < 1000; i++) {
      period.use("s" + i, "webrtc", Kind.WEBRTC, WEBRTC_SECONDS, 10);
    }
    // 0.5 − 10,000 × 0.0005 ÷ 60, computed by the connection: 1,000 × 0.000083333333
    assertExact(
        period.billed("webrtc", WEBRTC_SECONDS, "60000", "0.5").explain(),
        Cause.PER_RESOURCE_ROUNDING,
        "0.416666667");
  }

  /** Base requests take the long price; flex requests keep half the base price. */
  @Test
  void onlySomeRequestsAreBilledAtTheLongContextPrice() {
    // default 100,000 × 2.5 + 1,000 × 15 = 0.265, long 0.5225; flex (50,000 × 2.5 + 500 × 15) ÷ 2
    assertExact(
        period()
            .use("a", "gpt-5.4", Kind.LLM, INPUT_TEXT, 100000, OUTPUT_TEXT, 1000)
            .use(
                "b",
                InventedPeriod.at("12:00:00"),
                "gpt-5.4",
                Kind.LLM,
                "flex",
                null,
                1000,
                INPUT_TEXT,
                50000,
                OUTPUT_TEXT,
                500)
            .billed("gpt-5.4", INPUT, "150000", "0.5625")
            .billed("gpt-5.4", OUTPUT, "1500", "0.02625")
            .explain(),
        Cause.LONG_CONTEXT_RATE_APPLIED,
        "0.2575");
  }

  /** Who changed it is known, and not why: somebody has to look. */
  @Test
  void aLaterPullChangesWhatWasRightAndOpensItAgain() {
    ExplainPeriod.Result result =
        period()
            .use("a", "gpt-5.4", Kind.LLM, INPUT_TEXT, 240000, OUTPUT_TEXT, 3000)
            .billedBefore("gpt-5.4", INPUT, "240000", "0.6")
            .billedBefore("gpt-5.4", OUTPUT, "3000", "0.045")
            .billed("gpt-5.4", INPUT, "240000", "0.71234")
            .billed("gpt-5.4", OUTPUT, "3000", "0.045")
            .explain();

    FoundCause found = only(result);
    assertThat(found.cause()).isEqualTo(Cause.RESTATEMENT);
    assertThat(found.amount()).isEqualByComparingTo("0.11234"); // 0.71234 − 0.6
    assertThat(result.rows().get(result.rows().size() - 1).status()).isEqualTo(Status.OVER_BILLED);
  }

  @Test
  void aBillThatIsPulledTooEarlyMissesUsage() {
    assertExact(
        period()
            .use("a", "gpt-5.4", Kind.LLM, INPUT_TEXT, 240000, OUTPUT_TEXT, 3000)
            .billed("gpt-5.4", INPUT, "200000", "0.5")
            .billed("gpt-5.4", OUTPUT, "2000", "0.03")
            .pulledEarly()
            .explain(),
        Cause.LATE_USAGE,
        "-0.115"); // 0.53 − 0.645
  }

  @Test
  void usageWithoutAPriceIsOnTheBill() {
    assertExact(
        period()
            .use("a", "gpt-5.4-mini", Kind.LLM, INPUT_TEXT, 100000)
            .billed("gpt-5.4-mini", INPUT, "100000", "0.075")
            .unpriced("gpt-5.9-nano", INPUT_TEXT, "10000")
            .billed("gpt-5.9-nano", INPUT, "10000", "0.4")
            .explain(),
        Cause.UNPRICED_USAGE,
        "0.4");
  }

  /** The card has prices of text only; the bill has one of the audio as well. */
  @Test
  void aMeterWithoutAPriceIsOnTheBillBesideOthersOfTheModel() {
    assertExact(
        period()
            .use("a", "gpt-5.4-mini", Kind.LLM, INPUT_TEXT, 100000)
            .billed("gpt-5.4-mini", INPUT_TEXT, "100000", "0.075")
            .unpriced("gpt-5.4-mini", INPUT_AUDIO, "40009")
            .billed("gpt-5.4-mini", INPUT_AUDIO, "40009", "1.28")
            .explain(),
        Cause.UNPRICED_USAGE,
        "1.28");
  }

  private static InventedPeriod speaking() {
    return period()
        .use(
            "a",
            "gpt-4o-mini-realtime-preview",
            Kind.LLM,
            INPUT_TEXT,
            100_000,
            OUTPUT_TEXT,
            10_000,
            INPUT_AUDIO,
            20_000);
  }

  /** A report told 51,007 in and 3,005 out, and not of what; the bill has them by modality. */
  @Test
  void usageOfUnknownModalityIsOnTheLinesOfItsDirection() {
    assertExact(
        speaking()
            .unpriced("gpt-4o-mini-realtime-preview", INPUT, "51007")
            .unpriced("gpt-4o-mini-realtime-preview", OUTPUT, "3005")
            .billed("gpt-4o-mini-realtime-preview", INPUT_TEXT, "111007", "0.0666042")
            .billed("gpt-4o-mini-realtime-preview", INPUT_AUDIO, "60000", "0.6")
            .billed("gpt-4o-mini-realtime-preview", OUTPUT_TEXT, "10004", "0.0240096")
            .billed("gpt-4o-mini-realtime-preview", OUTPUT_AUDIO, "3001", "0.06002")
            .explain(),
        Cause.UNPRICED_USAGE,
        // 11,007 × 0.6 + 40,000 × 10 + 4 × 2.4 + 3,001 × 20, a millionth each
        "0.4666338");
  }

  @Test
  void usageOfUnknownModalityOfAModelThatNothingElseIsKnownOf() {
    assertExact(
        period()
            .use("a", "gpt-5.4-mini", Kind.LLM, INPUT_TEXT, 100000)
            .billed("gpt-5.4-mini", INPUT_TEXT, "100000", "0.075")
            .unpriced("gpt-4o-mini-realtime-preview", INPUT, "51007")
            .billed("gpt-4o-mini-realtime-preview", INPUT_TEXT, "11007", "0.0066042")
            .billed("gpt-4o-mini-realtime-preview", INPUT_AUDIO, "40000", "0.4")
            .explain(),
        Cause.UNPRICED_USAGE,
        "0.4066042");
  }

  @Test
  void aRecordWithoutAPriceIsOnTheBillBesideOthersOfItsMeter() {
    // 40,009 × 10 and 77 × 2.4, a millionth each
    assertExact(
        period()
            .use("a", "gpt-4o-mini-realtime-preview", Kind.LLM, OUTPUT_TEXT, 10_000)
            .unpriced("gpt-4o-mini-realtime-preview", INPUT_AUDIO, "40009")
            .unpriced("gpt-4o-mini-realtime-preview", OUTPUT_TEXT, "77")
            .billed("gpt-4o-mini-realtime-preview", INPUT_AUDIO, "40009", "0.40009")
            .billed("gpt-4o-mini-realtime-preview", OUTPUT_TEXT, "10077", "0.0241848")
            .explain(),
        Cause.UNPRICED_USAGE,
        "0.4002748");
  }

  @Test
  void audioIsBilledOnTheLinesOfText() {
    // 20,000 × (0.6 − 10) a millionth
    assertExact(
        speaking()
            .billed("gpt-4o-mini-realtime-preview", INPUT_TEXT, "120000", "0.072")
            .billed("gpt-4o-mini-realtime-preview", OUTPUT_TEXT, "10000", "0.024")
            .explain(),
        Cause.MODALITY_MISMATCH,
        "-0.188");
  }

  @Test
  void longRequestsAreBilledAtTheBasePrice() {
    // 300,000 × 5 + 100,000 × 0.5 + 2,000 × 22.5 per million = 1.595 for 0.75 + 0.025 + 0.03
    ExplainPeriod.Result result =
        period()
            .use(
                "a",
                InventedPeriod.at("12:00:00"),
                "gpt-5.4",
                Kind.LLM,
                null,
                null,
                400_000,
                INPUT_TEXT,
                300000,
                CACHE_READ_TEXT,
                100000,
                OUTPUT_TEXT,
                2000)
            .billed("gpt-5.4", INPUT, "300000", "0.75")
            .billed("gpt-5.4", CACHE_READ, "100000", "0.025")
            .billed("gpt-5.4", OUTPUT, "2000", "0.03")
            .explain();

    assertExact(result, Cause.LONG_CONTEXT_RATE_APPLIED, "-0.79");
    assertThat(Cause.LONG_CONTEXT_RATE_APPLIED.action(only(result).amount()))
        .startsWith("check the threshold");
  }

  @Test
  void aLaterCardAndCachedInputOnTheLineOfTheInputMeetInOneBill() {
    String dearer =
        """
        id: openai-dearer
        biller: openai
        effective_from: 2026-09-20
        rates:
          - {model: gpt-5.4, per: 1000000, prices: {input: 3.125, cache_read: 0.3125, output: 18.75}}
          - {model: gpt-5.4-mini, per: 1000000, prices: {input: 0.9375, cache_read: 0.09375, output: 5.625}}
        """;
    RateBook every = Cards.book(Cards.yaml("openai", RATES), dearer);
    ExplainPeriod.Result result =
        new InventedPeriod(every)
            .use(
                "a",
                "gpt-5.4",
                Kind.LLM,
                INPUT_TEXT,
                1000000,
                CACHE_READ_TEXT,
                500000,
                OUTPUT_TEXT,
                200000)
            .use(
                "a",
                "gpt-5.4-mini",
                Kind.LLM,
                INPUT_TEXT,
                1000000,
                CACHE_READ_TEXT,
                500000,
                OUTPUT_TEXT,
                200000)
            .billed("gpt-5.4", INPUT, "1000000", "3.125")
            .billed("gpt-5.4", CACHE_READ, "500000", "0.15625")
            .billed("gpt-5.4", OUTPUT, "200000", "3.75")
            .billed("gpt-5.4-mini", INPUT, "1500000", "1.40625")
            .billed("gpt-5.4-mini", OUTPUT, "200000", "1.125")
            .explain();

    // (2.5 + 0.125 + 3) ÷ 4 and (0.75 + 0.0375 + 0.9) ÷ 4; then 500,000 × (0.9375 − 0.09375)
    assertThat(result.causes())
        .extracting(found -> found.cause() + " " + found.amount().stripTrailingZeros())
        .containsExactlyInAnyOrder("RATE_CHANGED 1.828125", "CACHE_DISCOUNT_NOT_APPLIED 0.421875");
  }

  @Test
  void theCachedShareOfABillThatTellsNoModalitiesIsPricedByModality() {
    String byModality =
        """
        - {model: chatty, per: 1000000, prices: {input_text: 0.40, cache_read_text: 0.10, output_text: 1.60}}
        """;
    assertExact(
        new InventedPeriod(Cards.book(Cards.yaml("openai", byModality)))
            .use("a", "chatty", Kind.LLM, INPUT_TEXT, 1000003, OUTPUT_TEXT, 50001)
            .billed("chatty", INPUT, "400001", "0.1600004")
            .billed("chatty", CACHE_READ, "600002", "0.0600002")
            .billed("chatty", OUTPUT, "50001", "0.0800016")
            .explain(),
        Cause.CACHED_USAGE_NOT_REPORTED,
        "-0.1800006"); // 600,002 × (0.1 − 0.4) per million
  }

  @Test
  void theUsageBeforeThePacificMidnightIsAllOfADayOnTheBill() {
    Instant nextMorning = InventedPeriod.at("03:30:00").plusSeconds(86_400);
    assertExact(
        period()
            .use(
                "a",
                nextMorning,
                "gpt-5.4-mini",
                Kind.LLM,
                null,
                null,
                0,
                INPUT_TEXT,
                100000,
                OUTPUT_TEXT,
                1000)
            .billed("gpt-5.4-mini", INPUT, "100000", "0.075")
            .billed("gpt-5.4-mini", OUTPUT, "1000", "0.0045")
            .explain(),
        Cause.DAY_BOUNDARY,
        "0.0795");
  }

  /** Of the thread: 0.0526568 calculated with all input uncached, 0.0237288 right. */
  @Test
  void telemetryIgnoresTheCachedShare() {
    String model = "gpt-4o-mini-realtime-preview";
    // 5,378 text of which 5,376 cached, 2,845 audio of which 2,816 cached, × 1,000
    ExplainPeriod.Result result =
        period()
            .use(
                "a",
                model,
                Kind.LLM,
                INPUT_TEXT,
                5378000,
                INPUT_AUDIO,
                2845000,
                OUTPUT_TEXT,
                250000,
                OUTPUT_AUDIO,
                1019000)
            .billed(model, INPUT_TEXT, "2000", "0.0012")
            .billed(model, CACHE_READ_TEXT, "5376000", "1.6128")
            .billed(model, INPUT_AUDIO, "29000", "0.29")
            .billed(model, CACHE_READ_AUDIO, "2816000", "0.8448")
            .billed(model, OUTPUT_TEXT, "250000", "0.6")
            .billed(model, OUTPUT_AUDIO, "1019000", "20.38")
            .explain();

    // 5,376,000 × (0.3 − 0.6) + 2,816,000 × (0.3 − 10) per million = −1.6128 − 27.3152
    assertExact(result, Cause.CACHED_USAGE_NOT_REPORTED, "-28.928");
  }

  @Test
  void theSameOnABillWithoutQuantities() {
    String model = "gpt-4o-mini-realtime-preview";
    ExplainPeriod.Result result =
        period()
            .use("a", model, Kind.LLM, INPUT_AUDIO, 2845000, OUTPUT_AUDIO, 1019000)
            .billed(model, INPUT_AUDIO, null, "0.29")
            .billed(model, CACHE_READ_AUDIO, null, "0.8448")
            .billed(model, OUTPUT_AUDIO, null, "20.38")
            .explain();

    assertExact(result, Cause.CACHED_USAGE_NOT_REPORTED, "-27.3152");
  }

  /** 0.86, 0.19 and 1.23 calculated, 0.41, 0.12 and 0.50 on the bill, and nothing else known. */
  @Test
  void threeDaysOfWhichOnlyTotalsAreKnownHaveItAmongTheCandidates() {
    List<List<String>> days =
        List.of(List.of("0.86", "0.41"), List.of("0.19", "0.12"), List.of("1.23", "0.50"));
    for (List<String> day : days) {
      // input audio at 10 per million for nine tenths of the cost, the rest output
      BigDecimal calculated = new BigDecimal(day.get(0));
      BigDecimal input = calculated.multiply(new BigDecimal("0.9")).movePointRight(5);
      BigDecimal output =
          calculated.multiply(new BigDecimal("0.1")).movePointRight(6).movePointLeft(1);
      ExplainPeriod.Result result =
          period()
              .use(
                  "a",
                  "gpt-4o-mini-realtime-preview",
                  Kind.LLM,
                  INPUT_AUDIO,
                  input.toBigInteger(),
                  OUTPUT_AUDIO,
                  output.divide(BigDecimal.valueOf(2)).toBigInteger())
              .billed("gpt-4o-mini-realtime-preview", null, null, day.get(1))
              .explain();
      assertThat(result.causes())
          .filteredOn(c -> c.cause() == Cause.CACHED_USAGE_NOT_REPORTED)
          .extracting(FoundCause::confidence)
          .containsExactly(Optional.of(Confidence.CANDIDATE));
      assertThat(result.causes())
          .noneMatch(c -> c.confidence().equals(Optional.of(Confidence.EXACT)));
    }
  }

  @Test
  void sessionsWithoutUsageSpeakForLostTelemetry() {
    // a third more of everything than was computed: 100,000 × 0.75 and 4,000 × 4.50 per million
    ExplainPeriod.Result result =
        period()
            .use("a", "gpt-5.4-mini", Kind.LLM, INPUT_TEXT, 75000, OUTPUT_TEXT, 3000)
            .billed("gpt-5.4-mini", INPUT, "100000", "0.075")
            .billed("gpt-5.4-mini", OUTPUT, "4000", "0.018")
            .silent(2)
            .explain();

    assertExact(result, Cause.USAGE_MISSING, "0.02325");
    assertThat(only(result).evidence())
        .endsWith(
            "Sessions of these days with connections and no usage, whose telemetry may be lost: 2.");
  }

  @Test
  void aDiscountThatIsAgreedForTheReportedNameIsNotOnTheBill() {
    RateBook book =
        Cards.book(
            Cards.yaml(
                "openai",
                """
                - model: gpt-r
                  aliases: [gpt-r-2026]
                  per: 1000000
                  prices: {input: 2.50, output: 15.00}
                """));
    ExplainPeriod.Result result =
        new InventedPeriod(
                book,
                book,
                AgreedPricesReader.read("- {biller: openai, model: gpt-r-2026, discount: 0.07}\n"))
            .use("a", "gpt-r-2026", Kind.LLM, INPUT_TEXT, 100000, OUTPUT_TEXT, 4000)
            .billed("gpt-r", INPUT, "100000", "0.25")
            .billed("gpt-r", OUTPUT, "4000", "0.06")
            .explain();

    // 7 % of 0.25 + 0.06
    assertExact(result, Cause.AGREED_DISCOUNT_MISSING, "0.0217");
  }
}
