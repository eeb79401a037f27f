package io.voxledger.lake;

import java.time.LocalDate;
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

  private static String literal(LocalDate day) {
    return "DATE'" + day + "'";
  }
}
