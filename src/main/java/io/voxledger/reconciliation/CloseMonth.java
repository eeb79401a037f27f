package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.MonthClose.Accuracy;
import io.voxledger.reconciliation.MonthClose.Age;
import io.voxledger.reconciliation.MonthClose.Allocation;
import io.voxledger.reconciliation.MonthClose.Completeness;
import io.voxledger.reconciliation.MonthClose.Group;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.usage.ProjectRules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Judges whether a month can be closed, and draws up its completeness, allocation, accuracy and
 * cutoff. Every period must be final, every account that sends bills must have sent one, every
 * source of the month before must have spoken.
 */
public final class CloseMonth {
  /** The project of usage that nobody is named for. */
  private final MonthFacts facts;

  private final List<PeriodTotal> periods;
  private final List<String> exceptions = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private CloseMonth(MonthFacts facts) {
    this.facts = facts;
    this.periods = facts.totals().stream().filter(total -> startsIn(total, facts.month())).toList();
  }

  /** The month as it would be closed; it may be when there is no exception. */
  public static MonthClose judge(MonthFacts facts) {
    return new CloseMonth(facts).judge();
  }

  private MonthClose judge() {
    checkUsage();
    checkOver();
    long pending = checkFinal();
    long missing = checkBills();
    Set<String> silent = checkSources();
    return new MonthClose(
        facts,
        List.copyOf(exceptions),
        List.copyOf(remarks),
        new Completeness(silent.size(), periods.size(), missing, pending),
        allocation(),
        accuracy());
  }

  private void checkUsage() {
    if (!facts.isPriced()) {
      exceptions.add(
          "usage, bills or cards were taken in, or a day began, that are not priced and compared yet");
    }
    if (facts.usage().unpricedRecords() > 0) {
      remarks.add(facts.usage().unpricedRecords() + " usage records have no price");
    }
  }

  private void checkOver() {
    LocalDate end = facts.month().plusMonths(1).atDay(1);
    LocalDate last = end;
    for (PeriodTotal total : periods) {
      LocalDate due = end.plusDays(facts.bills().lagOf(total.period().biller()));
      last = due.isAfter(last) ? due : last;
    }
    if (last.isAfter(facts.logicalDate())) {
      exceptions.add(
          "bills of the month may change until "
              + last
              + ", and the newest night reported on "
              + facts.logicalDate());
    }
  }

  private long checkFinal() {
    LocalDate start = facts.month().atDay(1);
    Predicate<PeriodTotal> touchesMonth =
        total ->
            startsIn(total, facts.month())
                || total.period().period().start().isBefore(start)
                    && total.period().period().end().isAfter(start);
    List<PeriodTotal> pending =
        facts.totals().stream().filter(touchesMonth).filter(total -> !total.isFinal()).toList();
    byPayer(pending)
        .forEach(
            (payer, open) ->
                exceptions.add(
                    payer + ": not final: " + daysOf(open) + facts.bills().reason(payer)));
    return pending.size();
  }

  private long checkBills() {
    List<PeriodTotal> missing =
        periods.stream().filter(total -> total.status() == Status.MISSING_BILL).toList();
    byPayer(missing)
        .forEach(
            (payer, open) -> {
              String sentence =
                  payer + ": no bill: " + daysOf(open) + ", " + usd(open) + " USD computed";
              boolean isExpected =
                  facts.bills().payers().contains(payer)
                      && open.stream().anyMatch(total -> !isAccepted(total));
              (isExpected ? exceptions : remarks).add(sentence);
            });
    Set<Payer> billed = byPayer(periods).keySet();
    facts.totals().stream()
        .map(PeriodTotal::period)
        .filter(period -> period.period().start().equals(facts.month().minusMonths(1).atDay(1)))
        .filter(period -> BillReaders.billsByMonth(period.biller()))
        .map(Payer::of)
        .filter(facts.bills().payers()::contains)
        .filter(payer -> !billed.contains(payer))
        .forEach(
            payer -> exceptions.add(payer + ": neither usage nor a bill, as there was before"));
    return missing.size();
  }

  private boolean isAccepted(PeriodTotal total) {
    return facts
        .decisions()
        .about(total.period())
        .filter(decision -> decision.status() == DecisionStatus.ACCEPTED)
        .filter(decision -> decision.holdsOn(facts.logicalDate()))
        .isPresent();
  }

  private Set<String> checkSources() {
    Set<String> silent = new TreeSet<>(facts.usage().sourcesBefore());
    silent.removeAll(facts.usage().sources());
    silent.forEach(
        source ->
            exceptions.add(
                "usage/"
                    + source
                    + ": nothing in the month, but in "
                    + facts.month().minusMonths(1)));
    return silent;
  }

  private Allocation allocation() {
    Map<String, BigDecimal> costs = facts.usage().costByProject();
    BigDecimal total = sum(costs.values().stream().toList());
    BigDecimal named = total.subtract(costs.getOrDefault(ProjectRules.UNASSIGNED, BigDecimal.ZERO));
    return new Allocation(
        total,
        named,
        total.signum() == 0
            ? Optional.empty()
            : Optional.of(Rounding.ratio(named.movePointRight(2), total)));
  }

  private Accuracy accuracy() {
    Map<Group, BigDecimal> variance = new EnumMap<>(Group.class);
    Map<Group, Long> count = new EnumMap<>(Group.class);
    Map<Age, BigDecimal> open = new EnumMap<>(Age.class);
    List<BigDecimal> accepted = new ArrayList<>();
    for (PeriodTotal total : periods) {
      Group group = Group.of(total.status());
      variance.merge(group, total.variance(), BigDecimal::add);
      count.merge(group, 1L, Long::sum);
      if (group == Group.OPEN) {
        open.merge(Age.of(total.ageDays()), total.variance(), BigDecimal::add);
        if (isAccepted(total)) {
          accepted.add(total.variance());
        }
      }
    }
    return new Accuracy(
        sum(periods.stream().map(PeriodTotal::computed).toList()),
        sum(periods.stream().map(PeriodTotal::billed).toList()),
        variance,
        count,
        open,
        sum(accepted));
  }

  private static boolean startsIn(PeriodTotal total, YearMonth month) {
    return YearMonth.from(total.period().period().start()).equals(month);
  }

  private static Map<Payer, List<PeriodTotal>> byPayer(List<PeriodTotal> totals) {
    return totals.stream()
        .collect(groupingBy(total -> Payer.of(total.period()), TreeMap::new, toList()));
  }

  /** A period, or how many there are between the first and the last. */
  private static String daysOf(List<PeriodTotal> totals) {
    LocalDate first =
        totals.stream()
            .map(t -> t.period().period().start())
            .min(LocalDate::compareTo)
            .orElseThrow();
    LocalDate last =
        totals.stream()
            .map(t -> t.period().period().start())
            .max(LocalDate::compareTo)
            .orElseThrow();
    return totals.size() == 1
        ? "the period from " + first
        : totals.size() + " periods from " + first + " to " + last;
  }

  private static String usd(List<PeriodTotal> totals) {
    BigDecimal computed = sum(totals.stream().map(PeriodTotal::computed).toList());
    return computed.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return Rounding.cost(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
