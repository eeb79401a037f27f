package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.pricing.OtherPrices;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a bill would say about one charge sum, as things are or as a hypothesis has them.
 *
 * @param row the line on which it is billed
 * @param meter what is counted
 * @param quantity billable, in the meter's unit; 0 for what only a hypothesis brings in
 * @param price USD for its {@code per} units
 * @param factor what every price is multiplied with; 1 as computed
 * @param terms under which the price came about; empty when its card is gone
 */
record Item(
    int row,
    Meter meter,
    BigDecimal quantity,
    OtherPrices.Price price,
    BigDecimal factor,
    Optional<OtherPrices.Terms> terms,
    Metering metering) {

  /**
   * How else the quantity might be told.
   *
   * @param charges how many charges are in it
   * @param raw before anything is rounded up
   * @param otherDay as it is on the bill's day in the other time zone
   */
  record Metering(
      io.voxledger.measure.Kind kind,
      long charges,
      BigDecimal raw,
      BigDecimal wholeSeconds,
      BigDecimal wholeMinutes,
      BigDecimal otherDay) {}

  BigDecimal cost() {
    return Rounding.cost(quantity, price.contracted().multiply(factor), price.per());
  }

  /** USD for one unit, for comparisons only. */
  BigDecimal priceOfOne() {
    return Rounding.ratio(price.contracted().multiply(factor), BigDecimal.valueOf(price.per()));
  }

  Item withQuantity(BigDecimal other) {
    return new Item(row, meter, other, price, factor, terms, metering);
  }

  Item times(BigDecimal more) {
    return new Item(row, meter, quantity, price, factor.multiply(more), terms, metering);
  }

  Item onRow(int other) {
    return new Item(other, meter, quantity, price, factor, terms, metering);
  }

  /** The same quantity under other terms; the same item where they cost the same. */
  Item under(OtherPrices.Terms other, OtherPrices.Price priced) {
    boolean same =
        priced.per() == price.per() && priced.contracted().compareTo(price.contracted()) == 0;
    return same
        ? this
        : new Item(row, meter, quantity, priced, factor, Optional.of(other), metering);
  }
}
