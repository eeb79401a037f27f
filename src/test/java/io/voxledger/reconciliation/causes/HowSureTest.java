package io.voxledger.reconciliation.causes;

import static io.voxledger.measure.Meter.AUDIO_SECONDS;
import static io.voxledger.measure.Meter.CACHE_READ;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.measure.Meter.OUTPUT;
import static io.voxledger.measure.Meter.OUTPUT_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillCategory;
import io.voxledger.measure.Kind;
import io.voxledger.rates.Cards;
import io.voxledger.rates.RateBook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is claimed of bills that several causes may have made. */
class HowSureTest {
  private static final String RATES =
      """
      - model: large
        per: 1000000
        prices: {input: 2.50, cache_read: 0.25, output: 15.00}
        long_context: {over: 272000, prices: {input: 5.00, cache_read: 0.50, output: 22.50}}
        tiers:
          priority: {prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
          flex: {multiplier: 0.5}
        regions: {eu: {multiplier: 1.1}}
      - model: small
        per: 1000000
        prices: {input: 0.75, cache_read: 0.075, output: 4.50}
        tiers: {flex: {multiplier: 0.5}, batch: {multiplier: 0.5}}
      - model: plain
        per: 1000000
        prices: {input: 0.20, output: 1.30}
      - model: nova-3
        per: 60
        prices: {audio_seconds: 0.0048}
      """;
  private static final RateBook BOOK = Cards.book(Cards.yaml("openai", RATES));

  private static InventedPeriod period() {
    return new InventedPeriod(BOOK);
  }

  /** 0.6, 0.015 and 0.045 USD. */
  private static InventedPeriod large() {
    return period()
        .use(
            "a",
            "large",
            Kind.LLM,
            INPUT_TEXT,
            240_000,
            CACHE_READ_TEXT,
            60_000,
            OUTPUT_TEXT,
            3000);
  }

  /** The same with a bill of it that is right. */
  private static InventedPeriod largeAsBilled() {
    return large()
        .billed("large", INPUT, "240000", "0.6")
        .billed("large", CACHE_READ, "60000", "0.015")
        .billed("large", OUTPUT, "3000", "0.045");
  }

  /** Cause, confidence and amount to a millionth, without candidates and what is left. */
  private static List<String> claimed(ExplainPeriod.Result result) {
    return result.causes().stream()
        .filter(found -> found.isClaimed() && found.cause() != Cause.UNEXPLAINED)
        .map(found -> found.cause() + " " + found.confidence().orElseThrow() + " " + usd(found))
        .toList();
  }

  private static String usd(FoundCause found) {
    return found
        .amount()
        .setScale(6, java.math.RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static List<Cause> candidates(ExplainPeriod.Result result) {
    return result.causes().stream()
        .filter(found -> !found.isClaimed())
        .map(FoundCause::cause)
        .toList();
  }

  @Test
  void aTierOnOneMeterIsNoTierOfRequests() {
    // only the output is billed at the price of priority: 0.09
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, "240000", "0.6")
            .billed("large", CACHE_READ, "60000", "0.015")
            .billed("large", OUTPUT, "3000", "0.09")
            .explain();

    assertThat(claimed(result)).noneMatch(claim -> claim.contains("EXACT"));
  }

  @Test
  void hiddenThinkingIsToldBesideAPriceOnABillWithoutQuantities() {
    // three times the output: 0.135; all × 1.1: 0.66, 0.0165 and 0.1485
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, null, "0.66")
            .billed("large", CACHE_READ, null, "0.0165")
            .billed("large", OUTPUT, null, "0.1485")
            .explain();

    // 6,000 × 15 more tokens at our price; then a tenth of 0.6 + 0.015 + 0.135. The region alone
    // leaves the output open, so that it is not exact either.
    assertThat(claimed(result))
        .containsExactly("REASONING_TOKENS PARTIAL 0.09", "REGION_UPLIFT PARTIAL 0.075");
  }

