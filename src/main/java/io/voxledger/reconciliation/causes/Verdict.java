package io.voxledger.reconciliation.causes;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a search came to.
 *
 * @param closings those that close the lines best, equally well; none where nothing does
 * @param larger sets of more hypotheses that close them as well, with a ratio as round
 */
record Verdict(List<Closing> closings, Certainty certainty, List<Closing> larger) {
  static final Verdict NOTHING = new Verdict(List.of(), Certainty.OPEN, List.of());

  /** How much the bill's digits say for the closings. */
  enum Certainty {
    /** They are one story, told by more digits than chance would give. */
    TOLD,
    /** They are one story of a ratio that fits, which is what people agree on, or part of one. */
    LIKELY,
    /** They are several stories, or chance would give as much. */
    OPEN
  }

  private static final int DIGITS_OF_ONE = 3;
  private static final int DIGITS_OF_EACH_MORE = 3;

  Verdict {
    closings = List.copyOf(closings);
    larger = List.copyOf(larger);
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
    return new Verdict(best, certainty(best), List.of());
  }

  private static Certainty certainty(List<Closing> best) {
    Closing first = best.get(0);
    boolean oneStory = best.stream().allMatch(c -> c.causes().equals(first.causes()));
    return oneStory && isTold(first) && !mayBeQuantity(first) ? Certainty.TOLD : Certainty.OPEN;
  }

  /** One story, of which something is to be claimed. */
  boolean isCertain() {
    return certainty != Certainty.OPEN;
  }

  /**
   * A ratio may as well be one as round, or a rounder one, on top of something that a card has.
   *
   * @param more sets of a ratio and something else; asked for where the ratio would be claimed
   */
  Verdict orLarger(Supplier<List<Closing>> more) {
    if (!isCertain() && !first().isOneRoundRatio()) {
      return this;
    }
    int decimals = first().decimalsOfRatio().orElse(Integer.MAX_VALUE);
    List<Closing> asRound =
        more.get().stream()
            .filter(c -> c.closeness() == BillRow.Closeness.TIGHT)
            .filter(c -> c.decimalsOfRatio().orElse(Integer.MAX_VALUE) <= decimals)
            .toList();
    boolean isOdd = decimals == Integer.MAX_VALUE;
    if (isOdd && asRound.stream().anyMatch(c -> c.decimalsOfRatio().isPresent())) {
      return new Verdict(
          Stream.concat(closings.stream(), asRound.stream()).toList(), Certainty.OPEN, List.of());
    }
    return asRound.isEmpty() && isCertain()
        ? this
        : new Verdict(closings, Certainty.LIKELY, asRound);
  }

  /** The same without a claim. */
  Verdict doubted() {
    return new Verdict(closings, Certainty.OPEN, larger);
  }

  /** Only the closings of causes that hold for other lines anyway, where there are any. */
  Verdict within(Set<Cause> causes) {
    List<Closing> some = closings.stream().filter(c -> causes.containsAll(c.causes())).toList();
    return isCertain() || some.isEmpty() || some.size() == closings.size()
        ? this
        : new Verdict(some, certainty(some), larger);
  }

  /** Whether a ratio may as well be one of quantities, as the bill has none. */
  static boolean mayBeQuantity(Closing closing) {
    return closing.count(Hypothesis.Footing.FREE) > 0
        && (!closing.isMetByPrices()
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
