package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * That the quantities on the bill are right and ours are not, at our prices.
 *
 * @param sign 1 where the bill's quantity is above ours, -1 where it is below
 * @param rows whose quantities are taken
 * @param takes the items of such a row whose quantity is another
 */
record BilledQuantities(
    Cause cause, String supposition, int strain, int sign, Set<BillRow> rows, Predicate<Item> takes)
    implements Hypothesis {

  @Override
  public int turn() {
    return BILLED_QUANTITIES;
  }

  @Override
  public Footing footing() {
    return Footing.BILLED_QUANTITY;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> more = new HashMap<>();
    rows.forEach(row -> row.quantity().ifPresent(q -> more.put(row.index(), q)));
    items.forEach(
        item -> more.computeIfPresent(item.row(), (row, q) -> q.subtract(item.quantity())));
    more.values().removeIf(change -> change.signum() != sign);
    return MoreQuantity.add(items, more, takes);
  }
}
