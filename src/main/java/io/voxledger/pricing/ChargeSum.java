package io.voxledger.pricing;

import io.voxledger.money.Rounding;
import io.voxledger.money.Rounding;
import io.voxledger.usage.Flag;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The usage of one charge, summed. Adding is associative and commutative, so records may come in
 * any order and in any parts.
 *
 * @param records how many usage records
 * @param quantity in the meter's unit
 * @param roundedQuantity the sum of what was rounded up alone, resource by resource
 * @param toRound the sum of what is rounded up as a whole
 * @param flags of all records
 */
public record ChargeSum(
    long records,
    BigDecimal quantity,
    BigDecimal roundedQuantity,
    BigDecimal toRound,
    Set<Flag> flags)
    implements Serializable {
  /** No usage. */
  public static final ChargeSum NONE =
      new ChargeSum(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Set.of());

  /** One record's share. */
  public static ChargeSum of(PricedMeter meter) {
    BigDecimal quantity = meter.quantity();
    return meter.roundedAlone()
        ? new ChargeSum(
            1, quantity, meter.rate().rounding().billable(quantity), BigDecimal.ZERO, meter.flags())
        : new ChargeSum(1, quantity, BigDecimal.ZERO, quantity, meter.flags());
  }

  public ChargeSum plus(ChargeSum other) {
    return new ChargeSum(
        Math.addExact(records, other.records),
        quantity.add(other.quantity),
        roundedQuantity.add(other.roundedQuantity),
        toRound.add(other.toRound),
        union(flags, other.flags));
  }

  /** What the sum costs at the one rate that all of its records have. */
  public ChargeCost cost(AppliedRate rate) {
    return cost(ChargePrice.of(rate));
  }

  /** What the sum costs at the one price that all of its records have. */
  public ChargeCost cost(ChargePrice price) {
    BigDecimal rounded =
        toRound.signum() == 0 ? BigDecimal.ZERO : price.rounding().billable(toRound);
    BigDecimal billable = Rounding.quantity(roundedQuantity.add(rounded));
    return new ChargeCost(
        Rounding.quantity(quantity),
        billable,
        Rounding.cost(billable, price.unitPrice(), price.per()),
        Rounding.cost(billable, price.contractedUnitPrice(), price.per()));
  }

  private static Set<Flag> union(Set<Flag> some, Set<Flag> others) {
    if (some.containsAll(others)) {
      return some;
    }
    EnumSet<Flag> all = EnumSet.copyOf(others);
    all.addAll(some);
    return Collections.unmodifiableSet(all);
  }
}
