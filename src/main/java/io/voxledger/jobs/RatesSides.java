package io.voxledger.jobs;

import io.voxledger.rates.CompareRates.Side;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.time.Timestamps;
import io.voxledger.yaml.NearestNames;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What people mean by a side of {@code rates diff}. */
final class RatesSides {
  private final LandedRates rates;
  private final RatesOptions wanted;
  private final RunOptions common;
  private final List<RateCard> cards;

  RatesSides(LandedRates rates, RatesOptions wanted, RunOptions common) {
    this.rates = rates;
    this.wanted = wanted;
    this.common = common;
    this.cards =
        rates.distinct().cards().stream().filter(card -> wanted.wants(card, rates)).toList();
  }

  /** A biller, a source, a card's id or a day; a name may have {@code @} and a day behind it. */
  Side side(String text) {
    if (Timestamps.iso(text).isPresent()) {
      return side(text, card -> true, RatesOptions.instant("SIDE", text));
    }
    int at = text.lastIndexOf('@');
    boolean dated = at > 0 && cards.stream().noneMatch(card -> card.id().equals(text));
    String name = dated ? text.substring(0, at) : text;
    Instant when = dated ? RatesOptions.instant("SIDE", text.substring(at + 1)) : wanted.at(common);
    for (Predicate<RateCard> meaning : meanings(name)) {
      if (cards.stream().anyMatch(meaning.and(this::isInForce))) {
        return side(text, meaning.and(this::isInForce), when);
      }
      if (cards.stream().anyMatch(meaning)) {
        return side(text, meaning, when);
      }
    }
    throw new Voxledger.WrongUsage(
        "side '" + name + "' is no biller, source or card; nearest: " + nearest(name));
  }

  /** Built-in cards that the settings do not name price nothing: they stand in for others only. */
  private boolean isInForce(RateCard card) {
    return !rates.sourceOf(card).equals(LandedRates.BUILT_IN);
  }

  private List<Predicate<RateCard>> meanings(String name) {
    return List.of(
        card -> card.biller().equalsIgnoreCase(name),
        card -> rates.sourceOf(card).equalsIgnoreCase(name),
        card -> card.id().equals(name));
  }

  private Side side(String name, Predicate<RateCard> meaning, Instant at) {
    return new Side(
        name,
        RateBook.compile(
            cards.stream().filter(meaning).toList(), ExchangeRates.NONE, common.ratesKnownAt()),
        at);
  }

  private String nearest(String name) {
    TreeSet<String> names = new TreeSet<>();
    for (RateCard card : cards) {
      names.add(card.biller());
      names.add(rates.sourceOf(card));
    }
    return String.join(", ", NearestNames.of(name, names, 3));
  }
}
