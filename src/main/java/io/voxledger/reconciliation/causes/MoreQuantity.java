package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Gives the items of a line more or less quantity, each by its share. */
final class MoreQuantity {
  private MoreQuantity() {}

  /**
   * The items with what is added to their rows; those of other rows are the same objects.
   *
   * @param more by row
   * @param takes the items among which it is shared; where they have nothing, one takes all of it
   */
  static List<Item> add(List<Item> items, Map<Integer, BigDecimal> more, Predicate<Item> takes) {
    Map<Integer, BigDecimal> had = new HashMap<>();
    items.stream()
        .filter(takes)
        .forEach(item -> had.merge(item.row(), item.quantity(), BigDecimal::add));
    Map<Integer, BigDecimal> left = new HashMap<>(more);
    left.values().removeIf(quantity -> quantity.signum() == 0);
    List<Item> result = new ArrayList<>();
    for (Item item : items) {
      BigDecimal change = left.get(item.row());
      if (change == null || !takes.test(item)) {
        result.add(item);
      } else if (had.get(item.row()).signum() == 0) {
        left.remove(item.row());
        result.add(item.withQuantity(item.quantity().add(change)));
      } else {
        BigDecimal share =
            item.quantity().multiply(change).divide(had.get(item.row()), MathContext.DECIMAL128);
        result.add(item.withQuantity(item.quantity().add(share)));
      }
    }
    return result;
  }
}
