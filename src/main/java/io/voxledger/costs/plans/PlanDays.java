package io.voxledger.costs.plans;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The days of one month on which a plan is in force. Of a part of a month it gives and costs the
 * same part.
 *
 * @param from first day, UTC
 * @param until day after the last
 */
public record PlanDays(Plan plan, LocalDate from, LocalDate until) {

  /** Empty when the plan is not in force in that month. */
  static Optional<PlanDays> of(Plan plan, LocalDate firstOfMonth) {
    LocalDate next = firstOfMonth.plusMonths(1);
    LocalDate from = plan.from().isAfter(firstOfMonth) ? plan.from() : firstOfMonth;
    LocalDate until = plan.until().filter(end -> end.isBefore(next)).orElse(next);
    return from.isBefore(until) ? Optional.of(new PlanDays(plan, from, until)) : Optional.empty();
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }

  /**
   * {@code amount × days in force ÷ days of the month}, HALF_EVEN at as many decimals as asked for.
   */
  BigDecimal part(BigDecimal amount, int scale) {
    long days = ChronoUnit.DAYS.between(from, until);
    return amount
        .multiply(BigDecimal.valueOf(days))
        .divide(BigDecimal.valueOf(from.lengthOfMonth()), scale, RoundingMode.HALF_EVEN);
  }

  /** The most specific allowance that covers a use. */
  Optional<Allowance> allowance(PlanUse use) {
    return plan.included().stream().filter(a -> a.covers(use.sku(), use.meter())).findFirst();
  }
}
