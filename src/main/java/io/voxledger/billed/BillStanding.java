package io.voxledger.billed;

import java.util.Locale;

/** Whether a line of a bill counts. */
public enum BillStanding {
  USED,
  /** A source that goes before this one bills the same biller, account and period. */
  SHADOWED,
  /** A newer complete pull, or a newer version of the same line, took its place. */
  SUPERSEDED;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
