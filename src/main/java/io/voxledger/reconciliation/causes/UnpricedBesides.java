package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * That the bill has, at our prices, what was used of a model without a price besides what was
 * priced.
 *
 * @param more what was used of each line, by its index
 */
record UnpricedBesides(Map<Integer, BigDecimal> more) implements Hypothesis {

  /** At most one; none where nothing of the lines was used without a price. */
  static List<Hypothesis> of(List<BillRow> rows, List<Item> items, UnpricedUsage unpriced) {
    Map<Integer, BigDecimal> more = new HashMap<>();
    for (String sku : rows.stream().map(BillRow::sku).distinct().toList()) {
      List<BillRow> ofSku = rows.stream().filter(row -> row.sku().equals(sku)).toList();
      List<UnpricedShares.Line> lines = ofSku.stream().map(row -> line(row, items)).toList();
      UnpricedShares shares = new UnpricedShares(unpriced.quantities(sku));
      List<BigDecimal> each = shares.thatFit(lines).of(lines);
      for (int i = 0; i < each.size(); i++) {
        if (each.get(i).signum() > 0) {
          more.put(ofSku.get(i).index(), each.get(i));
        }
      }
    }
    return more.isEmpty() ? List.of() : List.of(new UnpricedBesides(Map.copyOf(more)));
  }

  private static UnpricedShares.Line line(BillRow row, List<Item> items) {
    BigDecimal ours = PeriodCase.quantity(PeriodCase.itemsOf(row, items));
    return new UnpricedShares.Line(
        row.compared().key().meter(),
        row.quantity().map(billed -> billed.subtract(ours)).orElse(BigDecimal.ZERO));
  }

  @Override
  public Cause cause() {
    return Cause.UNPRICED_USAGE;
  }

  @Override
  public String supposition() {
    return "with usage of it that was reported without a price";
  }

  /** It is known, whatever else is supposed. */
  @Override
  public int rank() {
    return -1;
  }

  @Override
  public int turn() {
    return OWN_QUANTITIES;
  }

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    return MoreQuantity.add(items, more, item -> true);
  }
}
