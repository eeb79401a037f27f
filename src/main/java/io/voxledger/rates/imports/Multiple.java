package io.voxledger.rates.imports;

import io.voxledger.measure.Meter;
import io.voxledger.money.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The one number by which all prices of a list differ from those of another. */
final class Multiple {
  private Multiple() {}

  /** Empty when the lists price other meters, or there is no one number that a card can state. */
  static Optional<BigDecimal> of(Map<Meter, Published> prices, Map<Meter, Published> basis) {
    if (!prices.keySet().equals(basis.keySet())) {
      return Optional.empty();
    }
    Optional<BigDecimal> found = Optional.empty();
    for (Map.Entry<Meter, Published> price : prices.entrySet()) {
      Published base = basis.get(price.getKey());
      boolean bothFree = price.getValue().price().signum() == 0 && base.price().signum() == 0;
      if (!bothFree) {
        Optional<BigDecimal> multiple = of(price.getValue(), base);
        if (multiple.isEmpty() || (found.isPresent() && !agree(found, multiple))) {
          return Optional.empty();
        }
        found = multiple;
      }
    }
    return found;
  }

  /** Whether both are there and equal. */
  static boolean agree(Optional<BigDecimal> a, Optional<BigDecimal> b) {
    return a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) == 0;
  }

  private static Optional<BigDecimal> of(Published price, Published base) {
    if (price.per() != base.per() || base.price().signum() == 0) {
      return Optional.empty();
    }
    try {
      return Decimals.fitting(price.price().divide(base.price()), Decimals.UNIT_PRICE);
    } catch (ArithmeticException endless) {
      return Optional.empty();
    }
  }
}
