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

  private static final BigDecimal BILLIONTH = new BigDecimal("0.000000001");
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
    assertThat(exceptions)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "deepseek-off", PeerDefect.OLDER_FILE, // cut on 2026-09-10
                "deepseek-peak", PeerDefect.OLDER_FILE,
                "gpt54mini-priority", PeerDefect.OLDER_FILE, // tiers since October
                "gpt55-300k", PeerDefect.OLDER_FILE, // threshold not listed in August
                "gpt56sol-before", PeerDefect.OLDER_FILE, // undated in August: since the pull only
                "tts1-1000ch", PeerDefect.OLDER_FILE, // not listed in August
                "rt-cached-nosplit", PeerDefect.MISSING_CACHED_SPLIT));
  }

  @Test
  void litellm_answers_are_ours_within_a_billionth() {
    Map<String, PeerDefect> exceptions = new TreeMap<>();
    for (PeerCase peerCase : PeerCase.all()) {
      BigDecimal ours = cost(LITELLM, peerCase.facts(peerCase.model())).orElseThrow();
      BigDecimal theirs = peerCase.answer("litellm").orElseThrow();
      if (ours.subtract(theirs).abs().compareTo(BILLIONTH) > 0) {
        exceptions.put(peerCase.id(), PeerDefect.MISSING_CACHED_SPLIT);
      }
    }
    // text 5,378 x 0.06 + audio 2,814 x 0.30 + 31 x 10 + 250 x 2.40 + 1,019 x 20, per million;
    // LiteLLM bills 8,192 cached tokens as text and no text input
    assertThat(exceptions)
        .containsExactlyEntriesOf(Map.of("rt-cached-nosplit", PeerDefect.MISSING_CACHED_SPLIT));
    PeerCase noSplit =
        PeerCase.all().stream()
            .filter(c -> exceptions.containsKey(c.id()))
            .findFirst()
            .orElseThrow();
    assertThat(cost(LITELLM, noSplit.facts(noSplit.model())))
        .contains(new BigDecimal("0.022456880000"));
  }

  /** What the two tools get wrong by hand calculation, they get wrong here too: by their prices. */
  @Test
  void where_their_prices_are_wrong_so_is_the_cost() {
    Map<String, PeerDefect> litellm = new TreeMap<>();
    Map<String, PeerDefect> genai = new TreeMap<>();
    for (PeerCase peerCase : PeerCase.all()) {
      String genaiModel =
          peerCase.json().get("genai_prices").path("model").asText(peerCase.model());
      peerCase
          .byHand()
          .ifPresent(
              hand -> {
                if (differs(cost(LITELLM, peerCase.facts(peerCase.model())), hand)) {
                  litellm.put(peerCase.id(), defect(peerCase));
                }
                if (differs(cost(GENAI_FLAT, peerCase.facts(genaiModel)), hand)) {
                  genai.put(peerCase.id(), defect(peerCase));
                }
              });
    }
    assertThat(litellm)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gpt56sol-before", PeerDefect.NO_HISTORY,
                "4o-transcribe", PeerDefect.AUDIO_AT_THE_PRICE_OF_TEXT));
    assertThat(genai).isEmpty();
  }

  private static PeerDefect defect(PeerCase peerCase) {
    return peerCase.id().equals("4o-transcribe")
        ? PeerDefect.AUDIO_AT_THE_PRICE_OF_TEXT
        : PeerDefect.NO_HISTORY;
  }

  private static boolean differs(Optional<BigDecimal> ours, BigDecimal theirs) {
    return ours.orElseThrow().subtract(theirs).abs().compareTo(BILLIONTH) > 0;
  }

  private static Optional<BigDecimal> cost(Pricer pricer, UsageFacts usage) {
    if (usage.quantities().isEmpty()) {
      return Optional.of(Rounding.cost(BigDecimal.ZERO, BigDecimal.ONE, 1));
    }
    PricingResult result = pricer.price(usage);
    return result instanceof Priced priced
        ? priced.meters().stream()
            .map(meter -> ChargeSum.of(meter).cost(meter.rate()).listCost())
            .reduce(BigDecimal::add)
        : Optional.empty();
  }
}
