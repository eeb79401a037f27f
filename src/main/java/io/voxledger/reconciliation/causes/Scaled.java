package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** That prices were multiplied with a number that providers are known to use, or to confuse. */
record Scaled(
    Cause cause, String supposition, int strain, BigDecimal factor, Predicate<Item> bearsOn)
    implements Hypothesis {

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    return items.stream().map(item -> bearsOn.test(item) ? item.times(factor) : item).toList();
  }
}
