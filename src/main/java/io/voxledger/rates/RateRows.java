package io.voxledger.rates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every price that a card can yield: the rows of table {@code rate}. */
public final class RateRows {
  private RateRows() {}

  /** The card's prices, each rate_id once, in the order of the card. */
  public static List<PublishedRate> of(RateCard card) {
    Map<String, PublishedRate> rows = new LinkedHashMap<>();
    for (RateEntry entry : card.entries()) {
      new RateInForce(card, entry)
          .allSlices()
          .flatMap(slice -> slice.rates().stream())
          .forEach(rate -> rows.putIfAbsent(rate.rateId(), rate));
    }
    return List.copyOf(rows.values());
  }
}
