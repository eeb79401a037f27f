package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

/** That the biller counts the same usage otherwise, in a way that our own records tell. */
record OtherQuantity(Cause cause, String supposition, Reach reach, UnaryOperator<Item> change)
    implements Hypothesis {

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
    return items.stream().map(this::changed).toList();
  }

  private Item changed(Item item) {
    Item other = change.apply(item);
    boolean same = other.row() == item.row() && other.quantity().compareTo(item.quantity()) == 0;
    return same ? item : other;
  }

  /** That the quantity is another one. */
  static OtherQuantity of(
      Cause cause,
      String supposition,
      Reach reach,
      java.util.function.Function<Item, BigDecimal> quantity) {
    return new OtherQuantity(
        cause, supposition, reach, item -> item.withQuantity(quantity.apply(item)));
  }
}
