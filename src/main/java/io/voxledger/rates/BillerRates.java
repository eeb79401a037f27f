package io.voxledger.rates;

import io.voxledger.rates.ModelTimeline.Candidate;
import io.voxledger.yaml.NearestNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The cards of one biller, indexed by name and prefix. Thread-safe. */
final class BillerRates {
  private static final int MAX_CACHED_MODELS = 20_000;
  private static final int NAMES_SUGGESTED = 3;

  private final String biller;
  private final Coverage coverage;
  private final Map<String, List<RateInForce>> byName = new HashMap<>();
  private final Map<String, List<RateInForce>> byPrefix = new HashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final Map<String, ModelRates> cache = new ConcurrentHashMap<>();

  /** What is known about a model as reported, the suggestion for when it has no rate included. */
  private record ModelRates(ModelTimeline timeline, String suggestion) {}

  BillerRates(String biller, List<RateCard> cards) {
    this.biller = biller;
    this.coverage = Coverage.of(cards.stream().map(RateCard::effective).toList());
    for (RateCard card : cards) {
      card.entries().forEach(entry -> index(new RateInForce(card, entry)));
    }
  }

  RateLookup find(String model, Instant t) {
    ModelRates rates = ratesOf(model);
    RateLookup.Found found = rates.timeline().at(t).orElse(null);
    return found != null ? found : notFound(model, t, rates);
  }

  /** Every entry that names the model at whatever time, in the order in which they would apply. */
  List<Candidate> considered(String model) {
    return candidates(model.toLowerCase(Locale.ROOT)).stream()
        .sorted(ModelTimeline.PRECEDENCE)
        .toList();
  }

  private RateLookup notFound(String model, Instant t, ModelRates rates) {
    if (!coverage.contains(t)) {
      return new RateLookup.NoRateCard(
          "no rate card of " + biller + " is in force at " + t,
          "its cards cover " + coverage.inWords() + "; add a card, or an earlier effective_from");
    }
    return new RateLookup.NoRateForModel(
        "no rate card of " + biller + " in force at " + t + " has model '" + model + "'",
        rates.suggestion());
  }

  private ModelRates ratesOf(String model) {
    ModelRates known = cache.get(model);
    if (known != null) {
      return known;
    }
    List<Candidate> candidates = candidates(model.toLowerCase(Locale.ROOT));
    ModelRates rates = new ModelRates(ModelTimeline.of(candidates), suggestion(model, candidates));
    if (cache.size() < MAX_CACHED_MODELS) {
      cache.put(model, rates);
    }
    return rates;
  }

  private List<Candidate> candidates(String folded) {
    List<Candidate> candidates = new ArrayList<>();
    for (RateInForce rate : byName.getOrDefault(folded, List.of())) {
      candidates.add(new Candidate(rate, ModelTimeline.EXACT));
    }
    for (int length = folded.length(); length >= 0; length--) {
      for (RateInForce rate : byPrefix.getOrDefault(folded.substring(0, length), List.of())) {
        candidates.add(new Candidate(rate, length));
      }
    }
    return candidates;
  }

  private String suggestion(String model, List<Candidate> candidates) {
    if (!candidates.isEmpty()) {
      Coverage priced =
          Coverage.of(candidates.stream().map(c -> c.rate().card().effective()).toList());
      return "the model is priced " + priced.inWords() + "; add a card for the time between";
    }
    return "nearest models: "
        + String.join(", ", NearestNames.of(model, names, NAMES_SUGGESTED))
        + "; the cards cover "
        + coverage.inWords()
        + "; add the model or an alias to a card";
  }

  private void index(RateInForce rate) {
    rate.entry()
        .names()
        .forEach(
            name -> {
              names.add(name);
              String folded = name.toLowerCase(Locale.ROOT);
              boolean isPrefix = folded.endsWith("*");
              Map<String, List<RateInForce>> index = isPrefix ? byPrefix : byName;
              String key = isPrefix ? folded.substring(0, folded.length() - 1) : folded;
              index.computeIfAbsent(key, k -> new ArrayList<>()).add(rate);
            });
  }
}
