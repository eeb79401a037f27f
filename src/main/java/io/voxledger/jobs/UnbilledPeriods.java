package io.voxledger.jobs;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.Status;
import io.voxledger.reports.Shown;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The periods that should be billed by now and are not, of those that a run compared. */
final class UnbilledPeriods {
  private final List<PeriodTotal> totals;

  /**
   * Picks them out.
   *
   * @param totals every period of open months
   */
  UnbilledPeriods(Collection<PeriodTotal> totals) {
    this.totals = totals.stream().filter(one -> one.status() == Status.MISSING_BILL).toList();
  }

  /** How many periods. */
  long count() {
    return totals.size();
  }

  /** One sentence for each biller and account. */
  List<String> sentences() {
    return totals.stream()
        .collect(
            groupingBy(
                one -> one.period().biller() + ", account " + one.period().account(),
                TreeMap::new,
                Collectors.mapping(one -> one.period().period().start(), Collectors.toList())))
        .entrySet()
        .stream()
        .map(biller -> sentence(biller.getKey(), biller.getValue()))
        .toList();
  }

  private static String sentence(String biller, List<LocalDate> starts) {
    return "no bill of %s for %s from %s on"
        .formatted(
            biller,
            Shown.count(starts.size(), "period"),
            starts.stream().min(Comparator.naturalOrder()).orElseThrow());
  }
}
