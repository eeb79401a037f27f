package io.voxledger.rates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Every price that a card can yield: the rows of table {@code rate}. */
public final class RateRows {
  private RateRows() {}

  /** The card's prices, each rate_id once, in the order of the card. */
  public static List<PublishedRate> of(RateCard card) {
    return of(card, entry -> true);
  }

  /** The prices of those entries that are wanted. */
  public static List<PublishedRate> of(RateCard card, Predicate<RateEntry> wanted) {
    Map<String, PublishedRate> rows = new LinkedHashMap<>();
    for (RateEntry entry : card.entries().stream().filter(wanted).toList()) {
      new RateInForce(card, entry)
          .allSlices()
          .flatMap(slice -> slice.rates().stream())
          .forEach(rate -> rows.putIfAbsent(rate.rateId(), rate));
    }
    return List.copyOf(rows.values());
  }
}
