package io.voxledger.costs.budgets;

import static java.util.Comparator.comparing;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges a project by its budgets at the end of a day.
 *
 * <p>A total counts from its first day on, also after its last; a monthly budget counts the month
 * of the day, as far as it holds in it. Of several the one that is used up most is the project's.
 */
public final class JudgeProject {
  /** How many days a forecast learns from. */
  public static final int DAYS_LEARNED = 56;

  /** How far ahead it is looked for the end of a budget that has no last day. */
  private static final int FARTHEST_DAYS = 366;

  private final List<ProjectDay> days;
  private final LocalDate asOf;

  /** The days of a budget or of its month; {@code until} is exclusive. */
  private record Span(LocalDate from, Optional<LocalDate> until) {}

  private JudgeProject(List<ProjectDay> days, LocalDate asOf) {
    this.days = days;
    this.asOf = asOf;
  }

  /**
   * The status of a project; empty when none of its budgets has begun.
   *
   * @param budgets of the project
   * @param days of the project, with those before the budgets began that a forecast learns from;
   *     days after {@code asOf} do not count
   */
  public static Optional<BudgetStatus> judge(
      Collection<Budget> budgets, Collection<ProjectDay> days, LocalDate asOf) {
    List<ProjectDay> known = days.stream().filter(day -> !day.day().isAfter(asOf)).toList();
    JudgeProject judge = new JudgeProject(known, asOf);
    return budgets.stream()
        .flatMap(budget -> judge.status(budget).stream())
        .max(
            comparing(BudgetStatus::status)
                .thenComparing(
                    status -> status.limit().usedPct(status.spentUsd()).orElse(BigDecimal.ZERO),
                    Comparator.naturalOrder()));
  }

  private Optional<BudgetStatus> status(Budget budget) {
    Optional<BigDecimal> usd = budget.monthUsd().or(budget::totalUsd);
    Optional<Span> span = span(budget);
    if (usd.isEmpty() || span.isEmpty()) {
      return Optional.empty();
    }
    Limit limit = new Limit(usd.get(), budget.softPct());
    TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
    days.forEach(day -> costs.merge(day.day(), day.on(budget.basis()), BigDecimal::add));
    BigDecimal spent = spent(costs, span.get());
    return Optional.of(
        new BudgetStatus(
            BudgetScope.PROJECT,
            budget.project(),
            asOf,
            budget.basis(),
            limit,
            spent,
            Decision.ofProject(limit.status(spent)),
            Optional.of(new Judged(costs, span.get(), limit, spent).outlook())));
  }

  private Optional<Span> span(Budget budget) {
    LocalDate month = asOf.withDayOfMonth(1);
    if (budget.monthUsd().isPresent()) {
      LocalDate next = month.plusMonths(1);
      return budget.holdsOn(asOf)
          ? Optional.of(
              new Span(
                  budget.from().filter(month::isBefore).orElse(month),
                  Optional.of(budget.until().filter(next::isAfter).orElse(next))))
          : Optional.empty();
    }
    LocalDate from = budget.from().orElse(LocalDate.MIN);
    return from.isAfter(asOf) ? Optional.empty() : Optional.of(new Span(from, budget.until()));
  }

  private static BigDecimal spent(TreeMap<LocalDate, BigDecimal> costs, Span span) {
    return Rounding.cost(
        costs.tailMap(span.from()).entrySet().stream()
            .filter(day -> span.until().map(day.getKey()::isBefore).orElse(true))
            .map(java.util.Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /** One budget and what is known about it. */
  private final class Judged {
    private final TreeMap<LocalDate, BigDecimal> costs;
    private final Span span;
    private final Limit limit;
    private final BigDecimal spent;

    Judged(TreeMap<LocalDate, BigDecimal> costs, Span span, Limit limit, BigDecimal spent) {
      this.costs = costs;
      this.span = span;
      this.limit = limit;
      this.spent = spent;
    }

    /** A total without a last day is projected to the end of the month. */
    Outlook outlook() {
      LocalDate end = span.until().orElse(asOf.withDayOfMonth(1).plusMonths(1));
      LocalDate tomorrow = asOf.plusDays(1);
      if (costs.isEmpty() || !tomorrow.isBefore(end)) {
        return new Outlook(spent, spent, spent, reached());
      }
      LocalDate first = SpendForecast.firstOf(costs.firstKey(), asOf, DAYS_LEARNED);
      SpendForecast forecast = new SpendForecast(costs, first, asOf);
      BigDecimal expected = spent;
      for (LocalDate day = tomorrow; day.isBefore(end); day = day.plusDays(1)) {
        expected = expected.add(forecast.expected(day));
      }
      BigDecimal margin = forecast.margin(ChronoUnit.DAYS.between(tomorrow, end));
      return new Outlook(
          expected,
          expected.subtract(margin).max(spent),
          expected.add(margin),
          reached().or(() -> willReach(forecast)));
    }

    private Optional<LocalDate> reached() {
      BigDecimal sum = BigDecimal.ZERO;
      for (var day : costs.tailMap(span.from()).entrySet()) {
        sum = sum.add(day.getValue());
        if (span.until().map(day.getKey()::isBefore).orElse(true)
            && sum.compareTo(limit.usd()) >= 0) {
          return Optional.of(day.getKey());
        }
      }
      return Optional.empty();
    }

    private Optional<LocalDate> willReach(SpendForecast forecast) {
      LocalDate end = span.until().orElse(asOf.plusDays(FARTHEST_DAYS));
      BigDecimal sum = spent;
      for (LocalDate day = asOf.plusDays(1); day.isBefore(end); day = day.plusDays(1)) {
        sum = sum.add(forecast.expected(day));
        if (sum.compareTo(limit.usd()) >= 0) {
          return Optional.of(day);
        }
      }
      return Optional.empty();
    }
  }
}
