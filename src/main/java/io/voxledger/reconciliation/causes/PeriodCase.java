package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One period's bill beside the charges behind each of its lines.
 *
 * @param rows lines of known skus, billed or computed, by their index
 * @param items everything computed, and at quantity 0 what a hypothesis may bring in
 * @param dust by row: what is computed beyond the sum of its items, each rounded by itself
 */
record PeriodCase(List<BillRow> rows, List<Item> items, List<BigDecimal> dust) {
  PeriodCase {
    rows = List.copyOf(rows);
    items = List.copyOf(items);
    dust = List.copyOf(dust);
  }

  static PeriodCase of(List<BillRow> rows, List<Item> items) {
    List<BigDecimal> dust = new ArrayList<>();
    for (BillRow row : rows) {
      dust.add(row.compared().computedCost().subtract(cost(itemsOf(row, items))));
    }
    return new PeriodCase(rows, items, dust);
  }

  /** Rows of one sku are explained together. */
  Collection<List<BillRow>> bySku() {
    Map<String, List<BillRow>> skus = new TreeMap<>();
    rows.forEach(row -> skus.computeIfAbsent(row.sku(), sku -> new ArrayList<>()).add(row));
    return skus.values();
  }

  /** What the row costs when its charges are those. */
  BigDecimal predicted(BillRow row, List<Item> ofRow) {
    return dust.get(row.index()).add(cost(ofRow));
  }

  static List<Item> itemsOf(BillRow row, List<Item> items) {
    return items.stream().filter(item -> item.row() == row.index()).toList();
  }

  static List<Item> itemsOf(Collection<BillRow> rows, List<Item> items) {
    return items.stream()
        .filter(item -> rows.stream().anyMatch(row -> row.index() == item.row()))
        .toList();
  }

  static BigDecimal cost(List<Item> items) {
    return items.stream().map(Item::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static BigDecimal quantity(List<Item> items) {
    return items.stream().map(Item::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
