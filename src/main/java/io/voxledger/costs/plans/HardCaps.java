package io.voxledger.costs.plans;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was used beyond hard caps and is not billed. */
public final class HardCaps {
  private HardCaps() {}

  /**
   * What would be billed in a month more if no plan had a hard cap, USD, by account, sku and meter.
   *
   * @param uses charges of the month by account; not asked for where no plan has a hard cap
   */
  public static Map<List<String>, BigDecimal> notBilled(
      Plans plans, LocalDate firstOfMonth, Supplier<Map<String, List<PlanUse>>> uses) {
    Map<List<String>, BigDecimal> notBilled = new HashMap<>();
    if (plans.all().stream().anyMatch(Plan::hardCap)) {
      uses.get()
          .forEach(
              (account, used) -> {
                List<PlanDays> days = plans.of(account, firstOfMonth);
                add(account, overage(account, firstOfMonth, uncapped(days), used), notBilled);
                overage(account, firstOfMonth, days, used)
                    .forEach(
                        row ->
                            notBilled.computeIfPresent(
                                key(account, row), (key, usd) -> usd.subtract(row.overageCost())));
              });
    }
    return notBilled;
  }

  private static void add(
      String account, List<PlanUsage> rows, Map<List<String>, BigDecimal> notBilled) {
    rows.forEach(row -> notBilled.put(key(account, row), row.overageCost()));
  }

  private static List<String> key(String account, PlanUsage row) {
    return List.of(account, row.sku(), row.meter().code());
  }

  private static List<PlanUsage> overage(
      String account, LocalDate firstOfMonth, List<PlanDays> plans, Collection<PlanUse> uses) {
    return MeasurePlan.measure(account, firstOfMonth, plans, uses).usage();
  }

  /** The same plans, serving and billing whatever is used. */
  static List<PlanDays> uncapped(List<PlanDays> days) {
    return days.stream()
        .map(d -> new PlanDays(d.plan().withoutHardCap(), d.from(), d.until()))
        .toList();
  }
}
