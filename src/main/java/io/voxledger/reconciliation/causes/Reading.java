package io.voxledger.reconciliation.causes;

import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.causes.BillRow.Closeness;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a set of hypotheses makes of one line: which of them hold for it, what it would cost, and
 * how close that is to the bill.
 *
 * @param members of the set that hold for the line, in the order of the causes
 * @param effects what each of them adds to the cost, one on the other, USD
 * @param rest billed − predicted, USD
 * @param ignored how many of the set would have changed the line and were left out
 * @param first its items before any of them
 */
record Reading(
    BillRow row,
    List<Hypothesis> members,
    List<BigDecimal> effects,
    BigDecimal rest,
    Closeness closeness,
    int ignored,
    List<Item> first) {
  /** The smallest amount that is told apart from rounding, as a power of ten: a billionth. */
  private static final int FLOOR = -9;

  /** Of a ratio that people agree on. */
  private static final int MOST_DECIMALS = 4;

  private static final BigDecimal HALF_A_UNIT = new BigDecimal("0.500001");

  boolean isTouched() {
    return !members.isEmpty();
  }

  BigDecimal explained() {
    return effects.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  boolean takesBilledQuantity() {
    return members.stream().anyMatch(m -> m.footing() == Hypothesis.Footing.BILLED_QUANTITY);
  }

  Reading ignoring(int others) {
    return new Reading(row, members, effects, rest, closeness, others, first);
  }

  /** A rest too small to be anybody's: it goes with the last cause. */
  BigDecimal dust() {
    return rest.abs().compareTo(BigDecimal.ONE.movePointLeft(6)) <= 0 ? rest : BigDecimal.ZERO;
  }

  /** How many decimals the free ratio among its members has; empty when more than four. */
  OptionalInt decimalsOfRatio() {
    BigDecimal before = row.compared().computedCost();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).footing() == Hypothesis.Footing.FREE && before.signum() > 0) {
        return decimals(Rounding.ratio(effects.get(i), before), before);
      }
      before = before.add(effects.get(i));
    }
    return OptionalInt.empty();
  }

  private OptionalInt decimals(BigDecimal ratio, BigDecimal of) {
    return IntStream.rangeClosed(0, MOST_DECIMALS)
        .filter(
            decimals -> {
              BigDecimal round = ratio.setScale(decimals, RoundingMode.HALF_EVEN);
              return ratio.subtract(round).multiply(of).abs().compareTo(row.noise()) <= 0;
            })
        .findFirst();
  }

  /** Whether the bill's digits tell a ratio to a millionth. */
  boolean isFine() {
    return row.noise().movePointRight(6).compareTo(row.billed().abs()) <= 0;
  }

  /**
   * How many leading digits of the variance the prediction has right, beyond the one that whatever
   * is within tolerance has; 0 where nothing moved.
   */
  int digits() {
    int loose = closeness == Closeness.LOOSE ? 1 : 0;
    int right = exponent(explained()) - Math.max(FLOOR, exponent(rest.max(floor())));
    return isTouched() ? Math.max(0, right - loose) : 0;
  }

  /** The bill's own coarseness counts as rest, unless the prediction meets it to the last digit. */
  private BigDecimal floor() {
    boolean meets = rest.abs().compareTo(BigDecimal.ONE.movePointLeft(8)) <= 0;
    return meets ? BigDecimal.ONE.movePointLeft(-FLOOR) : row.noise().max(rest.abs());
  }

  private static int exponent(BigDecimal value) {
    BigDecimal size = value.abs().stripTrailingZeros();
    return size.signum() == 0 ? FLOOR : size.precision() - size.scale() - 1;
  }

  /** One line under hypotheses that hold for it; those that change nothing are no members. */
  static Reading of(PeriodCase period, BillRow row, List<Step> steps, int ignored) {
    List<Hypothesis> members = new ArrayList<>();
    List<BigDecimal> effects = new ArrayList<>();
    BigDecimal cost = null;
    List<Item> last = List.of();
    for (Step step : steps) {
      List<Item> ofRow = step.of(row);
      BigDecimal now = period.predicted(row, ofRow);
      if (step.hypothesis().isPresent() && !same(last, ofRow)) {
        members.add(step.hypothesis().get());
        effects.add(now.subtract(cost));
      }
      cost = now;
      last = ofRow;
    }
    BigDecimal rest = row.billed().subtract(cost);
    Closeness closeness = worse(row.closeness(cost), ofQuantity(row, last, !members.isEmpty()));
    if (closeness == Closeness.LOOSE && !members.isEmpty() && isLarge(rest, effects)) {
      closeness = Closeness.OPEN;
    }
    return new Reading(row, members, effects, rest, closeness, ignored, steps.get(0).of(row));
  }

  /**
   * A rest that is within tolerance only because the line, or another cause of it, is large or
   * small, says nothing for a cause.
   */
  private static boolean isLarge(BigDecimal rest, List<BigDecimal> effects) {
    BigDecimal explained = effects.stream().reduce(BigDecimal.ZERO, BigDecimal::add).abs();
    BigDecimal least = effects.stream().map(BigDecimal::abs).reduce(explained, BigDecimal::min);
    return rest.abs().multiply(BigDecimal.TEN).compareTo(least) > 0;
  }

  /**
   * The items of all lines after one hypothesis; the first step is without any.
   *
   * @param byRow the same by line
   */
  record Step(Optional<Hypothesis> hypothesis, List<Item> items, Map<Integer, List<Item>> byRow) {
    static Step of(Optional<Hypothesis> hypothesis, List<Item> items) {
      Map<Integer, List<Item>> byRow = new HashMap<>();
      items.forEach(item -> byRow.computeIfAbsent(item.row(), r -> new ArrayList<>()).add(item));
      return new Step(hypothesis, items, byRow);
    }

    List<Item> of(BillRow row) {
      return byRow.getOrDefault(row.index(), List.of());
    }
  }

  private static boolean same(List<Item> some, List<Item> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** A line that somebody says something about must have the right quantity too. */
  private static Closeness ofQuantity(BillRow row, List<Item> items, boolean isTouched) {
    if (!isTouched || row.quantity().isEmpty() || items.isEmpty()) {
      return Closeness.TIGHT;
    }
    BigDecimal wrong = row.quantity().get().subtract(PeriodCase.quantity(items)).abs();
    if (wrong.compareTo(HALF_A_UNIT) <= 0) {
      return Closeness.TIGHT;
    }
    BigDecimal dear = items.stream().map(Item::priceOfOne).reduce(BigDecimal.ZERO, BigDecimal::max);
    BigDecimal worth = Rounding.cost(wrong.multiply(dear));
    return row.closeness(row.billed().subtract(worth));
  }

  static Closeness worse(Closeness some, Closeness other) {
    return some.compareTo(other) >= 0 ? some : other;
  }
}
