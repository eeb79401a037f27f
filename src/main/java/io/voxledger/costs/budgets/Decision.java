package io.voxledger.costs.budgets;

import java.util.Optional;

/**
 * What follows for a session or a project.
 *
 * @param decidedBy whose limit decides; empty when none is reached
 */
public record Decision(LimitStatus status, Optional<BudgetScope> decidedBy) {

  /**
   * The decision about a session: its own hard limit, then its own soft limit, then its project's
   * hard, then soft. So a session at its own soft limit is wound up gently although its project has
   * nothing left.
   */
  public static Decision about(LimitStatus session, LimitStatus project) {
    return session == LimitStatus.OK
        ? ofProject(project)
        : new Decision(session, Optional.of(BudgetScope.SESSION));
  }

  /** The decision about a project. */
  public static Decision ofProject(LimitStatus project) {
    return new Decision(
        project, project == LimitStatus.OK ? Optional.empty() : Optional.of(BudgetScope.PROJECT));
  }
}
