package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Applies hypotheses one on the other in the order in which they make sense, and tells what each
 * did as if they had been taken in the order of the causes. Quantities and prices are factors, so
 * the end is the same.
 */
final class TakeInOrder {
  private TakeInOrder() {}

  /**
   * The items before anything, and after each hypothesis.
   *
   * @param ofCauses in the order of the causes
   */
  static List<Reading.Step> steps(List<Item> items, List<Hypothesis> ofCauses) {
    List<Hypothesis> byTurn =
        ofCauses.stream().sorted(Comparator.comparingInt(Hypothesis::turn)).toList();
    List<List<Item>> applied = new ArrayList<>(List.of(items));
    for (Hypothesis hypothesis : byTurn) {
      applied.add(hypothesis.apply(applied.get(applied.size() - 1)));
    }
    boolean isSameOrder = byTurn.equals(ofCauses);
    List<Reading.Step> steps = new ArrayList<>();
    steps.add(Reading.Step.of(Optional.empty(), items));
    List<Item> now = items;
    for (Hypothesis hypothesis : ofCauses) {
      int turn = byTurn.indexOf(hypothesis);
      List<Item> after = applied.get(turn + 1);
      now = isSameOrder ? after : changed(now, applied.get(turn), after);
      steps.add(Reading.Step.of(Optional.of(hypothesis), now));
    }
    return steps;
  }

  private static List<Item> changed(List<Item> now, List<Item> before, List<Item> after) {
    List<Item> result = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      boolean isOther = before.get(i) != after.get(i);
      result.add(isOther ? changed(now.get(i), before.get(i), after.get(i)) : now.get(i));
    }
    return result;
  }

  private static Item changed(Item now, Item before, Item after) {
    Item moved = now.onRow(after.row());
    BigDecimal quantity =
        before.quantity().signum() == 0 || now.quantity().signum() == 0
            ? now.quantity().add(after.quantity()).subtract(before.quantity())
            : now.quantity()
                .multiply(after.quantity())
                .divide(before.quantity(), MathContext.DECIMAL128);
    BigDecimal price = price(before);
    return price.signum() == 0
        ? after.withQuantity(quantity)
        : moved.withQuantity(quantity).times(price(after).divide(price, MathContext.DECIMAL128));
  }

  private static BigDecimal price(Item item) {
    return item.price()
        .contracted()
        .multiply(item.factor())
        .divide(BigDecimal.valueOf(item.price().per()), MathContext.DECIMAL128);
  }
}
