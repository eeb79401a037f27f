package io.voxledger.pricing;

import static java.util.stream.Collectors.joining;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.rates.RateInForce;
import io.voxledger.rates.RateSlice;
import java.time.LocalDate;
import java.util.Collection;

/** Says what an entry that applies lacks. */
final class MissingPrices {
  private MissingPrices() {}

  static Unpriced noRateForMeter(RateInForce rate, RateSlice slice, Collection<Meter> missing) {
    String detail =
        names(missing)
            + " has no price at "
            + place(rate)
            + " (tier "
            + slice.terms().serviceTier()
            + ")";
    String prices = "the entry prices " + names(slice.terms().tier().prices().asMap().keySet());
    return new Unpriced(
        UnpricedReason.NO_RATE_FOR_METER,
        detail,
        prices + "; record a card that prices " + names(missing) + " too");
  }

  static Unpriced noExchangeRate(RateInForce rate, LocalDate day) {
    String currency = rate.card().currency();
    return new Unpriced(
        UnpricedReason.NO_FX_RATE,
        place(rate)
            + " is in "
            + currency
            + ", and no exchange rate of "
            + day
            + " or before is known",
        "add a line with date " + day + " and currency " + currency + " to rates/fx");
  }

  private static String place(RateInForce rate) {
    return "'" + rate.entry().model() + "' on card " + rate.card().id();
  }

  private static String names(Collection<Meter> meters) {
    return meters.stream().map(Meter::code).collect(joining(", "));
  }
}
