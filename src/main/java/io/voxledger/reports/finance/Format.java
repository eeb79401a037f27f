package io.voxledger.reports.finance;

/** How a number is shown. The number itself keeps all of its digits. */
public enum Format {
  /** US dollars, to the cent. */
  USD(2),
  /** Small amounts and unit prices, US dollars. */
  FINE_USD(6),
  COUNT(0),
  /** Quantities in the unit that stands beside them. */
  QUANTITY(2),
  PERCENT(1);

  private final int decimals;

  Format(int decimals) {
    this.decimals = decimals;
  }

  /** Digits after the point. */
  public int decimals() {
    return decimals;
  }
}
