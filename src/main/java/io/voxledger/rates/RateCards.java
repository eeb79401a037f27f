package io.voxledger.rates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards of a night, each id once. */
public final class RateCards {
  /**
   * What remains of several files.
   *
   * @param cards ordered by id
   * @param conflicts cards whose id another file uses for something else
   */
  public record Distinct(List<RateCard> cards, List<InvalidRateCard> conflicts) {}

  private RateCards() {}

  /**
   * Keeps, of the cards of one id, the one of the smallest file. A card of equal content is a
   * repeat; one of other content is an error. The order of {@code cards} does not matter.
   */
  public static Distinct distinct(Collection<RateCard> cards) {
    Map<String, RateCard> kept = new LinkedHashMap<>();
    List<InvalidRateCard> conflicts = new ArrayList<>();
    cards.stream()
        .sorted(
            Comparator.comparing(RateCard::id)
                .thenComparing(RateCard::file)
                .thenComparing(RateCard::contentDigest))
        .forEach(
            card -> {
              RateCard first = kept.putIfAbsent(card.id(), card);
              if (first != null) {
                conflictWith(first, card).ifPresent(conflicts::add);
              }
            });
    return new Distinct(List.copyOf(kept.values()), List.copyOf(conflicts));
  }

  /** What is wrong with a card whose id another one has: nothing, when they say the same. */
  public static Optional<InvalidRateCard> conflictWith(RateCard first, RateCard card) {
    return first.contentDigest().equals(card.contentDigest())
        ? Optional.empty()
        : Optional.of(conflict(card, first));
  }

  private static InvalidRateCard conflict(RateCard card, RateCard first) {
    String reason =
        "id '"
            + card.id()
            + "' is used by "
            + first.file()
            + " with other content; give the card its own id";
    return new InvalidRateCard(card.file(), 1, reason, Optional.of("id"), Optional.empty());
  }
}
