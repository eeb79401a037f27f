package io.voxledger.rates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the entry behind a stored price, and what other cards say about the same sku. */
public final class RateIndex {
  private static final Comparator<RateInForce> BY_TIME =
      Comparator.<RateInForce, java.time.Instant>comparing(r -> r.card().effective().from())
          .thenComparing(r -> r.card().recordedAt())
          .thenComparing(r -> r.card().id());

  private final RateBook book;
  private final Map<String, Map<String, Located>> bySku = new HashMap<>();

  /** An entry with the terms under which it gives a price. */
  public record Located(RateInForce rate, PublishedRate published) {}

  public RateIndex(RateBook book) {
    this.book = book;
  }

  /** The entry that gave that price; empty when its card is gone. */
  public Optional<Located> find(String biller, String sku, String rateId) {
    return Optional.ofNullable(
        bySku
            .computeIfAbsent(biller + "|" + sku, key -> located(entries(biller, sku)))
            .get(rateId));
  }

  /** What the biller's cards say about a sku, in the order in which they became effective. */
  public List<RateInForce> entries(String biller, String sku) {
    List<RateInForce> entries = new ArrayList<>();
    for (RateCard card : book.cards()) {
      if (card.biller().equals(biller)) {
        card.entries().stream()
            .filter(entry -> entry.names().anyMatch(sku::equalsIgnoreCase))
            .forEach(entry -> entries.add(new RateInForce(card, entry)));
      }
    }
    entries.sort(BY_TIME);
    return entries;
  }

  private static Map<String, Located> located(List<RateInForce> entries) {
    Map<String, Located> byId = new HashMap<>();
    for (RateInForce rate : entries) {
      rate.allSlices()
          .flatMap(slice -> slice.rates().stream())
          .forEach(published -> byId.putIfAbsent(published.rateId(), new Located(rate, published)));
    }
    return byId;
  }
}
