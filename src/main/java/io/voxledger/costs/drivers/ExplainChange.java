package io.voxledger.costs.drivers;

import io.voxledger.costs.drivers.DriverMonth.Sum;
import io.voxledger.costs.drivers.DriverMonth.Use;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Splits the change of a project's cost from one month to the next into its drivers, which sum up
 * to it exactly.
 *
 * <p>Cost = sessions × minutes of a session × cost of a minute at the prices of before, + what
 * other prices make of it. The factors change one after the other, in the order of {@link Driver};
 * each gets what its own change makes of the cost that the ones before it left:
 *
 * <pre>
 * sessions  = C₀ × (n₁ ÷ n₀ − 1)             n sessions, t their minutes, C cost
 * minutes   = C₀ × (t₁ ÷ t₀ − n₁ ÷ n₀)
 * intensity = C′ − C₀ × t₁ ÷ t₀              C′ this month's use at the month before's prices
 * price     = C₁ − C′
 * </pre>
 *
 * The price of before is cost ÷ billable quantity of that biller, sku, meter, tier, band and
 * region; what was not used then has no other price than its own, so a new model or tier is
 * intensity. Where one of the months has no sessions, the change at old prices is all of {@code
 * sessions}; where neither has any, it is all of {@code intensity}, for no session is more or less.
 * Where one has no minutes, {@code minutes} is 0 and intensity takes its part. Each is rounded at
 * 12 decimals but for intensity, which is the rest.
 */
public final class ExplainChange {
  private ExplainChange() {}

  /** What each driver adds to the cost of the month before to make this one, USD at 12 decimals. */
  public static Map<Driver, BigDecimal> between(DriverMonth before, DriverMonth now) {
    BigDecimal cost = before.cost();
    BigDecimal atOldPrices = atPricesOf(before, now);
    BigDecimal change = atOldPrices.subtract(cost);
    boolean hasSessions = before.sessions() > 0 || now.sessions() > 0;
    BigDecimal sessions = hasSessions ? change : BigDecimal.ZERO;
    BigDecimal minutes = BigDecimal.ZERO;
    if (before.sessions() > 0 && now.sessions() > 0) {
      BigDecimal more = scaled(cost, now.sessions(), before.sessions());
      sessions = more.subtract(cost);
      minutes =
          before.seconds() > 0 && now.seconds() > 0
              ? scaled(cost, now.seconds(), before.seconds()).subtract(more)
              : BigDecimal.ZERO;
    }
    Map<Driver, BigDecimal> drivers = new EnumMap<>(Driver.class);
    drivers.put(Driver.SESSIONS, Rounding.cost(sessions));
    drivers.put(Driver.MINUTES, Rounding.cost(minutes));
    drivers.put(Driver.INTENSITY, Rounding.cost(change.subtract(sessions).subtract(minutes)));
    drivers.put(Driver.PRICE, Rounding.cost(now.cost().subtract(atOldPrices)));
    return drivers;
  }

  private static BigDecimal scaled(BigDecimal cost, long now, long before) {
    return Rounding.ratio(cost.multiply(BigDecimal.valueOf(now)), BigDecimal.valueOf(before));
  }

  private static BigDecimal atPricesOf(DriverMonth before, DriverMonth now) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Use, Sum> use : now.uses().entrySet()) {
      Sum old = before.uses().get(use.getKey());
      boolean priced = old != null && old.quantity().signum() > 0;
      sum =
          sum.add(
              priced
                  ? Rounding.ratio(
                      use.getValue().quantity().multiply(old.costUsd()), old.quantity())
                  : use.getValue().costUsd());
    }
    return sum;
  }
}
