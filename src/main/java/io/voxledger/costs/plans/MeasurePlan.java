package io.voxledger.costs.plans;

import static java.util.stream.Collectors.joining;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds one account's usage of one month against its plan.
 *
 * <p>Units are taken from their allowance in the order of time; what it does not cover is overage
 * and costs what it cost then. When the plan changes within the month, fees, allowances and credits
 * are those of each plan by its days, added up; usage of a day without a plan is not covered.
 */
public final class MeasurePlan {
  private record SkuMeter(String sku, Meter meter) implements Comparable<SkuMeter> {
    @Override
    public int compareTo(SkuMeter other) {
      return Comparator.comparing(SkuMeter::sku)
          .thenComparing(SkuMeter::meter)
          .compare(this, other);
    }
  }

  private final List<PlanDays> plans;
  private final Map<String, BigDecimal> allowanceLeft = new HashMap<>();
  private final Map<SkuMeter, SkuTally> tallies = new TreeMap<>();
  private BigDecimal creditLeft;

  private MeasurePlan(List<PlanDays> plans) {
    this.plans = plans;
    this.creditLeft = sum(plans, Plan::inferenceCredit);
    for (PlanDays days : plans) {
      for (Allowance allowance : days.plan().included()) {
        allowanceLeft.merge(
            allowance.name(),
            days.part(allowance.quantity(), Rounding.QUANTITY_SCALE),
            BigDecimal::add);
      }
    }
  }

  /**
   * Measures a month.
   *
   * @param plans those of the account in the month, in the order of time
   * @param uses all charges of the account in the month, in any order
   */
  public static PlanMonth measure(
      String account, LocalDate firstOfMonth, List<PlanDays> plans, Collection<PlanUse> uses) {
    MeasurePlan month = new MeasurePlan(plans);
    BigDecimal credit = month.creditLeft;
    uses.stream().sorted(PlanUse.IN_TIME).forEach(month::add);
    month.showUnused();
    return new PlanMonth(
        account,
        firstOfMonth,
        plans.isEmpty()
            ? Optional.empty()
            : Optional.of(
                plans.stream().map(d -> d.plan().name()).distinct().collect(joining(", "))),
        sum(plans, Plan::monthlyFee),
        credit.subtract(month.creditLeft),
        month.usage());
  }

  private static BigDecimal sum(
      List<PlanDays> plans, java.util.function.Function<Plan, BigDecimal> amount) {
    return plans.stream()
        .map(days -> days.part(amount.apply(days.plan()), Rounding.COST_SCALE))
        .reduce(Rounding.cost(BigDecimal.ZERO), BigDecimal::add);
  }

  private void add(PlanUse use) {
    Optional<PlanDays> plan = plans.stream().filter(p -> p.contains(use.day())).findFirst();
    BigDecimal covered = plan.map(days -> cover(days, use)).orElse(BigDecimal.ZERO);
    boolean capped = plan.map(days -> days.plan().hardCap()).orElse(false);
    SkuTally tally =
        tallies.computeIfAbsent(new SkuMeter(use.sku(), use.meter()), key -> new SkuTally());
    tally.use(use, covered);
    if (use.inference()) {
      payInference(tally, tally.cost(use, covered), plan.isPresent(), capped);
    } else if (!capped) {
      tally.bill(use, covered);
    }
  }

  /** How much of a use is included; the fee of a plan is all that a month of it costs. */
  private BigDecimal cover(PlanDays days, PlanUse use) {
    if (use.meter() == Meter.PLAN_MONTHS) {
      return use.quantity();
    }
    Optional<Allowance> allowance = days.allowance(use);
    if (allowance.isEmpty()) {
      return BigDecimal.ZERO;
    }
    BigDecimal left = allowanceLeft.get(allowance.get().name());
    BigDecimal covered = left.min(use.quantity());
    allowanceLeft.put(allowance.get().name(), left.subtract(covered));
    return covered;
  }

  /** Under a hard cap Inference is refused once the credit is spent. */
  private void payInference(SkuTally tally, BigDecimal cost, boolean hasPlan, boolean capped) {
    BigDecimal paid = hasPlan ? creditLeft.min(cost) : BigDecimal.ZERO;
    creditLeft = creditLeft.subtract(paid);
    tally.bill(capped ? paid : cost);
  }

  /** What is left of an allowance shows beside the first sku that it is for. */
  private void showUnused() {
    for (PlanDays days : plans) {
      for (Allowance allowance : days.plan().included()) {
        tallies.entrySet().stream()
            .filter(e -> allowance.covers(e.getKey().sku(), e.getKey().meter()))
            .findFirst()
            .ifPresent(e -> e.getValue().include(takeRest(allowance)));
      }
    }
  }

  private BigDecimal takeRest(Allowance allowance) {
    return Optional.ofNullable(allowanceLeft.put(allowance.name(), BigDecimal.ZERO))
        .orElse(BigDecimal.ZERO);
  }

  private List<PlanUsage> usage() {
    List<PlanUsage> rows = new ArrayList<>();
    tallies.forEach((key, tally) -> rows.add(tally.row(key.sku(), key.meter())));
    return rows;
  }
}
