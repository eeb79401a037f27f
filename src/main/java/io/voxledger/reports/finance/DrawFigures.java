package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.CostSheets.sum;
import static java.util.stream.Collectors.groupingBy;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.money.Rounding;
import io.voxledger.reports.Shown;
import io.voxledger.reports.finance.FinanceFacts.Bills;
import io.voxledger.reports.finance.FinanceFacts.Budget;
import io.voxledger.reports.finance.FinanceFacts.Cause;
import io.voxledger.reports.finance.FinanceFacts.Period;
import io.voxledger.reports.finance.FinanceFacts.ProjectDay;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Unpriced;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import io.voxledger.reports.finance.FinancePack.Budgeted;
import io.voxledger.reports.finance.FinancePack.Figures;
import io.voxledger.reports.finance.FinancePack.Headline;
import io.voxledger.reports.finance.FinancePack.Step;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The few numbers and pictures of the first look. */
final class DrawFigures {
  private static final int MOST_BUDGETS = 4;
  private static final int MOST_STEPS = 8;

  private final FinanceFacts facts;
  private final List<Usage> usage;

  DrawFigures(FinanceFacts facts) {
    this.facts = facts;
    this.usage = CostSheets.ofMonth(facts);
  }

  Figures figures() {
    return new Figures(
        headline(),
        new CostSheets(facts).matrix(Usage::day, used -> used.line().provider()),
        budgets(),
        facts.bills().map(DrawFigures::waterfall).orElse(List.of()),
        perMinute());
  }

  private List<Headline> headline() {
    List<ProjectMonth> projects = facts.costs().projects();
    BigDecimal total = sum(projects, ProjectMonth::total);
    BigDecimal before = sum(projects, p -> p.previousMonth().orElse(BigDecimal.ZERO));
    List<Headline> headline = new ArrayList<>();
    headline.add(
        new Headline(
            "Contracted cost",
            Cell.usd(total),
            before.signum() == 0
                ? "nothing the month before"
                : "month before " + Shown.rounded(before, Format.USD.decimals())));
    headline.add(
        new Headline(
            "Effective cost", Cell.usd(sum(projects, ProjectMonth::effective)), "after plans"));
    facts
        .bills()
        .ifPresent(
            bills -> {
              headline.add(variance(bills));
              headline.add(
                  new Headline(
                      "To accrue",
                      Cell.usd(sum(bills.accruals(), FinanceFacts.Accrual::accrued)),
                      "not billed yet"));
            });
    headline.add(
        new Headline(
            "Without a price",
            Cell.count(facts.quality().unpriced().stream().mapToLong(Unpriced::records).sum()),
            "records, in no cost"));
    return headline;
  }

  private static Headline variance(Bills bills) {
    return new Headline(
        "Billed − contracted",
        Cell.usd(sum(bills.periods(), Period::variance)),
        "open items " + Shown.rounded(sum(bills.open(), Period::variance), Format.USD.decimals()));
  }

  /** Those that are used up most; the running total of everything where there is no budget. */
  private List<Budgeted> budgets() {
    List<Budgeted> drawn = new ArrayList<>();
    facts.costs().budgets().stream()
        .sorted(Comparator.comparing(b -> b.usedPct().orElse(BigDecimal.ZERO).negate()))
        .limit(MOST_BUDGETS)
        .forEach(budget -> drawn.add(budgeted(budget)));
    if (drawn.isEmpty()) {
      drawn.add(
          new Budgeted(
              facts.project().orElse("all projects"),
              "total",
              running(usage, BigDecimal.ZERO),
              Optional.empty()));
    }
    return drawn;
  }

  private Budgeted budgeted(Budget budget) {
    List<Usage> counted =
        usage.stream()
            .filter(used -> used.project().equals(budget.project()))
            .filter(used -> budget.basis().equals("total") || isModel(used))
            .filter(used -> !used.day().isAfter(facts.run().logicalDate()))
            .toList();
    BigDecimal spentBefore = budget.spent().subtract(sum(counted, Usage::contracted));
    return new Budgeted(
        budget.project(),
        budget.basis(),
        running(counted, spentBefore),
        Optional.of(budget.budget()));
  }

  private static boolean isModel(Usage used) {
    return Kind.of(used.line().kind()).map(Kind::family).equals(Optional.of(CostFamily.AI));
  }

  private SortedMap<LocalDate, BigDecimal> running(List<Usage> counted, BigDecimal begin) {
    SortedMap<LocalDate, BigDecimal> running = new TreeMap<>();
    BigDecimal reached = begin;
    LocalDate last =
        counted.stream().map(Usage::day).max(Comparator.naturalOrder()).orElse(lastDay());
    for (LocalDate day = facts.month().atDay(1); !day.isAfter(last); day = day.plusDays(1)) {
      LocalDate today = day;
      reached =
          reached.add(
              sum(
                  counted.stream().filter(used -> used.day().equals(today)).toList(),
                  Usage::contracted));
      running.put(day, reached);
    }
    return running;
  }

  /** The last day of the month that the run tells of; before its first where there is none. */
  private LocalDate lastDay() {
    LocalDate told = facts.run().logicalDate();
    LocalDate end = facts.month().atEndOfMonth();
    return told.isBefore(end) ? told : end;
  }

  /**
   * Causes of one name are one bar, the greatest first; what is beyond the most is one too. What no
   * cause explains where there is no bill at all is not unexplained: the bill is missing.
   */
  private static List<Step> waterfall(Bills bills) {
    Map<String, BigDecimal> causes = new LinkedHashMap<>();
    bills.causes().stream()
        .filter(cause -> !cause.isCandidate())
        .forEach(cause -> causes.merge(named(cause, bills), cause.amount(), BigDecimal::add));
    List<Map.Entry<String, BigDecimal>> greatest =
        causes.entrySet().stream()
            .filter(entry -> entry.getValue().signum() != 0)
            .sorted(Comparator.comparing(entry -> entry.getValue().abs().negate()))
            .toList();
    BigDecimal computed = sum(bills.periods(), Period::computed);
    BigDecimal billed = sum(bills.periods(), Period::billed);
    List<Step> steps = new ArrayList<>(List.of(new Step("contracted", computed, true)));
    greatest.stream()
        .limit(MOST_STEPS)
        .forEach(entry -> steps.add(new Step(entry.getKey(), entry.getValue(), false)));
    BigDecimal rest = billed.subtract(sum(steps, Step::amountUsd));
    if (rest.signum() != 0) {
      steps.add(new Step("others", rest, false));
    }
    steps.add(new Step("billed", billed, true));
    return steps;
  }

  private static String named(Cause cause, Bills bills) {
    boolean hasNoBill =
        bills.periods().stream()
            .filter(cause::isOf)
            .allMatch(period -> period.billed().signum() == 0);
    return hasNoBill && cause.confidence().isEmpty() ? "no bill yet" : cause.cause();
  }

  private SortedMap<LocalDate, BigDecimal> perMinute() {
    SortedMap<LocalDate, BigDecimal> perMinute = new TreeMap<>();
    Map<LocalDate, List<ProjectDay>> days =
        facts.costs().days().stream().collect(groupingBy(ProjectDay::day));
    days.forEach(
        (day, of) -> {
          BigDecimal minutes = sum(of, ProjectDay::minutes);
          if (minutes.signum() > 0) {
            perMinute.put(day, Rounding.ratio(sum(of, ProjectDay::total), minutes));
          }
        });
    return perMinute;
  }
}
