package io.voxledger.time;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A half-open range in UTC: {@code from ≤ t < until}; without an end when {@code until} is empty.
 */
public record TimeRange(Instant from, Instant untilOrNull) implements Serializable {
  public TimeRange {
    if (untilOrNull != null && !from.isBefore(untilOrNull)) {
      throw new IllegalArgumentException(
          "range ends at " + untilOrNull + ", not after its start " + from);
    }
  }

  public static TimeRange of(Instant from, Optional<Instant> until) {
    return new TimeRange(from, until.orElse(null));
  }

  public Optional<Instant> until() {
    return Optional.ofNullable(untilOrNull);
  }

  public boolean contains(Instant t) {
    return !t.isBefore(from) && (untilOrNull == null || t.isBefore(untilOrNull));
  }
}
