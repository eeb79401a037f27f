package io.voxledger.billed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Exchange rates. */
@FunctionalInterface
public interface FxRates {
  /** Knows no currency but USD. */
  FxRates USD_ONLY =
      (currency, day) -> currency.equals("USD") ? Optional.of(Rate.DOLLAR) : Optional.empty();

  /**
   * A rate for a day.
   *
   * @param usdPerUnit USD for one unit of the currency, exact
   * @param carried whether it is the rate of an earlier day
   */
  record Rate(BigDecimal usdPerUnit, boolean carried) {
    static final Rate DOLLAR = new Rate(BigDecimal.ONE, false);
  }

  /** The rate of an ISO 4217 currency on a day, or of the latest day before it; 1 for USD. */
  Optional<Rate> find(String currency, LocalDate day);
}
