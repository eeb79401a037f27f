package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.RepriceSums.Sum;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.RateCard;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepriceSumsTest {
  private static final String YAML =
      Cards.yaml(
          "b",
          """
          - model: m
            per: 1000000
            prices: {input: 2, output: 10}
            long_context: {over: 100, prices: {input: 4}}
            tiers: {flex: {multiplier: 0.5}}
          """);
  private static final RateCard CARD = Cards.card(YAML);

  private static Optional<BigDecimal> cost(AgreedPrices agreed, Sum sum) {
    return new RepriceSums(CARD, Cards.book(YAML), agreed).cost(sum);
  }

  private static Sum sum(String model, String tier, ContextBand band) {
    return new Sum(
        "b",
        "default",
        model,
        model,
        Kind.LLM,
        Meter.INPUT_TEXT,
        tier,
        Optional.empty(),
        band,
        new BigDecimal("3000000"),
        BigDecimal.TEN);
  }

  @Test
  void sums_take_the_price_of_their_tier_and_band() {
    // 3,000,000 × 2 ÷ 1,000,000 = 6; long 4 → 12; flex half → 3
    assertThat(cost(AgreedPrices.NONE, sum("m", "default", ContextBand.BASE)).orElseThrow())
        .isEqualByComparingTo("6");
    assertThat(cost(AgreedPrices.NONE, sum("m", "default", ContextBand.LONG)).orElseThrow())
        .isEqualByComparingTo("12");
    assertThat(cost(AgreedPrices.NONE, sum("m", "flex", ContextBand.BASE)).orElseThrow())
        .isEqualByComparingTo("3");
  }

  @Test
  void what_was_agreed_applies_to_the_new_price_too() {
    AgreedPrices tenPerCent = AgreedPricesReader.read("[{biller: b, discount: 0.1}]");
    // 6 × 0.9
    assertThat(cost(tenPerCent, sum("m", "default", ContextBand.BASE)).orElseThrow())
        .isEqualByComparingTo("5.4");
  }

  @Test
  void a_model_that_the_card_does_not_name_has_no_new_cost() {
    assertThat(cost(AgreedPrices.NONE, sum("other", "default", ContextBand.BASE))).isEmpty();
  }
}
