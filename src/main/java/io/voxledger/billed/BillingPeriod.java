package io.voxledger.billed;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * Whole days in the biller's time zone, half-open: the grain on which a bill is compared.
 *
 * @param start first day
 * @param end the day after the last
 */
public record BillingPeriod(LocalDate start, LocalDate end) implements Comparable<BillingPeriod> {
  private static final Comparator<BillingPeriod> ORDER =
      Comparator.comparing(BillingPeriod::start).thenComparing(BillingPeriod::end);

  public BillingPeriod {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "a billing period ends on " + end + ", not after " + start);
    }
  }

  /** The period of one day. */
  public static BillingPeriod day(LocalDate day) {
    return new BillingPeriod(day, day.plusDays(1));
  }

  /** The calendar month that a day is in. */
  public static BillingPeriod monthOf(LocalDate day) {
    LocalDate first = day.withDayOfMonth(1);
    return new BillingPeriod(first, first.plusMonths(1));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(start) && day.isBefore(end);
  }

  @Override
  public int compareTo(BillingPeriod other) {
    return ORDER.compare(this, other);
  }
}
