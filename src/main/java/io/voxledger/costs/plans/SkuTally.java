package io.voxledger.costs.plans;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Counts a sku's units of one month, covered and not. */
final class SkuTally {
  private record Price(BigDecimal unitPrice, long per) {
    static Price of(PlanUse use) {
      return new Price(use.unitPrice().stripTrailingZeros(), use.per());
    }
  }

  /** The units at one price. */
  private static final class AtPrice {
    private BigDecimal covered = BigDecimal.ZERO;
    private BigDecimal over = BigDecimal.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;

    /** Where nothing was covered the sum of the charges, which were rounded one by one. */
    BigDecimal overageCost(Price price) {
      return covered.signum() == 0 ? cost : Rounding.cost(over, price.unitPrice(), price.per());
    }
  }

  private final Map<Price, AtPrice> prices = new HashMap<>();
  private BigDecimal used = BigDecimal.ZERO;
  private BigDecimal included = BigDecimal.ZERO;
  private BigDecimal overage = BigDecimal.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;

  void use(PlanUse use, BigDecimal covered) {
    used = used.add(use.quantity());
    included = included.add(covered);
    overage = overage.add(use.quantity().subtract(covered));
  }

  /** Adds what an allowance has left. */
  void include(BigDecimal unused) {
    included = included.add(unused);
  }

  /** Bills what is not covered, together with all units at that price. */
  void bill(PlanUse use, BigDecimal covered) {
    AtPrice at = prices.computeIfAbsent(Price.of(use), price -> new AtPrice());
    at.covered = at.covered.add(covered);
    at.over = at.over.add(use.quantity().subtract(covered));
    at.cost = at.cost.add(use.cost());
  }

  void bill(BigDecimal amount) {
    cost = cost.add(amount);
  }

  /** What the units of a use that are not covered cost by themselves. */
  BigDecimal cost(PlanUse use, BigDecimal covered) {
    return covered.signum() == 0
        ? use.cost()
        : Rounding.cost(use.quantity().subtract(covered), use.unitPrice(), use.per());
  }

  PlanUsage row(String sku, Meter meter) {
    BigDecimal[] total = {cost};
    prices.forEach((price, at) -> total[0] = total[0].add(at.overageCost(price)));
    return new PlanUsage(
        sku,
        meter,
        Rounding.quantity(used),
        Rounding.quantity(included),
        Rounding.quantity(overage),
        Rounding.cost(total[0]));
  }
}
