package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.billed.BilledLine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That an earlier pull of the bill was as computed, and a later one changed it.
 *
 * @param changes by row: what its quantity and its price were multiplied with
 */
record Restated(Map<Integer, Change> changes) implements Hypothesis {
  /** Now ÷ before. */
  record Change(BigDecimal quantity, BigDecimal price) {}

  static Optional<Restated> of(PeriodCase period, List<BillRow> rows, List<BilledLine> earlier) {
    Map<Integer, Change> changes = new HashMap<>();
    earlier.stream()
        .collect(groupingBy(BilledLine::pull))
        .values()
        .forEach(
            pull ->
                rows.forEach(
                    row -> change(period, row, pull).ifPresent(c -> changes.put(row.index(), c))));
    return changes.isEmpty() ? Optional.empty() : Optional.of(new Restated(changes));
  }

  private static Optional<Change> change(PeriodCase period, BillRow row, List<BilledLine> pull) {
    List<BilledLine> lines =
        pull.stream()
            .filter(line -> line.sku().equals(row.compared().key().sku()))
            .filter(line -> line.line().meter().equals(row.compared().key().meter()))
            .toList();
    BigDecimal before =
        lines.stream()
            .flatMap(line -> line.billedCostUsd().stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal computed = row.compared().computedCost();
    boolean wasAsComputed = before.subtract(computed).abs().compareTo(row.noise()) <= 0;
    boolean isNow = row.billed().subtract(computed).abs().compareTo(row.noise()) <= 0;
    BigDecimal exact = computed.subtract(period.dust().get(row.index()));
    if (!wasAsComputed || isNow || exact.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal cost =
        row.billed().subtract(period.dust().get(row.index())).divide(exact, MathContext.DECIMAL128);
    BigDecimal quantity = quantity(row);
    return quantity.signum() == 0
        ? Optional.empty()
        : Optional.of(new Change(quantity, cost.divide(quantity, MathContext.DECIMAL128)));
  }

  private static BigDecimal quantity(BillRow row) {
    Optional<BigDecimal> ours = row.compared().computedQuantity().filter(q -> q.signum() > 0);
    return row.quantity().isEmpty() || ours.isEmpty()
        ? BigDecimal.ONE
        : row.quantity().get().divide(ours.get(), MathContext.DECIMAL128);
  }

  @Override
  public Cause cause() {
    return Cause.RESTATEMENT;
  }

  @Override
  public String supposition() {
    return "as computed in an earlier pull, and changed by a later one";
  }

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    return items.stream().map(this::changed).toList();
  }

  private Item changed(Item item) {
    Change change = changes.get(item.row());
    return change == null
        ? item
        : item.withQuantity(item.quantity().multiply(change.quantity(), MathContext.DECIMAL128))
            .times(change.price());
  }
}
