package io.voxledger.reconciliation;

import java.util.Locale;

/** What people decided about a difference. */
public enum DecisionStatus {
  /** It is paid as billed: the item is open no longer. */
  ACCEPTED,
  /** The biller was told that it is wrong. */
  DISPUTED,
  /** The biller was asked for the money back. */
  CREDIT_REQUESTED;

  /** The lower-case name used in settings and tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
