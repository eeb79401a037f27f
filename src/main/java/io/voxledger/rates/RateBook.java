package io.voxledger.rates;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.yaml.NearestNames;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The prices known at one time, ready to be looked up by hash and binary search. Immutable,
 * thread-safe; serialized as its cards and compiled again where it arrives.
 */
public final class RateBook implements Serializable {
  private static final long serialVersionUID = 1L;
  private final List<RateCard> cards;
  private final ExchangeRates exchangeRates;
  private final Instant knownAt;
  private final transient Map<String, BillerRates> byBiller;

  private RateBook(List<RateCard> cards, ExchangeRates exchangeRates, Instant knownAt) {
    this.cards = cards;
    this.exchangeRates = exchangeRates;
    this.knownAt = knownAt;
    this.byBiller =
        cards.stream().collect(groupingBy(RateCard::biller)).entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> new BillerRates(e.getKey(), e.getValue())));
  }

  /**
   * Compiles the cards that were recorded at {@code knownAt} or before.
   *
   * @param cards of distinct ids, see {@link RateCards#distinct}
   * @throws IllegalArgumentException when two cards have one id
   */
  public static RateBook compile(
      Collection<RateCard> cards, ExchangeRates exchangeRates, Instant knownAt) {
    Map<String, RateCard> byId = new TreeMap<>();
    for (RateCard card : cards) {
      if (byId.put(card.id(), card) != null) {
        throw new IllegalArgumentException("two rate cards have the id " + card.id());
      }
    }
    List<RateCard> known =
        byId.values().stream().filter(card -> !card.recordedAt().isAfter(knownAt)).toList();
    return new RateBook(known, exchangeRates, knownAt);
  }

  /** The cards in the book, ordered by id. */
  public List<RateCard> cards() {
    return cards;
  }

  public ExchangeRates exchangeRates() {
    return exchangeRates;
  }

  /** As of when the book tells what was known. */
  public Instant knownAt() {
    return knownAt;
  }

  /**
   * The entry that applies to a biller's model at an instant: of the cards in force those that name
   * the model, else those with the longest prefix of it; of several the latest effective, then the
   * latest recorded, then the greatest id. Of imported cards only those of the latest pull of a
   * price list that names the model as exactly.
   *
   * @param biller as in a usage record, lower case
   * @param model as reported; case does not matter
   */
  public RateLookup find(String biller, String model, Instant t) {
    BillerRates rates = byBiller.get(biller);
    if (rates == null) {
      rates = byBiller.get(biller.toLowerCase(Locale.ROOT));
    }
    return rates == null ? noCard(biller) : rates.find(model, t);
  }

  /** The entry's model under which usage and bills of that model meet; empty when none applies. */
  public Optional<String> sku(String biller, String model, Instant t) {
    return find(biller, model, t) instanceof RateLookup.Found found
        ? Optional.of(found.rate().entry().model())
        : Optional.empty();
  }

  /**
   * Every entry of the book that names the model, the one that applies at {@code t} first, with
   * what speaks for or against it.
   */
  public List<ConsideredRate> considered(String biller, String model, Instant t) {
    BillerRates rates = byBiller.get(biller.toLowerCase(Locale.ROOT));
    return rates == null ? List.of() : ConsideredRate.judge(rates.considered(model), t);
  }

  private RateLookup noCard(String biller) {
    String detail = "no rate card of " + biller + " is known";
    String nearest =
        NearestNames.nearest(biller, byBiller.keySet())
            .map(name -> "there are cards of " + name + "; ")
            .orElse("");
    return new RateLookup.NoRateCard(detail, nearest + "add a card with biller: " + biller);
  }

  private Object readResolve() {
    return new RateBook(cards, exchangeRates, knownAt);
  }
}
