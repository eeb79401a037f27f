package io.voxledger.billed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Exchange rates. */
@FunctionalInterface
public interface FxRates {
  /** Knows no currency but USD. */
  FxRates USD_ONLY =
      (currency, day) -> currency.equals("USD") ? Optional.of(BigDecimal.ONE) : Optional.empty();

  /** USD for one unit of an ISO 4217 currency on a day, or the latest day before it; 1 for USD. */
  Optional<BigDecimal> usdPerUnit(String currency, LocalDate day);
}
