package io.voxledger.reconciliation;

import java.util.Locale;

/** How a comparison stands. */
public enum Status {
  /** The period is not over for long enough, or its bill is still open: no judgement yet. */
  PENDING,
  /** The two sides agree within tolerance. */
  MATCHED,
  /** They do not, but what the causes leave is within tolerance. */
  EXPLAINED,
  OVER_BILLED,
  UNDER_BILLED,
  /** Nothing was computed for what is on the bill. */
  BILLED_ONLY,
  /** Nothing is on the bill for what was computed. */
  MISSING_BILL;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether somebody has to look at a total of this status. */
  public boolean isOpen() {
    return switch (this) {
      case OVER_BILLED, UNDER_BILLED, BILLED_ONLY, MISSING_BILL -> true;
      case PENDING, MATCHED, EXPLAINED -> false;
    };
  }

  /** The status of that code, which is case-sensitive. */
  public static Status of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
