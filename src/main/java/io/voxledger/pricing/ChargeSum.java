package io.voxledger.pricing;

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
 * @param otherwise what does not bear on the cost
 */
public record ChargeSum(
    long records,
    BigDecimal quantity,
    BigDecimal roundedQuantity,
    BigDecimal toRound,
    Set<Flag> flags,
    MeteredOtherwise otherwise)
    implements Serializable {
  /** No usage. */
  public static final ChargeSum NONE =
      new ChargeSum(
          0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Set.of(), MeteredOtherwise.NOTHING);

  /** One record's share. */
  public static ChargeSum of(PricedMeter meter) {
    return of(meter, false);
  }

  /**
   * One record's share.
   *
   * @param isDayBefore whether US Pacific time puts the use on the day before
   */
  public static ChargeSum of(PricedMeter meter, boolean isDayBefore) {
    BigDecimal quantity = meter.quantity();
    boolean alone = meter.roundedAlone();
    return new ChargeSum(
        1,
        quantity,
        alone ? meter.rate().rounding().billable(quantity) : BigDecimal.ZERO,
        alone ? BigDecimal.ZERO : quantity,
        meter.flags(),
        MeteredOtherwise.of(meter, isDayBefore));
  }

  public ChargeSum plus(ChargeSum other) {
    return new ChargeSum(
        Math.addExact(records, other.records),
        quantity.add(other.quantity),
        roundedQuantity.add(other.roundedQuantity),
        toRound.add(other.toRound),
        union(flags, other.flags),
        otherwise.plus(other.otherwise));
  }

  /** How else the whole charge might be metered. */
  public MeteredOtherwise meteredOtherwise(boolean isTime) {
    return isTime ? otherwise.withWhole(toRound) : otherwise;
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
