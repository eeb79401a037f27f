package io.voxledger.costs.budgets;

import java.util.Locale;

/** How far a limit is used up. */
public enum LimitStatus {
  OK,
  /** The soft limit is reached: the session should come to its end, the project's owner look. */
  SOFT_LIMIT,
  /** Nothing is left. */
  HARD_LIMIT;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
