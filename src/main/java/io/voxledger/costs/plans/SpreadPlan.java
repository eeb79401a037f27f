package io.voxledger.costs.plans;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.money.LargestRemainder;
import io.voxledger.usage.ProjectRules;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Spreads the invoice of one LiveKit account's month over projects, to the last digit.
 *
 * <p>What is billed for a sku is spread by the sku's contracted cost, the fee by the contracted
 * cost of the whole account, credits by what was billed for Inference; each by billable quantity
 * where that cost is 0. A fee without usage is for {@link ProjectRules#UNASSIGNED}.
 */
public final class SpreadPlan {
  private final PlanMonth month;
  private final Collection<ProjectUse> uses;
  private final SortedMap<String, PlanShare> shares = new TreeMap<>();

  private SpreadPlan(PlanMonth month, Collection<ProjectUse> uses) {
    this.month = month;
    this.uses = uses;
  }

  /**
   * The shares by project; the sum of what is effective is the estimated invoice.
   *
   * @param uses the same charges that the month was measured from, by project
   */
  public static SortedMap<String, PlanShare> spread(PlanMonth month, Collection<ProjectUse> uses) {
    return new SpreadPlan(month, uses).spread();
  }

  private SortedMap<String, PlanShare> spread() {
    uses.forEach(use -> shares.put(use.projectId(), PlanShare.NONE));
    Map<String, BigDecimal> inference = spreadOverage();
    add(month.fee(), weights(uses), PlanShare::ofFee);
    add(month.credits(), inference, PlanShare::ofCredits);
    return shares;
  }

  /** Gives what was billed for Inference by project. */
  private Map<String, BigDecimal> spreadOverage() {
    Map<String, BigDecimal> billed = new HashMap<>();
    month.usage().forEach(usage -> billed.merge(usage.sku(), usage.overageCost(), BigDecimal::add));
    Map<String, List<ProjectUse>> bySku = uses.stream().collect(groupingBy(ProjectUse::sku));
    Map<String, BigDecimal> inference = new HashMap<>();
    bySku.forEach(
        (sku, users) -> {
          Map<String, BigDecimal> parts =
              add(billed.get(sku), weights(users), PlanShare::ofOverage);
          if (users.stream().anyMatch(ProjectUse::inference)) {
            parts.forEach((project, usd) -> inference.merge(project, usd, BigDecimal::add));
          }
        });
    return inference;
  }

  private Map<String, BigDecimal> add(
      BigDecimal amount, Map<String, BigDecimal> weights, Function<BigDecimal, PlanShare> share) {
    if (amount.signum() == 0) {
      return Map.of();
    }
    Map<String, BigDecimal> parts = LargestRemainder.shares(amount, weights);
    parts.forEach((project, usd) -> shares.merge(project, share.apply(usd), PlanShare::plus));
    return parts;
  }

  private static Map<String, BigDecimal> weights(Collection<ProjectUse> uses) {
    Map<String, BigDecimal> costs = sums(uses, ProjectUse::cost);
    if (isSome(costs)) {
      return costs;
    }
    Map<String, BigDecimal> quantities = sums(uses, ProjectUse::quantity);
    return isSome(quantities) ? quantities : Map.of(ProjectRules.UNASSIGNED, BigDecimal.ONE);
  }

  private static Map<String, BigDecimal> sums(
      Collection<ProjectUse> uses, Function<ProjectUse, BigDecimal> value) {
    Map<String, BigDecimal> sums = new HashMap<>();
    uses.forEach(use -> sums.merge(use.projectId(), value.apply(use), BigDecimal::add));
    return sums;
  }

  private static boolean isSome(Map<String, BigDecimal> weights) {
    return weights.values().stream().anyMatch(weight -> weight.signum() > 0);
  }
}
