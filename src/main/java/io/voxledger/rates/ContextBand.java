package io.voxledger.rates;

import java.util.Locale;

/** Whether a request takes the base or the long-context prices. */
public enum ContextBand {
  BASE,
  LONG;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
