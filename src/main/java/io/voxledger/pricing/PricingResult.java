package io.voxledger.pricing;

import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A usage record's prices, or why it has none. */
public sealed interface PricingResult {
  /**
   * A record all of whose meters of the billed basis have a price.
   *
   * @param meters what is billed, ordered by meter; not empty
   * @param flags of all meters together
   */
  record Priced(List<PricedMeter> meters, Set<Flag> flags) implements PricingResult {}

  /**
   * A record that cannot be priced as a whole.
   *
   * @param detail what was looked for, and where it is missing
   * @param suggestion what to do about it
   * @param bounds what it can have cost, where that is known
   */
  record Unpriced(
      UnpricedReason reason, String detail, String suggestion, Optional<CostBounds> bounds)
      implements PricingResult {
    Unpriced(UnpricedReason reason, String detail, String suggestion) {
      this(reason, detail, suggestion, Optional.empty());
    }
  }

  /** Contracted cost in USD, at 12 decimals: at least {@code low}, at most {@code high}. */
  record CostBounds(BigDecimal low, BigDecimal high) {}
}
