package io.voxledger.rates;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A price as a card states it, before anything falls back on it.
 *
 * @param tier {@code default}, or the name of the service tier
 * @param band whether it is the price of long requests
 * @param price with the tier's multiplier, in the card's currency for the entry's {@code per} units
 */
public record StatedPrice(String tier, ContextBand band, Meter meter, BigDecimal price) {

  /** Everything that an entry states, the base first. */
  public static List<StatedPrice> of(RateEntry entry) {
    List<StatedPrice> stated = new ArrayList<>();
    entry
        .reachableTiers()
        .forEach(
            tier -> {
              add(stated, tier, ContextBand.BASE, tier.prices());
              tier.longContext()
                  .ifPresent(longer -> add(stated, tier, ContextBand.LONG, longer.prices()));
            });
    return stated;
  }

  private static void add(
      List<StatedPrice> stated, AppliedTier tier, ContextBand band, PriceList prices) {
    for (Map.Entry<Meter, BigDecimal> price : prices.asMap().entrySet()) {
      stated.add(
          new StatedPrice(
              tier.name(), band, price.getKey(), price.getValue().multiply(tier.multiplier())));
    }
  }
}
