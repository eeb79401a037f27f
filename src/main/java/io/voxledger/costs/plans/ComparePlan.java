package io.voxledger.costs.plans;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * An account's month under its plan and, with the same usage, under another for the whole month.
 *
 * @param refusedUsd the usage that the other plan's hard cap would have refused, at its prices; it
 *     is in no invoice
 */
public record ComparePlan(PlanMonth current, PlanMonth supposed, BigDecimal refusedUsd) {

  /**
   * Compares.
   *
   * @param current the account's plans in the month
   * @param other terms of the other plan, whoever has it
   * @param uses all charges of the account in the month
   */
  public static ComparePlan of(
      String account,
      LocalDate firstOfMonth,
      List<PlanDays> current,
      Plan other,
      Collection<PlanUse> uses) {
    List<PlanDays> whole = List.of(new PlanDays(other, firstOfMonth, firstOfMonth.plusMonths(1)));
    PlanMonth supposed = MeasurePlan.measure(account, firstOfMonth, whole, uses);
    PlanMonth unlimited =
        MeasurePlan.measure(account, firstOfMonth, HardCaps.uncapped(whole), uses);
    return new ComparePlan(
        MeasurePlan.measure(account, firstOfMonth, current, uses),
        supposed,
        overage(unlimited).subtract(overage(supposed)));
  }

  private static BigDecimal overage(PlanMonth month) {
    return month.usage().stream()
        .map(PlanUsage::overageCost)
        .reduce(Rounding.cost(BigDecimal.ZERO), BigDecimal::add);
  }
}
