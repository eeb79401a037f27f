package io.voxledger.costs.budgets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * What a project may spend: in all of a span, or in each month of it; and what each of its sessions
 * may. At least one of the three is there, never both of the first two.
 *
 * @param totalUsd for the whole span, USD
 * @param monthUsd for each month, UTC, USD
 * @param sessionUsd for each session, USD
 * @param softPct share of a limit, in per cent, from which on it is nearly spent
 * @param from first day; empty for ever since
 * @param until day after the last; empty for ever after
 */
public record Budget(
    String project,
    Optional<BigDecimal> totalUsd,
    Optional<BigDecimal> monthUsd,
    Optional<BigDecimal> sessionUsd,
    BigDecimal softPct,
    CostBasis basis,
    Optional<LocalDate> from,
    Optional<LocalDate> until) {
  /** The soft limit of a budget that says none. */
  public static final BigDecimal DEFAULT_SOFT_PCT = BigDecimal.valueOf(80);

  /** Which costs count. */
  public enum CostBasis {
    /** Models alone. */
    AI,
    /** Everything that the project or session costs. */
    TOTAL;

    /** The lower-case name used in settings and tables. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the budget holds on that day. */
  public boolean holdsOn(LocalDate day) {
    return from.map(first -> !day.isBefore(first)).orElse(true)
        && until.map(day::isBefore).orElse(true);
  }

  /** Whether the budget holds on any day of that month. */
  public boolean holdsIn(LocalDate firstOfMonth) {
    LocalDate next = firstOfMonth.plusMonths(1);
    return from.map(first -> first.isBefore(next)).orElse(true)
        && until.map(firstOfMonth::isBefore).orElse(true);
  }
}
