package io.voxledger.pricing;

import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Keeps one absurd record, say of nanoseconds where seconds were meant, from stopping a night: sums
 * of costs have 16 digits before the point, and a record that alone costs more than 14 of them is a
 * mistake. What costs less than a hundred billion dollars is never taken for one.
 */
final class AbsurdCost {
  private static final int MOST_DIGITS = 12;

  private AbsurdCost() {}

  /** A meter whose cost is surely too large: it has more digits than any that is not. */
  static Optional<PricedMeter> in(Priced priced) {
    for (PricedMeter meter : priced.meters()) {
      BigDecimal price = meter.rate().unitPrice().max(meter.rate().contractedUnitPrice());
      int digits = digits(meter.quantity()) + digits(price) - digits(meter.rate().per()) - 1;
      if (digits > MOST_DIGITS) {
        return Optional.of(meter);
      }
    }
    return Optional.empty();
  }

  static PricingResult unpriced(PricedMeter meter) {
    AppliedRate rate = meter.rate();
    return new Unpriced(
        UnpricedReason.COST_OUT_OF_RANGE,
        "%s of %s at %s per %d (card '%s') cost more than a table can hold"
            .formatted(
                meter.quantity().toPlainString(),
                meter.meter().code(),
                rate.unitPrice().toPlainString(),
                rate.per(),
                rate.cardId()),
        "check the quantity of the record and the price of the card");
  }

  /** Before the point; less than 1 for a fraction. */
  private static int digits(BigDecimal number) {
    return number.precision() - number.scale();
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }
}
