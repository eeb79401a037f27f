package io.voxledger.costs.plans;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** All plans; an account has at most one on a day. */
public record Plans(List<Plan> all) {
  public static final Plans NONE = new Plans(List.of());

  public Plans {
    all = List.copyOf(all);
  }

  /** The account's plans in that month, in the order of time. */
  public List<PlanDays> of(String account, LocalDate firstOfMonth) {
    return all.stream()
        .filter(plan -> plan.account().equals(account))
        .flatMap(plan -> PlanDays.of(plan, firstOfMonth).stream())
        .sorted(comparing(PlanDays::from))
        .toList();
  }

  /** The accounts that have a plan on any day of that month. */
  public SortedSet<String> accounts(LocalDate firstOfMonth) {
    return all.stream()
        .filter(plan -> PlanDays.of(plan, firstOfMonth).isPresent())
        .map(Plan::account)
        .collect(toCollection(TreeSet::new));
  }

  /** The plans of that name, whoever has them and whenever. */
  public List<Plan> named(String name) {
    return all.stream().filter(plan -> plan.name().equals(name)).toList();
  }

  /**
   * What a plan of that name would be for an account: its own, of several that of the month, else
   * the newest; without one the terms that all plans of that name have. Empty when there is none,
   * or when these differ.
   */
  public Optional<Plan> named(String name, String account, LocalDate firstOfMonth) {
    List<Plan> named = named(name);
    Optional<Plan> own =
        named.stream()
            .filter(plan -> plan.account().equals(account))
            .max(
                comparing((Plan plan) -> PlanDays.of(plan, firstOfMonth).isPresent())
                    .thenComparing(Plan::from));
    boolean isOne = named.stream().map(Plan::terms).distinct().count() == 1;
    return own.or(() -> isOne ? Optional.of(named.get(0)) : Optional.empty());
  }
}
