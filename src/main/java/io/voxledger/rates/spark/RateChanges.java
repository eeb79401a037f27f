package io.voxledger.rates.spark;

import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateCard;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the prices that are known differ from those that usage was priced with last: cards that came,
 * went or changed, and exchange rates of days.
 */
public final class RateChanges {
  /** Prices that are not compared. */
  public static final RateChanges NONE =
      new RateChanges(List.of(), List.of(), ExchangeRates.NONE, ExchangeRates.NONE);

  private final boolean ofCards;
  private final Map<String, List<Card>> byBiller;
  private final ExchangeRates before;
  private final ExchangeRates now;

  /**
   * Where a card holds.
   *
   * @param until exclusive
   * @param currency in which its prices are, where their conversion is all that may have changed
   */
  record Card(String biller, Instant from, Optional<Instant> until, Optional<String> currency) {
    Card(String biller, Instant from, Optional<Instant> until) {
      this(biller, from, until, Optional.empty());
    }

    static Card of(RateCard card) {
      return new Card(card.biller(), card.effective().from(), card.effective().until());
    }

    private static Card converted(RateCard card) {
      Card whole = of(card);
      return new Card(whole.biller, whole.from, whole.until, Optional.of(card.currency()));
    }

    private boolean covers(LocalDate day) {
      return !day.isBefore(dayOf(from)) && until.map(end -> !day.isAfter(dayOf(end))).orElse(true);
    }

    private static LocalDate dayOf(Instant instant) {
      return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  /**
   * Compares.
   *
   * @param changed cards that came, went or changed
   * @param known every card that is known
   */
  RateChanges(List<Card> changed, List<RateCard> known, ExchangeRates before, ExchangeRates now) {
    this.ofCards = !changed.isEmpty();
    this.before = before;
    this.now = now;
    Stream<Card> converted =
        known.stream()
            .filter(card -> !before.of(card.currency()).equals(now.of(card.currency())))
            .map(Card::converted);
    this.byBiller =
        Stream.concat(changed.stream(), converted).collect(Collectors.groupingBy(Card::biller));
  }

  public boolean isNone() {
    return !ofCards() && !ofExchangeRates();
  }

  /** Whether a card came, went or changed. */
  public boolean ofCards() {
    return ofCards;
  }

  /** Whether the exchange rate of any currency and day changed. */
  public boolean ofExchangeRates() {
    return !before.rates().equals(now.rates());
  }

  /** Whose usage may cost something else now. */
  public Set<String> billers() {
    return byBiller.keySet();
  }

  /** Whether a biller's usage of a UTC day may cost something else now. */
  public boolean bearOn(String biller, LocalDate day) {
    return byBiller.getOrDefault(biller, List.of()).stream()
        .filter(card -> card.covers(day))
        .anyMatch(card -> card.currency().map(code -> isConverted(code, day)).orElse(true));
  }

  private boolean isConverted(String currency, LocalDate day) {
    return !before.find(currency, day).equals(now.find(currency, day));
  }
}
