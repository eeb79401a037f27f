package io.voxledger.billed;

import java.math.BigDecimal;

/** How a source writes money. */
public enum Amounts {
  /** In the currency's own unit; what is charged is above 0. */
  AS_IS(0, false),
  /** What is charged is below 0. */
  CHARGES_BELOW_ZERO(0, true),
  /** In hundredths. */
  CENTS(2, false),
  /** In units of 10^-10. */
  TEN_BILLIONTHS(10, false),
  /** Not at all: quantities only. */
  NONE(0, false);

  private final int places;
  private final boolean negated;

  Amounts(int places, boolean negated) {
    this.places = places;
    this.negated = negated;
  }

  /** The amount in the currency's own unit, above 0 when it is charged; exact. */
  public BigDecimal exact(BigDecimal written) {
    BigDecimal amount = written.movePointLeft(places);
    return negated ? amount.negate() : amount;
  }
}
