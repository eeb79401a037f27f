package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.BillRow.Closeness;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

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
          .thenComparing(
              c -> c.count(Hypothesis.Footing.FREE) + c.count(Hypothesis.Footing.FITTED_QUANTITY))
          .thenComparing(c -> c.count(Hypothesis.Footing.BILLED_QUANTITY))
          .thenComparing(Closing::strain);

  /** That of the line which is met worst, of those that somebody says something about. */
  Closeness closeness() {
    return readings.stream()
        .filter(Reading::isTouched)
        .map(Reading::closeness)
        .max(Comparator.naturalOrder())
        .orElse(Closeness.TIGHT);
  }

  /**
   * Whether the amounts are met to the bill's digits; where the bill's quantities are taken, they
   * are shared among our prices, and may miss them by a little.
   */
  boolean isMetByPrices() {
    return readings.stream()
        .filter(Reading::isTouched)
        .allMatch(r -> r.closeness() == Closeness.TIGHT || r.takesBilledQuantity());
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

  /** How many decimals the ratio has that it was fitted with, where they are few. */
  OptionalInt decimalsOfRatio() {
    return readings.stream()
        .max(Comparator.comparing(reading -> reading.explained().abs()))
        .map(Reading::decimalsOfRatio)
        .orElse(OptionalInt.empty());
  }

  /**
   * Whether it is a ratio with few decimals of one line of an equal quantity, and the amount is so
   * fine that a ratio by chance would have more.
   */
  boolean isOneRoundRatio() {
    return readings.size() == 1
        && set.size() == 1
        && closeness() == Closeness.TIGHT
        && readings.get(0).row().quantity().isPresent()
        && readings.get(0).isFine()
        && decimalsOfRatio().isPresent();
  }

  /** The causes without their parameters. */
  List<Cause> causes() {
    return set.stream().map(Hypothesis::cause).distinct().sorted().toList();
  }
}
