package io.voxledger.rates;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.reverseOrder;

import io.voxledger.time.TimeRange;
import io.voxledger.time.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which entry applies to one model from when on, found by binary search. */
final class ModelTimeline {
  /** An exact name ranks above every prefix, a prefix by its length. */
  static final int EXACT = Integer.MAX_VALUE;

  /** An entry that names the model. */
  record Candidate(RateInForce rate, int rank) {
    /**
     * Whether a later pull of its price list names the model as exactly: it says what the list has
     * come to hold for right, of whatever time the earlier one dated its prices.
     */
    boolean isReplacedIn(Collection<Candidate> inForce) {
      return rate.card().isImported()
          && inForce.stream()
              .anyMatch(c -> c.rank == rank && c.rate.card().isLaterPullThan(rate.card()));
    }
  }

  private record Change(List<Candidate> begin, List<Candidate> end) {
    Change() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The first is the one that applies, but for those that a later pull replaces. */
  static final Comparator<Candidate> PRECEDENCE =
      comparingInt(Candidate::rank)
          .thenComparing(c -> c.rate().card().effective().from())
          .thenComparing(c -> c.rate().card().recordedAt())
          .thenComparing(c -> c.rate().card().id())
          .thenComparing(comparing(c -> c.rate().entry().model(), reverseOrder()))
          .reversed();

  private final long[] starts;
  private final List<Optional<RateLookup.Found>> rates;

  private ModelTimeline(List<Long> starts, List<Optional<RateLookup.Found>> rates) {
    this.starts = starts.stream().mapToLong(Long::longValue).toArray();
    this.rates = rates;
  }

  /** Sweeps over the beginnings and ends of the candidates' cards. */
  static ModelTimeline of(List<Candidate> candidates) {
    List<Long> starts = new ArrayList<>();
    List<Optional<RateLookup.Found>> rates = new ArrayList<>();
    TreeSet<Candidate> inForce = new TreeSet<>(PRECEDENCE);
    changes(candidates)
        .forEach(
            (micros, change) -> {
              inForce.removeAll(change.end());
              inForce.addAll(change.begin());
              starts.add(micros);
              rates.add(applying(inForce).map(c -> new RateLookup.Found(c.rate())));
            });
    return new ModelTimeline(starts, rates);
  }

  /**
   * The one of several that applies.
   *
   * @param inForce by {@link #PRECEDENCE}
   */
  static Optional<Candidate> applying(Collection<Candidate> inForce) {
    return inForce.stream().filter(candidate -> !candidate.isReplacedIn(inForce)).findFirst();
  }

  Optional<RateLookup.Found> at(Instant t) {
    int found = Arrays.binarySearch(starts, Timestamps.toMicros(t));
    int segment = found >= 0 ? found : -found - 2;
    return segment < 0 ? Optional.empty() : rates.get(segment);
  }

  private static SortedMap<Long, Change> changes(List<Candidate> candidates) {
    SortedMap<Long, Change> changes = new TreeMap<>();
    for (Candidate candidate : candidates) {
      TimeRange range = candidate.rate().card().effective();
      change(changes, range.from()).begin().add(candidate);
      range.until().ifPresent(until -> change(changes, until).end().add(candidate));
    }
    return changes;
  }

  private static Change change(SortedMap<Long, Change> changes, Instant t) {
    return changes.computeIfAbsent(Timestamps.toMicros(t), micros -> new Change());
  }
}
