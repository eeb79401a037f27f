package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.BillRow.Closeness;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of hypotheses that closes all lines of a group.
 *
 * @param set in the order of the causes
 * @param readings of every line of the group
 */
record Closing(List<Hypothesis> set, List<Reading> readings) {
  /** The best first; those that compare as equal close the lines equally. */
  static final Comparator<Closing> BEST_FIRST =
      Comparator.comparing(Closing::closeness)
          .thenComparing(c -> c.count(Hypothesis.Footing.FREE))
          .thenComparing(c -> c.count(Hypothesis.Footing.BILLED_QUANTITY))
          .thenComparing(Closing::strain);

  /** How the set reads a line that none of its hypotheses is about. */
  Optional<Reading> of(BillRow row) {
    return readings.stream().filter(reading -> reading.row().index() == row.index()).findFirst();
  }

  /** That of the line which is met worst, of those that somebody says something about. */
  Closeness closeness() {
    return readings.stream()
        .filter(Reading::isTouched)
        .map(Reading::closeness)
        .max(Comparator.naturalOrder())
        .orElse(Closeness.TIGHT);
  }

  long count(Hypothesis.Footing footing) {
    return set.stream().filter(h -> h.footing() == footing).count();
  }

  int strain() {
    int ignored = readings.stream().mapToInt(Reading::ignored).sum();
    return ignored + set.stream().mapToInt(Hypothesis::strain).sum();
  }

  /** How many digits of the bill the set gets right beyond what it was fitted to. */
  int digits() {
    int fitted = set.stream().mapToInt(Hypothesis::fitted).sum();
    return readings.stream()
        .map(Reading::digits)
        .sorted(Comparator.reverseOrder())
        .skip(fitted)
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** The causes without their parameters. */
  List<Cause> causes() {
    return set.stream().map(Hypothesis::cause).distinct().sorted().toList();
  }
}
