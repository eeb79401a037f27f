package io.voxledger.costs.budgets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All budgets, in the order in which they were written. */
public record Budgets(List<Budget> all) {
  public static final Budgets NONE = new Budgets(List.of());

  public Budgets {
    all = List.copyOf(all);
  }

  /**
   * What a project's month is held against: the first monthly budget that holds in it, else the
   * first total, whole.
   */
  public Optional<BigDecimal> ofMonth(String project, LocalDate firstOfMonth) {
    return first(project, firstOfMonth, Budget::monthUsd)
        .or(() -> first(project, firstOfMonth, Budget::totalUsd));
  }

  private Optional<BigDecimal> first(
      String project, LocalDate month, Function<Budget, Optional<BigDecimal>> limit) {
    return all.stream()
        .filter(budget -> budget.project().equals(project) && budget.holdsIn(month))
        .flatMap(budget -> limit.apply(budget).stream())
        .findFirst();
  }
}
