package io.voxledger.rates;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Stream;

/** The largest price × multipliers that an entry can yield, in the card's currency. */
final class LargestUnitPrice {
  private LargestUnitPrice() {}

  static BigDecimal of(RateEntry entry) {
    BigDecimal region = largest(entry.regions().values().stream());
    BigDecimal window = largest(entry.windows().stream().map(RateWindow::multiplier));
    return entry
        .reachableTiers()
        .flatMap(LargestUnitPrice::prices)
        .reduce(BigDecimal.ZERO, BigDecimal::max)
        .multiply(region)
        .multiply(window);
  }

  private static Stream<BigDecimal> prices(AppliedTier tier) {
    return Stream.concat(
            Stream.of(tier.prices()), tier.longContext().map(LongContext::prices).stream())
        .map(list -> list.asMap().values())
        .flatMap(Collection::stream)
        .map(price -> price.multiply(tier.multiplier()));
  }

  private static BigDecimal largest(Stream<BigDecimal> multipliers) {
    return multipliers.reduce(BigDecimal.ONE, BigDecimal::max);
  }
}
