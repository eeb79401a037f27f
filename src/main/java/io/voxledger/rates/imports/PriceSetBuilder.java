package io.voxledger.rates.imports;

import io.voxledger.measure.Meter;
import io.voxledger.rates.imports.PriceSet.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the prices of one condition and notes what a card cannot say about them. */
final class PriceSetBuilder {
  private final String model;
  private final List<NotSaid> notSaid;
  private final PriceSet prices = new PriceSet();
  private final List<Claim> counted = new ArrayList<>();

  /** A price of something that we count as a meter. */
  private record Claim(String path, Meter meter, Optional<Threshold> threshold, Published price) {}

  PriceSetBuilder(String model, List<NotSaid> notSaid) {
    this.model = model;
    this.notSaid = notSaid;
  }

  /** A price of a meter; of several for one meter the first counts, others are noted. */
  void price(String path, Meter meter, Optional<Threshold> threshold, Published price) {
    Published first = prices.at(threshold).putIfAbsent(meter, price);
    if (first != null && !first.sameAs(price)) {
      notSaid.add(
          NotSaid.beside(path, model, "a second price of " + meter.code() + "; the first counts"));
    }
  }

  /** A price of something that we count as a meter. */
  void countedAs(String path, Meter meter, Optional<Threshold> threshold, Published price) {
    counted.add(new Claim(path, meter, threshold, price));
  }

  /** Notes what has no place on a card. */
  void cannotSay(String path, String why) {
    notSaid.add(NotSaid.beside(path, model, why));
  }

  PriceSet build() {
    for (Claim claim : counted) {
      Published own = prices.at(claim.threshold()).get(claim.meter());
      if (own == null || !own.sameAs(claim.price())) {
        cannotSay(
            claim.path(),
            "a card counts it as " + claim.meter().code() + ", which costs otherwise");
      }
    }
    prices.above().values().removeIf(Map::isEmpty);
    return prices;
  }
}
