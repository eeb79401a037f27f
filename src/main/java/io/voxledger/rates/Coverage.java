package io.voxledger.rates;

import static java.util.stream.Collectors.joining;

import io.voxledger.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** When any of several cards is in force: disjoint ranges in the order of time. */
final class Coverage {
  private static final int SHOWN = 5;
  private final List<TimeRange> ranges;

  private Coverage(List<TimeRange> ranges) {
    this.ranges = ranges;
  }

  static Coverage of(Collection<TimeRange> covered) {
    List<TimeRange> merged = new ArrayList<>();
    covered.stream()
        .sorted(Comparator.comparing(TimeRange::from))
        .forEach(
            range -> {
              TimeRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
              if (last != null && touches(last, range)) {
                merged.set(merged.size() - 1, union(last, range));
              } else {
                merged.add(range);
              }
            });
    return new Coverage(merged);
  }

  boolean contains(Instant t) {
    return ranges.stream().anyMatch(range -> range.contains(t));
  }

  /** The ranges in words, the earliest few. */
  String inWords() {
    String shown = ranges.stream().limit(SHOWN).map(Coverage::inWords).collect(joining(" and "));
    return ranges.size() > SHOWN ? shown + " and " + (ranges.size() - SHOWN) + " more" : shown;
  }

  private static String inWords(TimeRange range) {
    return range
        .until()
        .map(until -> range.from() + " until " + until)
        .orElseGet(() -> "from " + range.from() + " on");
  }

  private static boolean touches(TimeRange earlier, TimeRange later) {
    return earlier.until().map(until -> !later.from().isAfter(until)).orElse(true);
  }

  private static TimeRange union(TimeRange earlier, TimeRange later) {
    if (earlier.until().isEmpty() || later.until().isEmpty()) {
      return new TimeRange(earlier.from(), null);
    }
    Instant until =
        earlier.until().get().isAfter(later.until().get())
            ? earlier.until().get()
            : later.until().get();
    return new TimeRange(earlier.from(), until);
  }
}
