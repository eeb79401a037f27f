package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceExplainerTest {
  private static final Pricer PRICER =
      new Pricer(
          Cards.book(Cards.yaml("b", RandomUses.RATES)),
          AgreedPricesReader.read(RandomUses.CONTRACTS));

  @Test
  void aReceiptShowsTheCardTheChainAndTheArithmetic() {
    String older =
        Cards.SPECIFIED
            .replace("2026-09-0", "2026-08-0")
            .replace("id: openai-2026-08-01", "id: old");
    Pricer pricer = new Pricer(Cards.book(older, Cards.SPECIFIED), AgreedPrices.NONE);
    Use use =
        Use.of("openai", "gpt-5.4")
            .tier("flex")
            .region("eu")
            .context(300_000)
            .with(Meter.CACHE_READ_TEXT, "200000");

    Explanation explanation = new PriceExplainer(pricer).explain(use.facts()).get(0);

    assertThat(explanation.cards())
        .containsExactly(
            "openai-2026-09-01 ('gpt-5.4', effective 2026-09-01T00:00:00Z, recorded 2026-09-02T08:00:00Z): applies",
            "old ('gpt-5.4', effective 2026-08-01T00:00:00Z, recorded 2026-08-02T08:00:00Z): "
                + "another card is effective later");
    assertThat(explanation.chain())
        .containsExactly(
            "cache_read_text in long-context prices: none",
            "cache_read in long-context prices: 0.5");
    assertThat(explanation.unitPrice())
        .isEqualTo("0.5 × 0.5 (tier flex) × 1.1 (region eu) = 0.275");
    assertThat(explanation.contractedUnitPrice()).isEqualTo(explanation.unitPrice());
  }

  @Test
  void aCostIsWrittenAsPeopleWould() {
    Pricer pricer =
        new Pricer(
            Cards.book(Cards.yaml("b", "- {model: m, per: 1000000, prices: {input: 10}}\n")),
            AgreedPrices.NONE);
    PricedMeter priced =
        Bill.priced(pricer, Use.of("b", "m").with(Meter.INPUT_AUDIO, "29")).meters().get(0);
    ChargeCost cost = ChargeSum.of(priced).cost(priced.rate());

    assertThat(Arithmetic.listCost(priced.rate(), cost)).isEqualTo("29 × 10 ÷ 1,000,000 = 0.00029");
    assertThat(Arithmetic.billable(priced.rate(), cost)).isEqualTo("29");
  }

  @Test
  void roundingUpAndAgreedPricesAreShown() {
    Use use = Use.of("b", "nova-3").kind(Kind.STT).with(Meter.AUDIO_SECONDS, "12.4");
    PricedMeter priced = Bill.priced(PRICER, use).meters().get(0);
    ChargeCost cost = ChargeSum.of(priced).cost(priced.rate());

    assertThat(Arithmetic.billable(priced.rate(), cost)).isEqualTo("12.4 → 13 (increments of 1)");
    assertThat(Arithmetic.contractedUnitPrice(priced.rate()))
        .isEqualTo("0.258 × 60 ÷ 3,600 = 0.0043");
    assertThat(Arithmetic.contractedCost(priced.rate(), cost))
        .isEqualTo("13 × 0.0043 ÷ 60 = 0.000931666667");
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void readingTheArithmeticGivesThePriceAndTheCost(long seed) {
    RandomUses random = new RandomUses(seed);
    PriceExplainer explainer = new PriceExplainer(PRICER);
    for (int i = 0; i < 300; i++) {
      Use use = random.next();
      List<PricedMeter> meters = Bill.priced(PRICER, use).meters();
      List<Explanation> explanations = explainer.explain(use.facts());
      assertThat(explanations).hasSameSizeAs(meters);
      for (int m = 0; m < meters.size(); m++) {
        AppliedRate rate = meters.get(m).rate();
        ChargeCost cost = ChargeSum.of(meters.get(m)).cost(rate);
        assertThat(compute(explanations.get(m).unitPrice())).isEqualByComparingTo(rate.unitPrice());
        assertThat(compute(explanations.get(m).contractedUnitPrice()))
            .isEqualByComparingTo(rate.contractedUnitPrice());
        assertThat(compute(Arithmetic.listCost(rate, cost))).isEqualByComparingTo(cost.listCost());
        assertThat(compute(Arithmetic.contractedCost(rate, cost)))
            .isEqualByComparingTo(cost.contractedCost());
        String last = explanations.get(m).chain().get(explanations.get(m).chain().size() - 1);
        assertThat(last).startsWith(rate.published().publishedFor().code()).doesNotEndWith("none");
      }
    }
  }

  @Test
  void whatHasNoPriceHasNoExplanation() {
    assertThat(
            new PriceExplainer(PRICER)
                .explain(Use.of("b", "x").with(Meter.INPUT_TEXT, "1").facts()))
        .isEmpty();
  }

  /**
   * Computes {@code a × b ÷ c × (1 − d) … = result} from the text, and checks the result that it
   * states.
   */
  private static BigDecimal compute(String arithmetic) {
    String[] sides = arithmetic.replace(",", "").split(" = ");
    String left = sides[0].replace("(1 − ", "(1−").replaceAll(" \\((?!1−)[^)]*\\)", "");
    String[] words = left.split(" ");
    BigDecimal value = new BigDecimal(words[0]);
    for (int i = 1; i < words.length; i += 2) {
      value =
          words[i].equals("×")
              ? value.multiply(factor(words[i + 1]))
              : value.divide(factor(words[i + 1]), new MathContext(60));
    }
    BigDecimal rounded = value.setScale(12, RoundingMode.HALF_EVEN);
    assertThat(new BigDecimal(sides[1])).as(arithmetic).isEqualByComparingTo(rounded);
    return rounded;
  }

  private static BigDecimal factor(String text) {
    return text.startsWith("(1−")
        ? BigDecimal.ONE.subtract(new BigDecimal(text.substring(3, text.length() - 1)))
        : new BigDecimal(text);
  }
}
