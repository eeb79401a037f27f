package io.voxledger.costs.drivers;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A project's month, as far as it is compared with another.
 *
 * @param sessions those with a charge in the month
 * @param seconds duration of those that began in the month
 * @param uses what was used and what it cost, by what is priced alike
 */
public record DriverMonth(long sessions, long seconds, Map<Use, Sum> uses) {
  public static final DriverMonth NOTHING = new DriverMonth(0, 0, Map.of());

  /**
   * What has one price at one time: a biller's sku and meter at a tier, band and region.
   *
   * @param tier as applied
   * @param band base or long
   * @param region as applied; empty without a multiplier
   */
  public record Use(
      String biller, String sku, String meter, String tier, String band, Optional<String> region) {}

  /**
   * Use of one price.
   *
   * @param quantity billable, in the meter's unit
   * @param costUsd contracted
   */
  public record Sum(BigDecimal quantity, BigDecimal costUsd) {
    public Sum plus(Sum other) {
      return new Sum(quantity.add(other.quantity), costUsd.add(other.costUsd));
    }
  }

  /** USD. */
  BigDecimal cost() {
    return uses.values().stream().map(Sum::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
