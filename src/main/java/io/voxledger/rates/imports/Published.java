package io.voxledger.rates.imports;

import java.math.BigDecimal;

/**
 * A price as a file states it.
 *
 * @param price USD, exact
 * @param per how many units it is for
 */
record Published(BigDecimal price, long per) {
  /** The price for another number of units, a multiple of {@code per}. */
  BigDecimal forUnits(long units) {
    return price.multiply(BigDecimal.valueOf(units / per));
  }

  boolean sameAs(Published other) {
    return price
            .multiply(BigDecimal.valueOf(other.per))
            .compareTo(other.price.multiply(BigDecimal.valueOf(per)))
        == 0;
  }
}
