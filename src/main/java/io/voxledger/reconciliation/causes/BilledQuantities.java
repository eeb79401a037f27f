package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * That the quantities on the bill are right and ours are not, at our prices.
 *
 * @param rows whose quantities are taken
 * @param takes the items of such a row whose quantity is another
 */
record BilledQuantities(
    Cause cause, String supposition, int strain, Set<BillRow> rows, Predicate<Item> takes)
    implements Hypothesis {

  @Override
  public Footing footing() {
    return Footing.BILLED_QUANTITY;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> change = new HashMap<>();
    rows.forEach(row -> row.quantity().ifPresent(q -> change.put(row.index(), q)));
    items.forEach(item -> change.computeIfPresent(item.row(), (r, q) -> q.subtract(item.quantity())));
    Map<Integer, BigDecimal> taking = new HashMap<>();
    items.stream()
        .filter(takes)
        .forEach(item -> taking.merge(item.row(), item.quantity(), BigDecimal::add));
    List<Item> result = new ArrayList<>();
    for (Item item : items) {
      BigDecimal more = change.get(item.row());
      boolean isOther = more != null && more.signum() != 0 && takes.test(item);
      result.add(isOther ? with(item, more, taking, change) : item);
    }
    return result;
  }

  /** By share; where nothing was used, one item brings in all of it. */
  private static Item with(
      Item item,
      BigDecimal more,
      Map<Integer, BigDecimal> taking,
      Map<Integer, BigDecimal> change) {
    BigDecimal had = taking.get(item.row());
    if (had.signum() == 0) {
      change.remove(item.row());
      return item.withQuantity(item.quantity().add(more));
    }
    BigDecimal share = item.quantity().multiply(more).divide(had, MathContext.DECIMAL128);
    return item.withQuantity(item.quantity().add(share));
  }
}
