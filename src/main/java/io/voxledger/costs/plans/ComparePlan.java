package io.voxledger.costs.plans;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * An account's month under its plan and, with the same usage, under another for the whole month.
 */
public record ComparePlan(PlanMonth current, PlanMonth supposed) {

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
    PlanDays whole = new PlanDays(other, firstOfMonth, firstOfMonth.plusMonths(1));
    return new ComparePlan(
        MeasurePlan.measure(account, firstOfMonth, current, uses),
        MeasurePlan.measure(account, firstOfMonth, List.of(whole), uses));
  }
}
