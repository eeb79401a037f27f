package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * That the quantities on the bill are right and ours are not, at our prices.
 *
 * @param rows whose quantities are taken
 */
record BilledQuantities(Cause cause, String supposition, int strain, Set<BillRow> rows)
    implements Hypothesis {

  @Override
  public Footing footing() {
    return Footing.BILLED_QUANTITY;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> billed = new HashMap<>();
    rows.forEach(row -> row.quantity().ifPresent(q -> billed.put(row.index(), q)));
    Map<Integer, BigDecimal> ours = new HashMap<>();
    items.forEach(item -> ours.merge(item.row(), item.quantity(), BigDecimal::add));
    List<Item> result = new ArrayList<>();
    for (Item item : items) {
      BigDecimal wanted = billed.get(item.row());
      BigDecimal had = ours.get(item.row());
      if (wanted == null || wanted.compareTo(had) == 0) {
        result.add(item);
      } else if (had.signum() == 0) {
        result.add(item.withQuantity(wanted));
        billed.remove(item.row()); // one item brings in all of it
      } else {
        result.add(
            item.withQuantity(
                item.quantity().multiply(wanted).divide(had, MathContext.DECIMAL128)));
      }
    }
    return result;
  }
}
