package io.voxledger.costs.budgets;

import io.voxledger.costs.budgets.Budget.CostBasis;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Judges sessions, by their own limit and then by their project's. Immutable. */
public final class JudgeSession implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<SessionLimit> limits;
  private final Map<String, LimitStatus> projects;
  private final LocalDate asOf;

  /** A budget as far as sessions are concerned; days are null where there is none. */
  private record SessionLimit(
      String project, Limit limit, CostBasis basis, LocalDate fromOrNull, LocalDate untilOrNull)
      implements Serializable {
    boolean isFor(String projectId, LocalDate day) {
      return project.equals(projectId)
          && (fromOrNull == null || !day.isBefore(fromOrNull))
          && (untilOrNull == null || day.isBefore(untilOrNull));
    }
  }

  /**
   * Judges by those budgets that limit sessions; the first that holds counts.
   *
   * @param projects how far projects have come; one that is absent has no budget
   */
  public JudgeSession(Budgets budgets, Map<String, LimitStatus> projects, LocalDate asOf) {
    this.limits = budgets.all().stream().flatMap(budget -> limit(budget).stream()).toList();
    this.projects = Map.copyOf(projects);
    this.asOf = asOf;
  }

  private static Optional<SessionLimit> limit(Budget budget) {
    return budget
        .sessionUsd()
        .map(
            usd ->
                new SessionLimit(
                    budget.project(),
                    new Limit(usd, budget.softPct()),
                    budget.basis(),
                    budget.from().orElse(null),
                    budget.until().orElse(null)));
  }

  /** The projects whose sessions have a limit. */
  public SortedSet<String> projects() {
    TreeSet<String> limited = new TreeSet<>();
    limits.forEach(limit -> limited.add(limit.project()));
    return limited;
  }

  /**
   * A session's status; empty when no limit held on the day it began.
   *
   * @param cost what the session cost in all, on the day it began
   */
  public Optional<BudgetStatus> judge(String sessionId, ProjectDay cost) {
    return limits.stream()
        .filter(limit -> limit.isFor(cost.projectId(), cost.day()))
        .findFirst()
        .map(limit -> status(sessionId, cost, limit));
  }

  private BudgetStatus status(String sessionId, ProjectDay cost, SessionLimit limit) {
    BigDecimal spent = cost.on(limit.basis());
    LimitStatus project = projects.getOrDefault(cost.projectId(), LimitStatus.OK);
    return new BudgetStatus(
        BudgetScope.SESSION,
        sessionId,
        asOf,
        limit.basis(),
        limit.limit(),
        spent,
        Decision.about(limit.limit().status(spent), project),
        Optional.empty());
  }
}
