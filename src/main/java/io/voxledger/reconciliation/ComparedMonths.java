package io.voxledger.reconciliation;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.SettledBills;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which months are compared, and what must be in view for that. A period belongs to the month in
 * which it starts; one that reaches over the first of a month has charges of several, and holds
 * days of a month in which it does not start.
 *
 * @param months whose periods are compared; first days
 * @param charged months of which such a period, or one that holds some of their days, has charges
 */
public record ComparedMonths(SortedSet<LocalDate> months, SortedSet<LocalDate> charged) {

  /**
   * Takes what reaches into the months with them.
   *
   * @param changed months in which something changed
   */
  public static ComparedMonths of(Collection<LocalDate> changed, SettledBills bills) {
    List<BillingPeriod> billed =
        bills.lines().stream()
            .filter(line -> line.standing() == BillStanding.USED)
            .map(BilledLine::billingPeriod)
            .distinct()
            .toList();
    SortedSet<LocalDate> months = new TreeSet<>(changed);
    billed.stream()
        .filter(period -> touches(period, changed))
        .forEach(period -> months.add(monthOf(period.start())));
    SortedSet<LocalDate> charged = new TreeSet<>(months);
    billed.stream()
        .filter(period -> touches(period, months))
        .forEach(period -> charged.addAll(monthsOf(period)));
    return new ComparedMonths(months, charged);
  }

  /** Whether the period is compared. */
  public boolean isCompared(BillingPeriod period) {
    return months.contains(monthOf(period.start()));
  }

  /** What bills say of periods that have a day of the months. */
  public SettledBills inView(SettledBills bills) {
    return new SettledBills(
        bills.lines().stream().filter(line -> touches(line.billingPeriod(), months)).toList(),
        bills.standing().stream()
            .filter(bucket -> touches(bucket.source().billingPeriod(bucket.period()), months))
            .toList(),
        bills.incomplete());
  }

  /** The first of a day's month. */
  public static LocalDate monthOf(LocalDate day) {
    return day.withDayOfMonth(1);
  }

  private static boolean touches(BillingPeriod period, Collection<LocalDate> months) {
    return months.stream()
        .anyMatch(m -> m.isBefore(period.end()) && m.plusMonths(1).isAfter(period.start()));
  }

  private static List<LocalDate> monthsOf(BillingPeriod period) {
    LocalDate first = monthOf(period.start());
    return Stream.iterate(first, m -> m.isBefore(period.end()), m -> m.plusMonths(1)).toList();
  }
}
