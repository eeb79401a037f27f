package io.voxledger.costs.budgets;

import io.voxledger.costs.budgets.Budget.CostBasis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where a budget stands at the end of a day: a row of {@code budget_status}.
 *
 * @param id the project or session
 * @param spentUsd USD, 12 decimals
 * @param outlook of a project; sessions have none
 */
public record BudgetStatus(
    BudgetScope scope,
    String id,
    LocalDate asOf,
    CostBasis basis,
    Limit limit,
    BigDecimal spentUsd,
    Decision decision,
    Optional<Outlook> outlook) {

  public LimitStatus status() {
    return limit.status(spentUsd);
  }
}
