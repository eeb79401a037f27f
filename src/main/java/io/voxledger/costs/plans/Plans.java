package io.voxledger.costs.plans;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import java.time.LocalDate;
import java.util.List;
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
}
