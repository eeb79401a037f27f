package io.voxledger.time;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The months whose books are closed: what was published of their days stays as it was. */
public record ClosedMonths(SortedSet<YearMonth> months) implements Serializable {
  /** Nothing was closed yet. */
  public static final ClosedMonths NONE = of(List.of());

  public static ClosedMonths of(Collection<YearMonth> months) {
    return new ClosedMonths(new TreeSet<>(months));
  }

  public boolean isEmpty() {
    return months.isEmpty();
  }

  /** Whether a day is in one of them. */
  public boolean contains(LocalDate day) {
    return months.contains(YearMonth.from(day));
  }

  /** The days that are in none of them, in their order. */
  public List<LocalDate> open(Collection<LocalDate> days) {
    return sorted(days).filter(day -> !contains(day)).toList();
  }

  /** The days that are in one of them, in their order. */
  public List<LocalDate> closed(Collection<LocalDate> days) {
    return sorted(days).filter(this::contains).toList();
  }

  private static Stream<LocalDate> sorted(Collection<LocalDate> days) {
    return days.stream().distinct().sorted();
  }
}
