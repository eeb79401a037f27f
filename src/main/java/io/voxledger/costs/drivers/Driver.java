package io.voxledger.costs.drivers;

import java.util.Locale;

/** Why a month costs something else than the one before, in the order in which it is told. */
public enum Driver {
  /** More or fewer sessions, each as long and as dear as before. */
  SESSIONS,
  /** Longer or shorter sessions, each minute as dear as before. */
  MINUTES,
  /** Another use of a minute at the prices of before: tokens, models, tiers, connections. */
  INTENSITY,
  /** Other prices for the same use. */
  PRICE;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
