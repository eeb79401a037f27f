package io.voxledger.reports.focus;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * In what a meter is consumed, and in what its price is quoted, in the unit format of FOCUS: {@code
 * Tokens} priced by {@code 1000000 Tokens}, {@code Seconds} priced by {@code Minutes}.
 *
 * @param consumed name of the meter's unit
 * @param pricing name of {@code per} such units
 * @param per how many of the meter's units a price is for, above 0
 */
record FocusUnit(String consumed, String pricing, long per) {

  static FocusUnit of(Meter meter, long per) {
    String consumed = nameOf(meter);
    return new FocusUnit(consumed, pricing(consumed, per), per);
  }

  /** Billable units ÷ per; at 18 places, so that times a price it gives the cost at 12. */
  BigDecimal priced(BigDecimal billable) {
    return billable.divide(BigDecimal.valueOf(per), FocusColumn.SCALE, RoundingMode.HALF_EVEN);
  }

  private static String nameOf(Meter meter) {
    return switch (meter.basis()) {
      case TOKENS -> "Tokens";
      case CHARACTERS -> "Characters";
      case SECONDS -> "Seconds";
      case BYTES -> "Bytes";
      case EVENTS -> meter == Meter.REQUESTS ? "Requests" : "Events";
      case MONTHS -> "Months";
    };
  }

  private static String pricing(String unit, long per) {
    if (per == 1) {
      return unit;
    }
    if (unit.equals("Seconds") && per == 60) {
      return "Minutes";
    }
    if (unit.equals("Seconds") && per == 3600) {
      return "Hours";
    }
    return unit.equals("Bytes") && per == 1_000_000_000L ? "GB" : per + " " + unit;
  }
}
