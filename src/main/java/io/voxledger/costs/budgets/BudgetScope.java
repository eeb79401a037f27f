package io.voxledger.costs.budgets;

import java.util.Locale;

/** What a limit is for. */
public enum BudgetScope {
  PROJECT,
  SESSION;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
