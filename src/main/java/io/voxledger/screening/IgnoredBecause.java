package io.voxledger.screening;

import java.util.Locale;

/** Why a good row is not used and not kept. */
public enum IgnoredBecause {
  /** No quantity above 0. */
  NO_USAGE,
  /** A row of a kind that nobody bills. */
  NOT_BILLABLE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
