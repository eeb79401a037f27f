package io.voxledger.lake;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Conditions on day columns, for reads that open only those partitions and for replacements of just
 * them.
 */
public final class DayFilter {
  private DayFilter() {}

  /** {@code column IN (DATE'…', …)}, false for no day. */
  public static String in(String column, Collection<LocalDate> days) {
    if (days.isEmpty()) {
      return "false";
    }
    return days.stream()
        .sorted()
        .map(DayFilter::literal)
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  /** {@code column >= DATE'…'}. */
  public static String from(String column, LocalDate first) {
    return column + " >= " + literal(first);
  }

  /** {@code column < DATE'…'}. */
  public static String before(String column, LocalDate end) {
    return column + " < " + literal(end);
  }

  /** Holds for days that are in none of the months; true for no month. */
  public static String outside(String column, Collection<YearMonth> months) {
    if (months.isEmpty()) {
      return "true";
    }
    return months.stream()
        .sorted()
        .map(month -> "NOT (" + within(column, month) + ")")
        .collect(Collectors.joining(" AND "));
  }

  /** Holds for the days of a month. */
  public static String within(String column, YearMonth month) {
    return from(column, month.atDay(1)) + " AND " + before(column, month.plusMonths(1).atDay(1));
  }

  private static String literal(LocalDate day) {
    return "DATE'" + day + "'";
  }
}
