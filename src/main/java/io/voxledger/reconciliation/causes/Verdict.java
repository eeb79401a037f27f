package io.voxledger.reconciliation.causes;

import java.util.List;

/**
 * What a search came to.
 *
 * @param closings those that close the lines best, equally well; none where nothing does
 * @param isCertain whether they are one story, told by more digits than chance would give
 */
record Verdict(List<Closing> closings, boolean isCertain) {
  static final Verdict NOTHING = new Verdict(List.of(), false);

  private static final int DIGITS_OF_ONE = 3;
  private static final int DIGITS_OF_EACH_MORE = 3;

  Verdict {
    closings = List.copyOf(closings);
  }

  /** The best of those that were found. */
  static Verdict among(List<Closing> found) {
    if (found.isEmpty()) {
      return NOTHING;
    }
    List<Closing> sorted = found.stream().sorted(Closing.BEST_FIRST).toList();
    Closing first = sorted.get(0);
    List<Closing> best =
        sorted.stream().filter(c -> Closing.BEST_FIRST.compare(c, first) == 0).toList();
    boolean oneStory = best.stream().allMatch(c -> c.causes().equals(first.causes()));
    return new Verdict(best, oneStory && isTold(first) && !mayBeQuantity(first));
  }

  /** Whether a ratio may as well be one of quantities, as the bill has none. */
  static boolean mayBeQuantity(Closing closing) {
    return closing.count(Hypothesis.Footing.FREE) > 0
        && (closing.closeness() != BillRow.Closeness.TIGHT
            || closing.readings().stream().noneMatch(r -> r.row().quantity().isPresent()));
  }

  boolean isEmpty() {
    return closings.isEmpty();
  }

  Closing first() {
    return closings.get(0);
  }

  int size() {
    return first().set().size();
  }

  /** Every further hypothesis multiplies the number of sets that might fit by chance. */
  static boolean isTold(Closing closing) {
    int loose = closing.closeness() == BillRow.Closeness.TIGHT ? 0 : 1;
    int needed = DIGITS_OF_ONE + (closing.set().size() - 1) * DIGITS_OF_EACH_MORE + loose;
    return closing.digits() >= needed;
  }
}
