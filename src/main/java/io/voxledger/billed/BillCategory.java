package io.voxledger.billed;

import java.util.Locale;

/** What a line of a bill is for. */
public enum BillCategory {
  /** Something was used. The amount may be below 0 when a biller takes usage back. */
  USAGE,
  CREDIT,
  TAX,
  ADJUSTMENT,
  /** A fee that buys a plan, a number or a commitment, whatever is used. */
  PURCHASE,
  /** What a plan includes, taken off usage that is billed in full: an amount of 0 or below. */
  ALLOWANCE;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
