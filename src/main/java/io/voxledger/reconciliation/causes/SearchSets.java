package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.BillRow.Closeness;
import io.voxledger.reconciliation.causes.Hypothesis.Footing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the smallest set of hypotheses that closes the lines of a group: what a card, the
 * settings or the bill's quantities give first, a ratio that merely fits after it.
 */
final class SearchSets {
  /** A period with more alternatives than that is not searched for pairs of the last of them. */
  private static final int MOST_IN_PAIRS = 40;

  private final CloseLines lines;
  private final List<Hypothesis> given;
  private final List<Hypothesis> fitted;
  private final List<Hypothesis> free;

  SearchSets(CloseLines lines, List<Hypothesis> hypotheses) {
    this.lines = lines;
    this.given = of(hypotheses, EnumSet.of(Footing.GIVEN, Footing.BILLED_QUANTITY));
    this.fitted = of(hypotheses, EnumSet.of(Footing.FITTED_QUANTITY));
    this.free = of(hypotheses, EnumSet.of(Footing.FREE));
  }

  private static List<Hypothesis> of(List<Hypothesis> hypotheses, Set<Footing> footings) {
    return hypotheses.stream().filter(one -> footings.contains(one.footing())).toList();
  }

  /** Only a single given hypothesis, as close as the bill's digits. */
  Verdict searchOne() {
    return Verdict.among(
        singles().stream().filter(closing -> closing.closeness() == Closeness.TIGHT).toList());
  }

  Verdict search() {
    List<Closing> singles = singles();
    if (!singles.isEmpty()) {
      return Verdict.among(singles);
    }
    List<Closing> pairs = closings(pairs(most(given)));
    if (closings(fitted.stream().map(List::of).toList()).isEmpty()) {
      closings(with(fitted)).stream().filter(SearchSets::isMetAndTold).forEach(pairs::add);
    }
    List<Closing> told = pairs.stream().filter(SearchSets::isMetAndTold).toList();
    if (!told.isEmpty()) {
      return Verdict.among(told);
    }
    List<Closing> ratios = closings(free.stream().map(List::of).toList());
    if (!ratios.isEmpty()) {
      return Verdict.among(ratios).orLarger(() -> closings(with(free)));
    }
    return Verdict.among(pairs.isEmpty() ? closings(with(free)) : pairs);
  }

  /** What the bill has beyond ours begins with what was reported here, without a price. */
  private List<Closing> singles() {
    List<Hypothesis> reported =
        given.stream().filter(one -> one.cause() == Cause.UNPRICED_USAGE).toList();
    List<Closing> found = new ArrayList<>();
    for (Hypothesis one : given) {
      Optional<Closing> besides =
          one.footing() == Footing.BILLED_QUANTITY && !reported.isEmpty()
              ? lines.close(List.of(reported.get(0), one))
              : Optional.empty();
      besides.or(() -> lines.close(List.of(one))).ifPresent(found::add);
    }
    return found;
  }

  private static boolean isMetAndTold(Closing closing) {
    return closing.closeness() == Closeness.TIGHT && Verdict.isTold(closing);
  }

  /** The best sets of one more hypothesis besides those that hold anyway. */
  Verdict searchWith(List<Hypothesis> whole) {
    List<List<Hypothesis>> sets = new ArrayList<>();
    for (Hypothesis one : most(given)) {
      if (whole.stream().anyMatch(other -> isAnything(other, one))) {
        continue;
      }
      List<Hypothesis> set = new ArrayList<>(whole);
      set.add(one);
      sets.add(set);
    }
    return Verdict.among(
        closings(sets).stream().filter(c -> Verdict.isTold(c) && c.isMetByPrices()).toList());
  }

  private List<Closing> closings(List<List<Hypothesis>> sets) {
    List<Closing> found = new ArrayList<>();
    sets.forEach(set -> lines.close(set).ifPresent(found::add));
    return found;
  }

  private static List<List<Hypothesis>> pairs(List<Hypothesis> some) {
    List<List<Hypothesis>> pairs = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      for (int j = i + 1; j < some.size(); j++) {
        if (!isAnything(some.get(i), some.get(j))) {
          pairs.add(List.of(some.get(i), some.get(j)));
        }
      }
    }
    return pairs;
  }

  /**
   * Whether two causes that each fit any quantity, or move it between days, fit everything
   * together. Thinking is of the output alone, so that another midnight still has to give the rest.
   */
  private static boolean isAnything(Hypothesis one, Hypothesis other) {
    boolean isOfOutput =
        one.cause() == Cause.DAY_BOUNDARY && other.cause() == Cause.REASONING_TOKENS
            || one.cause() == Cause.REASONING_TOKENS && other.cause() == Cause.DAY_BOUNDARY;
    return isOfQuantity(one) && isOfQuantity(other) && !isOfOutput;
  }

  private static boolean isOfQuantity(Hypothesis one) {
    return one.footing() == Footing.BILLED_QUANTITY || one.cause() == Cause.DAY_BOUNDARY;
  }

  /** Each of them with each that is given; two quantities that fit would fit anything. */
  private List<List<Hypothesis>> with(List<Hypothesis> some) {
    List<List<Hypothesis>> pairs = new ArrayList<>();
    for (Hypothesis one : some) {
      most(given).stream()
          .filter(other -> one.footing() == Footing.FREE || !isOfQuantity(other))
          .forEach(other -> pairs.add(List.of(other, one)));
    }
    return pairs;
  }

  private static List<Hypothesis> most(List<Hypothesis> some) {
    return some.subList(0, Math.min(MOST_IN_PAIRS, some.size()));
  }
}
