package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Keeps one absurd record, say of nanoseconds where seconds were meant, or an exchange rate upside
 * down, from stopping a night: sums of costs have 16 digits before the point, and a record that
 * alone costs more than 14 of them is a mistake. What costs less than a hundred billion dollars is
 * never taken for one, unless its unit price has no room in DECIMAL(18,12).
 */
final class AbsurdCost {
  private static final int MOST_DIGITS = 12;

  private AbsurdCost() {}

  /** A meter whose price or cost is surely too large. */
  static Optional<PricedMeter> in(Priced priced) {
    for (PricedMeter meter : priced.meters()) {
      if (!meter.rate().fits() || costsTooMuch(meter)) {
        return Optional.of(meter);
      }
    }
    return Optional.empty();
  }

  /** Its cost has more digits than any that is not too large. */
  private static boolean costsTooMuch(PricedMeter meter) {
    AppliedRate rate = meter.rate();
    BigDecimal billable = rate.rounding().billable(meter.quantity());
    return digits(billable) + digits(rate.largest()) - digits(rate.per()) - 1 > MOST_DIGITS;
  }

  static PricingResult unpriced(PricedMeter meter) {
    return meter.rate().fits() ? tooMuch(meter) : tooDear(meter.meter(), meter.rate());
  }

  private static Unpriced tooDear(Meter meter, AppliedRate rate) {
    return new Unpriced(
        UnpricedReason.COST_OUT_OF_RANGE,
        "the unit price of %s, %s USD per %d (card '%s'%s), does not fit DECIMAL(18,12)"
            .formatted(
                meter.code(),
                rate.largest().toPlainString(),
                rate.per(),
                rate.cardId(),
                rate.agreed().map(a -> ", agreed price at line " + a.line()).orElse("")),
        "check the price, its 'per' and the exchange rate of the day");
  }

  private static Unpriced tooMuch(PricedMeter meter) {
    AppliedRate rate = meter.rate();
    return new Unpriced(
        UnpricedReason.COST_OUT_OF_RANGE,
        "%s of %s at %s per %d (card '%s') cost more than a table can hold"
            .formatted(
                rate.rounding().billable(meter.quantity()).toPlainString(),
                meter.meter().code(),
                rate.unitPrice().toPlainString(),
                rate.per(),
                rate.cardId()),
        "check the quantity of the record, and the price and the minimum of the card");
  }

  /** Before the point; less than 1 for a fraction. */
  private static int digits(BigDecimal number) {
    return number.precision() - number.scale();
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }
}
