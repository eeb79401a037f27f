package io.voxledger.reconciliation;

import java.util.Locale;

/** What a row of the reconciliation compares. */
public enum Scope {
  /** A sku, or one meter of it. */
  LINE,
  /** Lines of a bill whose sku is not known here, by their own text. */
  UNMAPPED,
  /** Lines of a bill that are not for usage, by category. */
  CATEGORY,
  /** Everything of the period. */
  TOTAL;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