  @Test
  void oneMeterThatMovedAloneIsNoLostRequest() {
    // a third more cached input; input and output are equal to the token
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, "240000", "0.6")
            .billed("large", CACHE_READ, "80000", "0.02")
            .billed("large", OUTPUT, "3000", "0.045")
            .explain();

    assertThat(claimed(result)).noneMatch(claim -> claim.contains("EXACT"));
  }

  @Test
  void moreThanWasUsedWithoutAPriceIsNotExplainedByIt() {
    ExplainPeriod.Result result =
        largeAsBilled()
            .unpriced("new", INPUT_TEXT, "700000")
            .billed("new", INPUT, "1000000", "10")
            .explain();

    // 10 × 700,000 ÷ 1,000,000; what the other 300,000 are, nobody knows
    assertThat(claimed(result)).containsExactly("UNPRICED_USAGE PARTIAL 7");
    assertThat(result.causes())
        .filteredOn(found -> found.cause() == Cause.UNEXPLAINED)
        .singleElement()
        .satisfies(rest -> assertThat(rest.amount()).isEqualByComparingTo("3"));
  }

  /** 900 of unknown modality cannot be more than 900 of two lines together. */
  @Test
  void usageOfUnknownModalityExplainsLinesOnlyAsFarAsItGoes() {
    ExplainPeriod.Result result =
        largeAsBilled()
            .unpriced("new", INPUT, "900")
            .billed("new", INPUT_TEXT, "600", "1.2")
            .billed("new", INPUT_AUDIO, "600", "12")
            .explain();

    // 600 × 900 ÷ 1,200 = 450 of each, three quarters: 0.9 + 9
    assertThat(claimed(result)).containsExactly("UNPRICED_USAGE PARTIAL 9.9");
  }

  /**
   * A million of unknown modality and 39,037 too many on a line have nothing to do with each other.
   */
  @Test
  void muchUsageOfUnknownModalityIsNotASmallExcess() {
    ExplainPeriod.Result result =
        period()
            .use("a", "large", Kind.LLM, INPUT_TEXT, 240_000, OUTPUT_TEXT, 3000)
            .unpriced("large", INPUT, "1000000")
            .billed("large", INPUT_TEXT, "279037", "0.6975925")
            .billed("large", OUTPUT_TEXT, "3000", "0.045")
            .explain();

    assertThat(claimed(result)).noneMatch(claim -> claim.startsWith("UNPRICED_USAGE"));
  }

  @Test
  void whatWasReportedWithoutAPriceIsNoLostUsage() {
    ExplainPeriod.Result result =
        period()
            .use("a", "large", Kind.LLM, INPUT_TEXT, 240_000, OUTPUT_TEXT, 30_000)
            .unpriced("large", INPUT, "12000")
            .unpriced("large", OUTPUT, "1500")
            .billed("large", INPUT, "300000", "0.75")
            .billed("large", OUTPUT, "37500", "0.5625")
            .explain();

    // of 60,000 × 2.5 and 7,500 × 15 a millionth each: 0.03 + 0.0225, and 0.12 + 0.09 besides
    assertThat(claimed(result))
        .containsExactly("USAGE_MISSING EXACT 0.21", "UNPRICED_USAGE EXACT 0.0525");
  }

  @Test
  void aBillWithoutQuantitiesDoesNotTellHowMuchHadNoPrice() {
    ExplainPeriod.Result result =
        largeAsBilled().unpriced("new", INPUT, "10").billed("new", INPUT, null, "500").explain();

    assertThat(claimed(result)).containsExactly("UNPRICED_USAGE PARTIAL 500");
  }

  @Test
  void aBillOfLessThanHadNoPriceIsNotExact() {
    ExplainPeriod.Result result =
        largeAsBilled()
            .unpriced("new", INPUT, "1000000")
            .billed("new", INPUT, "10", "0.5")
            .explain();

    assertThat(claimed(result)).containsExactly("UNPRICED_USAGE PARTIAL 0.5");
  }

  /** Less than a unit is still not what was used of another meter. */
  @Test
  void halfATokenOfAnotherMeterIsNoUsageWithoutAPrice() {
    ExplainPeriod.Result result =
        largeAsBilled().unpriced("new", INPUT, "1000").billed("new", OUTPUT, "0.5", "7").explain();

    assertThat(claimed(result)).noneMatch(claim -> claim.startsWith("UNPRICED_USAGE"));
  }

  /** 37 times is a ratio as good as 60 × 0.6167 or 100 × 0.37, and fewer causes. */
  @Test
  void aLargeRatioIsNoUnitOfAnotherSizeWithADiscount() {
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, "240000", "22.2")
            .billed("large", CACHE_READ, "60000", "0.555")
            .billed("large", OUTPUT, "3000", "1.665")
            .explain();

    assertThat(claimed(result)).noneMatch(claim -> claim.contains("EXACT"));
    assertThat(candidates(result)).doesNotContain(Cause.UNEXPLAINED);
  }

  /** One record cannot be a repeat of another that was billed, where nothing is billed. */
  @Test
  void nothingBilledIsNoRepeat() {
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, "0", "0")
            .billed("large", CACHE_READ, "0", "0")
            .billed("large", OUTPUT, "0", "0")
            .explain();

    assertThat(claimed(result)).isEmpty();
  }

  @Test
  void aCreditThatSpeaksOfAMinimumIsACredit() {
    ExplainPeriod.Result result =
        largeAsBilled()
            .charged(BillCategory.CREDIT, "Credit: minimum wait guarantee", "-3")
            .charged(BillCategory.ADJUSTMENT, "Minimum monthly charge", "7")
            .explain();

    assertThat(claimed(result)).containsExactly("MINIMUM_CHARGE EXACT 7", "CREDIT EXACT -3");
  }

  @Test
  void oneRatioOfABillWithoutQuantitiesMayBeOneOfQuantities() {
    ExplainPeriod.Result result =
        large()
            .use("a", "small", Kind.LLM, INPUT_TEXT, 400_000, OUTPUT_TEXT, 10_000)
            .billed("large", INPUT, null, "0.64386") // each × 1.0731
            .billed("large", CACHE_READ, null, "0.0160965")
            .billed("large", OUTPUT, null, "0.0482895")
            .billed("small", INPUT, null, "0.32193")
            .billed("small", OUTPUT, null, "0.0482895")
            .explain();

    assertThat(claimed(result)).isEmpty();
    assertThat(candidates(result)).contains(Cause.MARKUP, Cause.USAGE_MISSING);
  }

  @Test
  void anUnreportedCachedShareIsToldAtARegionsPrice() {
    // 100,000 of 240,000 are cached: 0.35 and 0.025; output 0.045; all × 1.1
    ExplainPeriod.Result result =
        period()
            .use("a", "large", Kind.LLM, INPUT_TEXT, 240_000, OUTPUT_TEXT, 3000)
            .billed("large", INPUT, null, "0.385")
            .billed("large", CACHE_READ, null, "0.0275")
            .billed("large", OUTPUT, null, "0.0495")
            .explain();

    // 100,000 × (0.25 − 2.5); 0.42 × 0.1
    assertThat(claimed(result))
        .containsExactly("CACHED_USAGE_NOT_REPORTED EXACT -0.225", "REGION_UPLIFT EXACT 0.042");
  }

  @Test
  void ofTwoTiersThatFitTheOneThatHoldsElsewhereIsTaken() {
    ExplainPeriod.Result result =
        large()
            .use("a", "small", Kind.LLM, INPUT_TEXT, 400_000, OUTPUT_TEXT, 10_000)
            .billed("large", INPUT, "240000", "0.3")
            .billed("large", CACHE_READ, "60000", "0.0075")
            .billed("large", OUTPUT, "3000", "0.0225")
            .billed("small", INPUT, "400000", "0.15")
            .billed("small", OUTPUT, "10000", "0.0225")
            .explain();

    // (0.66 + 0.345) ÷ 2; batch would be a second cause
    assertThat(claimed(result)).containsExactly("SERVICE_TIER_DISCOUNT EXACT -0.5025");
  }

  @Test
  void twoTiersThatFitAreCandidatesWhereNothingElseTells() {
    ExplainPeriod.Result result =
        period()
            .use("a", "small", Kind.LLM, INPUT_TEXT, 400_000, OUTPUT_TEXT, 10_000)
            .billed("small", INPUT, "400000", "0.15")
            .billed("small", OUTPUT, "10000", "0.0225")
            .explain();

    assertThat(claimed(result)).isEmpty();
    assertThat(candidates(result)).contains(Cause.SERVICE_TIER_DISCOUNT, Cause.BATCH_DISCOUNT);
  }

  @Test
  void aRatioMayBePartOfATierAndAnother() {
    // × 0.65, or half of it × 1.3
    ExplainPeriod.Result result =
        large()
            .billed("large", INPUT, "240000", "0.39")
            .billed("large", CACHE_READ, "60000", "0.00975")
            .billed("large", OUTPUT, "3000", "0.02925")
            .explain();

    assertThat(claimed(result)).containsExactly("UNKNOWN_DISCOUNT PARTIAL -0.231");
    assertThat(candidates(result)).contains(Cause.SERVICE_TIER_DISCOUNT, Cause.MARKUP);
  }

  @Test
  void aRatioThatNothingElseCanBePartOfIsExact() {
    ExplainPeriod.Result result =
        period()
            .use("a", "plain", Kind.LLM, INPUT_TEXT, 1_000_000, OUTPUT_TEXT, 100_000)
            .billed("plain", INPUT, "1000000", "0.16")
            .billed("plain", OUTPUT, "100000", "0.104")
            .explain();

    assertThat(claimed(result)).containsExactly("UNKNOWN_DISCOUNT EXACT -0.066"); // × 0.8
  }

  @Test
  void aRoundRatioOfASingleLineIsClaimedAndAnOddOneIsNot() {
    // 80,003 s × 0.0048 ÷ 60 = 6.40024; × 0.7297 = 4.670255128
    ExplainPeriod.Result round =
        period()
            .use("a", "nova-3", Kind.STT, AUDIO_SECONDS, 80_003)
            .billed("nova-3", AUDIO_SECONDS, "80003", "4.670255128")
            .explain();
    ExplainPeriod.Result odd =
        period()
            .use("a", "nova-3", Kind.STT, AUDIO_SECONDS, 80_003)
            .billed("nova-3", AUDIO_SECONDS, "80003", "4.670123456")
            .explain();

    assertThat(claimed(round)).containsExactly("UNKNOWN_DISCOUNT PARTIAL -1.729985");
    assertThat(candidates(round)).isEmpty();
    assertThat(claimed(odd)).isEmpty();
    assertThat(candidates(odd)).contains(Cause.UNKNOWN_DISCOUNT);
  }

  @Test
  void linesInWholeCentsAreRounded() {
    // 0.6 + 0.015 + 0.045; 0.0075 + 0.0045: each up to a cent
    ExplainPeriod.Result result =
        large()
            .use("a", "small", Kind.LLM, INPUT_TEXT, 10_000, OUTPUT_TEXT, 1000)
            .billed("large", INPUT, null, "0.600000000000")
            .billed("large", CACHE_READ, null, "0.020000000000")
            .billed("large", OUTPUT, null, "0.050000000000")
            .billed("small", INPUT, null, "0.010000000000")
            .billed("small", OUTPUT, null, "0.010000000000")
            .explain();

    // 0.69 − 0.672 = 0.018
    assertThat(claimed(result)).containsExactly("INVOICE_ROUNDING EXACT 0.018");
    assertThat(candidates(result)).isEmpty();
  }
}
