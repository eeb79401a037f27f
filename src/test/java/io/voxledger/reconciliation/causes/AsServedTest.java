package io.voxledger.reconciliation.causes;

import static io.voxledger.measure.Meter.CACHE_READ;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.measure.Meter.OUTPUT;
import static io.voxledger.measure.Meter.OUTPUT_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.voxledger.measure.Kind;
import io.voxledger.rates.Cards;
import io.voxledger.rates.RateBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * What a provider's usage export tells of service tiers. Prices per million: base 2.50, 0.25 and
 * 15.00, twice that at priority, half of it at flex and in batches.
 */
class AsServedTest {
  private static final RateBook BOOK =
      Cards.book(
          Cards.yaml(
              "openai",
              """
              - model: gpt-5.4
                aliases: [gpt-5.4-2026-03-05]
                per: 1000000
                prices: {input: 2.50, cache_read: 0.25, output: 15.00}
                tiers:
                  priority: {prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
                  flex: {multiplier: 0.5}
                  batch: {multiplier: 0.5}
              """));

  private static InventedPeriod usedAs(String tier) {
    return new InventedPeriod(BOOK)
        .use(
            "a",
            InventedPeriod.at("12:00:00"),
            "gpt-5.4",
            Kind.LLM,
            tier,
            null,
            0,
            INPUT_TEXT,
            240000,
            CACHE_READ_TEXT,
            60000,
            OUTPUT_TEXT,
            3000);
  }

  private static InventedPeriod aThirdIsPriority(InventedPeriod period) {
    return period
        .served("gpt-5.4", "default", INPUT, 160000, CACHE_READ, 40000, OUTPUT, 2000)
        .served("gpt-5.4", "priority", INPUT, 80000, CACHE_READ, 20000, OUTPUT, 1000);
  }

  private static List<Tuple> causes(InventedPeriod period) {
    return period.explain().causes().stream()
        .map(c -> tuple(c.cause(), c.confidence(), c.amount().stripTrailingZeros()))
        .toList();
  }

  private static Tuple exact(Cause cause, String amount) {
    return tuple(cause, Optional.of(Confidence.EXACT), new BigDecimal(amount).stripTrailingZeros());
  }

  @Test
  void aThirdOfTheRequestsWasServedAtPriority() {
    // 160,000 × 2.5 + 80,000 × 5 = 0.8; 40,000 × 0.25 + 20,000 × 0.5 = 0.02; 0.03 + 0.03
    InventedPeriod period =
        aThirdIsPriority(usedAs(null))
            .billed("gpt-5.4", INPUT, "240000", "0.8")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.02")
            .billed("gpt-5.4", OUTPUT, "3000", "0.06");

    // 0.88 − 0.66
    assertThat(causes(period)).containsExactly(exact(Cause.SERVICE_TIER_PREMIUM, "0.22"));
    assertThat(period.explain().causes().get(0).evidence())
        .contains(
            "tier priority for 101,000 of 303,000 tokens, as the provider's usage export shows");
  }

  @Test
  void theSameIsFoundOnABillWithoutQuantities() {
    assertThat(causes(aThirdIsPriority(usedAs(null)).billed("gpt-5.4", null, null, "0.88")))
        .containsExactly(exact(Cause.SERVICE_TIER_PREMIUM, "0.22"));
  }

  @Test
  void aThirdOfThePriorityRequestsWasDowngraded() {
    // the other way round: 1.32 − 0.22; our records have priority for all of it
    InventedPeriod period =
        usedAs("priority")
            .served("gpt-5.4", "default", INPUT, 80000, CACHE_READ, 20000, OUTPUT, 1000)
            .served("gpt-5.4", "priority", INPUT, 160000, CACHE_READ, 40000, OUTPUT, 2000)
            .billed("gpt-5.4", INPUT, "240000", "1.0")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.025")
            .billed("gpt-5.4", OUTPUT, "3000", "0.075");

    assertThat(causes(period)).containsExactly(exact(Cause.SERVICE_TIER_DISCOUNT, "-0.22"));
    assertThat(period.explain().causes().get(0).evidence())
        .contains("at the price of tier default");
  }

  @Test
  void flexAndBatchesOfOnePriceAreToldApart() {
    InventedPeriod half =
        usedAs(null)
            .billed("gpt-5.4", INPUT, "240000", "0.3")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.0075")
            .billed("gpt-5.4", OUTPUT, "3000", "0.0225");
    assertThat(half.explain().causes())
        .filteredOn(cause -> cause.confidence().equals(Optional.of(Confidence.CANDIDATE)))
        .extracting(FoundCause::cause)
        .contains(Cause.BATCH_DISCOUNT, Cause.SERVICE_TIER_DISCOUNT);

    half.served("gpt-5.4", "batch", INPUT, 240000, CACHE_READ, 60000, OUTPUT, 3000);
    assertThat(causes(half)).containsExactly(exact(Cause.BATCH_DISCOUNT, "-0.33"));
  }

  @Test
  void someIsServedInBatchesAndSomeAtPriority() {
    // a sixth each: 160,000 × 2.5 + 40,000 × 1.25 + 40,000 × 5 = 0.65; 0.01625; 0.04875
    InventedPeriod period =
        usedAs(null)
            .served("gpt-5.4", "default", INPUT, 160000, CACHE_READ, 40000, OUTPUT, 2000)
            .served("gpt-5.4", "batch", INPUT, 40000, CACHE_READ, 10000, OUTPUT, 500)
            .served("gpt-5.4", "priority", INPUT, 40000, CACHE_READ, 10000, OUTPUT, 500)
            .billed("gpt-5.4", INPUT, "240000", "0.65")
            .billed("gpt-5.4", CACHE_READ, "60000", "0.01625")
            .billed("gpt-5.4", OUTPUT, "3000", "0.04875");

    // 0.66 ÷ 6, and half of that off
    assertThat(causes(period))
        .containsExactly(
            exact(Cause.SERVICE_TIER_PREMIUM, "0.11"), exact(Cause.BATCH_DISCOUNT, "-0.055"));
  }

  @Test
  void anExportThatIsNotSplitByTierTellsNothing() {
    InventedPeriod period =
        usedAs(null)
            .served("gpt-5.4", null, INPUT, 160000, CACHE_READ, 40000, OUTPUT, 2000)
            .served("gpt-5.4", "priority", INPUT, 80000, CACHE_READ, 20000, OUTPUT, 1000)
            .billed("gpt-5.4", null, null, "0.88");

    assertThat(period.explain().causes())
        .noneMatch(cause -> cause.evidence().contains("usage export"));
  }
}
