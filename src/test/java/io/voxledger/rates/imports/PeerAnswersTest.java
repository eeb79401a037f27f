package io.voxledger.rates.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.money.Rounding;
import io.voxledger.pricing.ChargeSum;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.PricingResult;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.UsageFacts;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.Cards;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Priced with another tool's prices, usage costs what that tool says. Where it does not, the reason
 * is a known defect of that tool, named here.
 */
class PeerAnswersTest {
  /** What is wrong, or cannot be, with an answer of another tool. */
  enum PeerDefect {
    /** The map has today's prices only: usage before a cut costs what it would cost today. */
    NO_HISTORY,
    /** Cached tokens are not told apart by modality: LiteLLM guesses, genai-prices refuses. */
    MISSING_CACHED_SPLIT,
    /** The map prices audio as text. */
    AUDIO_AT_THE_PRICE_OF_TEXT,
    /** The file is older than the tool that answered. */
    OLDER_FILE
  }

  private static final String EARLIER_THAN_ALL_CASES = "2026-01-01T00:00:00Z";

  private static final Pricer LITELLM = pricer(PriceFiles.litellm(EARLIER_THAN_ALL_CASES));
  private static final Pricer GENAI = pricer(PriceFiles.genaiPrices("2026-08-21T00:00:00Z"));
  private static final Pricer GENAI_FLAT = pricer(PriceFiles.flat("2026-11-20T00:00:00Z"));

  private static Pricer pricer(ImportedRates rates) {
    return new Pricer(
        RateBook.compile(rates.cards(), ExchangeRates.NONE, Cards.LATER), AgreedPrices.NONE);
  }

  @Test
  void genai_prices_answers_are_ours_to_the_last_of_twelve_decimals() {
    Map<String, PeerDefect> exceptions = new TreeMap<>();
    for (PeerCase peerCase : PeerCase.all()) {
      // the flat file lists prices, not names: the answer says which model it took
      String model = peerCase.json().get("genai_prices").path("model").asText(peerCase.model());
      Optional<BigDecimal> ours = cost(GENAI_FLAT, peerCase.facts(model));
      Optional<BigDecimal> theirs = peerCase.answer("genai_prices");
      if (theirs.isEmpty()) {
        exceptions.put(peerCase.id(), PeerDefect.MISSING_CACHED_SPLIT);
      } else {
        assertThat(ours)
            .as(peerCase.id())
            .contains(theirs.get().setScale(12, RoundingMode.HALF_EVEN));
      }
    }
    assertThat(exceptions)
        .containsExactlyEntriesOf(Map.of("rt-cached-nosplit", PeerDefect.MISSING_CACHED_SPLIT));
  }

  @Test
  void the_nested_file_of_genai_prices_gives_the_same_but_for_what_came_after_it() {
    Map<String, PeerDefect> exceptions = new TreeMap<>();
    for (PeerCase peerCase : PeerCase.all()) {
      Optional<BigDecimal> ours = cost(GENAI, peerCase.facts(peerCase.model()));
      Optional<BigDecimal> theirs =
          peerCase.answer("genai_prices").map(usd -> usd.setScale(12, RoundingMode.HALF_EVEN));
      if (theirs.isEmpty()) {
        exceptions.put(peerCase.id(), PeerDefect.MISSING_CACHED_SPLIT);
      } else if (!ours.equals(theirs)) {
        exceptions.put(peerCase.id(), PeerDefect.OLDER_FILE);
      }
    }
    System.out.println(exceptions);
  }

  @Test
  void litellm_answers_are_ours_within_a_billionth() {
    for (PeerCase peerCase : PeerCase.all()) {
      if (peerCase.id().equals("rt-cached-nosplit")) {
        continue;
      }
      BigDecimal theirs = peerCase.answer("litellm").orElseThrow();
      assertThat(cost(LITELLM, peerCase.facts(peerCase.model())).orElseThrow())
          .as(peerCase.id())
          .isCloseTo(theirs, org.assertj.core.data.Offset.offset(new BigDecimal("1e-9")));
    }
  }

  private static Optional<BigDecimal> cost(Pricer pricer, UsageFacts usage) {
    if (usage.quantities().isEmpty()) {
      return Optional.of(Rounding.cost(BigDecimal.ZERO, BigDecimal.ONE, 1));
    }
    PricingResult result = pricer.price(usage);
    if (!(result instanceof Priced priced)) {
      System.out.println(usage.model() + " " + result);
      return Optional.empty();
    }
    return priced.meters().stream()
        .map(meter -> ChargeSum.of(meter).cost(meter.rate()).listCost())
        .reduce(BigDecimal::add);
  }
}
