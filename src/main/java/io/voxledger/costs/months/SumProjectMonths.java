package io.voxledger.costs.months;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanShare;
import io.voxledger.costs.plans.SpreadPlan;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Adds up the projects of one month. A project has a row when it has a charge, a part of a plan's
 * fee, of a bill or of a correction.
 */
public final class SumProjectMonths {
  /** The biller whose accounts have plans. */
  public static final String LIVEKIT = "livekit";

  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  private final MonthFacts facts;
  private final Map<String, List<ProjectSkuCost>> costs;
  private final Map<String, PlanShare> shares;

  private SumProjectMonths(MonthFacts facts) {
    this.facts = facts;
    this.costs = facts.costs().stream().collect(groupingBy(ProjectSkuCost::projectId));
    this.shares = shares(facts);
  }

  /** The rows in the order of the projects. */
  public static List<ProjectMonth> sum(MonthFacts facts) {
    SumProjectMonths month = new SumProjectMonths(facts);
    List<ProjectMonth> rows = month.projects().stream().map(month::row).toList();
    month.checkEffective(rows);
    return rows;
  }

  /** LiveKit's invoices and what others bill, to the last digit. */
  private void checkEffective(List<ProjectMonth> rows) {
    BigDecimal expected =
        Stream.concat(
                facts.plans().stream().map(PlanMonth::estimatedInvoice),
                facts.costs().stream()
                    .filter(cost -> !cost.biller().equals(LIVEKIT))
                    .map(ProjectSkuCost::contractedCost))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal found =
        rows.stream().map(ProjectMonth::effective).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (expected.compareTo(found) != 0) {
      throw new IllegalStateException(
          "effective costs of " + facts.month() + " are " + found + " USD, not " + expected);
    }
  }

  private SortedSet<String> projects() {
    SortedSet<String> projects = new TreeSet<>(costs.keySet());
    projects.addAll(shares.keySet());
    projects.addAll(facts.billed().keySet());
    projects.addAll(facts.corrections().keySet());
    return projects;
  }

  /** What plans make of the costs of their accounts, all accounts of a project together. */
  private static Map<String, PlanShare> shares(MonthFacts facts) {
    Map<String, List<ProjectSkuCost>> accounts =
        facts.costs().stream()
            .filter(cost -> cost.biller().equals(LIVEKIT))
            .collect(groupingBy(ProjectSkuCost::account));
    Map<String, PlanMonth> plans =
        facts.plans().stream().collect(toMap(PlanMonth::account, plan -> plan));
    Map<String, PlanShare> shares = new HashMap<>();
    plans.forEach(
        (account, plan) ->
            SpreadPlan.spread(
                    plan,
                    accounts.getOrDefault(account, List.of()).stream()
                        .map(ProjectSkuCost::use)
                        .toList())
                .forEach((project, share) -> shares.merge(project, share, PlanShare::plus)));
    return shares;
  }

  private ProjectMonth row(String project) {
    Collection<ProjectSkuCost> own = costs.getOrDefault(project, List.of());
    PlanShare share = shares.getOrDefault(project, PlanShare.NONE);
    ProjectSessions sessions = facts.sessions().getOrDefault(project, ProjectSessions.NONE);
    BigDecimal elsewhere =
        own.stream()
            .filter(cost -> !cost.biller().equals(LIVEKIT))
            .map(ProjectSkuCost::contractedCost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new ProjectMonth(
        project,
        facts.month(),
        sessions.charged(),
        Rounding.ratio(BigDecimal.valueOf(sessions.seconds()), MINUTE),
        families(own),
        own.stream().map(ProjectSkuCost::listCost).reduce(BigDecimal.ZERO, BigDecimal::add),
        share.effective().add(elsewhere),
        share.fee(),
        share.credits(),
        facts.corrections().getOrDefault(project, BigDecimal.ZERO),
        facts.billed().getOrDefault(project, BigDecimal.ZERO),
        Optional.ofNullable(facts.previous().get(project)),
        facts.budgets().ofMonth(project, facts.month()).map(Rounding::cost));
  }

  private static Map<CostFamily, BigDecimal> families(Collection<ProjectSkuCost> costs) {
    Map<CostFamily, BigDecimal> families = new EnumMap<>(CostFamily.class);
    costs.forEach(cost -> families.merge(cost.family(), cost.contractedCost(), BigDecimal::add));
    return families;
  }
}
