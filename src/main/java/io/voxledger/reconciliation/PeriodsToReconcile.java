package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which periods are compared: those of the bills, and for every billing day with a cost that no
 * bill covers the day itself, or its month where the biller is known to bill by the month.
 */
public final class PeriodsToReconcile {

  /**
   * A day on which a biller's account had a charge.
   *
   * @param billingDate in the biller's time zone
   */
  public record ChargedDay(String biller, String account, LocalDate billingDate) {}

  private record Payer(String biller, String account) {}

  private PeriodsToReconcile() {}

  /**
   * The periods in their order; each charged day is in at least one. Lines that are not used do not
   * count.
   */
  public static List<ReconciledPeriod> of(
      Collection<ChargedDay> charged, Collection<BilledLine> billed) {
    Map<Payer, Set<BillingPeriod>> byBill =
        billed.stream()
            .filter(line -> line.standing() == BillStanding.USED)
            .collect(
                groupingBy(
                    line -> new Payer(line.line().biller(), line.line().account()),
                    mapping(BilledLine::billingPeriod, toCollection(TreeSet::new))));
    Set<ReconciledPeriod> periods = new TreeSet<>();
    byBill.forEach(
        (payer, all) ->
            all.forEach(p -> periods.add(new ReconciledPeriod(payer.biller, payer.account, p))));
    for (ChargedDay day : charged) {
      Set<BillingPeriod> bills =
          byBill.getOrDefault(new Payer(day.biller(), day.account()), Set.of());
      if (bills.stream().noneMatch(period -> period.contains(day.billingDate()))) {
        periods.add(new ReconciledPeriod(day.biller(), day.account(), unbilled(day)));
      }
    }
    return List.copyOf(periods);
  }

  private static BillingPeriod unbilled(ChargedDay day) {
    return BillSource.billsByMonth(day.biller())
        ? BillingPeriod.monthOf(day.billingDate())
        : BillingPeriod.day(day.billingDate());
  }
}
