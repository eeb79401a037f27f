package io.voxledger.rates;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/** What a card says about a named service tier. */
public sealed interface TierRates extends Serializable {
  /** The base prices and long-context prices, each multiplied. */
  record Scaled(BigDecimal multiplier) implements TierRates {}

  /** Prices of its own, which share nothing with the base. */
  record Own(PriceList prices, LongContext longContextOrNull) implements TierRates {
    public Optional<LongContext> longContext() {
      return Optional.ofNullable(longContextOrNull);
    }
  }
}
