package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.Heading.plain;
import static io.voxledger.reports.finance.Heading.usd;
import static java.util.stream.Collectors.reducing;

import io.voxledger.money.Rounding;
import io.voxledger.reports.finance.FinanceFacts.Budget;
import io.voxledger.reports.finance.FinanceFacts.Driver;
import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.ProjectDay;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was used and what it cost. Every total has a control that another table gives. */
final class CostSheets {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final List<String> DRIVERS = List.of("sessions", "minutes", "intensity", "price");
  private static final String BY_PROVIDER =
      "Contracted cost by project and by who made the service; USD, UTC days. Control:"
          + " project_month.";
  private static final String BY_DAY =
      "Contracted cost by UTC day of use and by who made the service; USD. Control:"
          + " project_cost_daily.";

  private final FinanceFacts.Costs costs;
  private final List<Usage> usage;

  CostSheets(FinanceFacts facts) {
    this.costs = facts.costs();
    this.usage = ofMonth(facts);
  }

  static List<Usage> ofMonth(FinanceFacts facts) {
    LocalDate first = facts.month().atDay(1);
    LocalDate end = facts.month().plusMonths(1).atDay(1);
    return facts.costs().usage().stream()
        .filter(used -> !used.day().isBefore(first) && used.day().isBefore(end))
        .toList();
  }

  Sheet summary() {
    List<Heading> headings = new ArrayList<>(List.of(plain("Project")));
    headings.add(Heading.summed("Sessions", Format.COUNT));
    headings.add(Heading.summed("Session minutes", Format.QUANTITY));
    List.of("Models", "Transport", "Telephony", "Platform").forEach(f -> headings.add(usd(f)));
    headings.add(usd("Contracted cost").mustBe(sum(costs.days(), ProjectDay::total)));
    List.of("Month before", "Change").forEach(name -> headings.add(usd(name)));
    headings.add(plain("Change %"));
    DRIVERS.forEach(driver -> headings.add(usd("Change by " + driver)));
    List.of("List cost", "Effective cost", "Billed share", "Billed − contracted", "Corrections")
        .forEach(name -> headings.add(usd(name)));
    Stream.of(
            "Budget",
            "Budget is for",
            "Budget as of",
            "Spent of it",
            "Used %",
            "Projected",
            "Budget status")
        .forEach(name -> headings.add(plain(name)));
    return new Sheet(
        "Summary",
        "Contracted cost by project; USD, UTC days. List: at public prices. Effective: after plan"
            + " allowances, fees and credits. Billed share: part of the bills, by contracted cost."
            + " Spent, used, projected and status of a budget are those at the end of the day 'as"
            + " of'. Control: project_cost_daily.",
        headings,
        costliest().map(this::summary).toList());
  }

  private Stream<ProjectMonth> costliest() {
    return costs.projects().stream()
        .sorted(
            Comparator.comparing(ProjectMonth::total)
                .reversed()
                .thenComparing(ProjectMonth::project));
  }

  private List<Cell> summary(ProjectMonth of) {
    BigDecimal before = of.previousMonth().orElse(BigDecimal.ZERO);
    BigDecimal change = of.total().subtract(before);
    List<Cell> row = new ArrayList<>(List.of(Cell.text(of.project()), Cell.count(of.sessions())));
    row.add(Cell.number(of.minutes(), Format.QUANTITY));
    List.of(of.ai(), of.transport(), of.telephony(), of.platform(), of.total())
        .forEach(amount -> row.add(Cell.usd(amount)));
    row.add(Cell.usd(of.previousMonth()));
    row.add(Cell.usd(change));
    row.add(Cell.number(pct(change, before), Format.PERCENT));
    DRIVERS.forEach(driver -> row.add(Cell.usd(driver(of.project(), driver))));
    List.of(of.list(), of.effective(), of.billed(), of.variance(), of.corrections())
        .forEach(amount -> row.add(Cell.usd(amount)));
    Optional<Budget> budget = budget(of.project());
    row.add(Cell.usd(budget.map(Budget::budget).or(of::budget)));
    row.add(Cell.text(budget.map(b -> b.basis().equals("ai") ? "models" : "everything")));
    row.add(budget.map(b -> Cell.day(b.asOf())).orElse(Cell.NOTHING));
    row.add(Cell.usd(budget.map(Budget::spent)));
    row.add(Cell.number(budget.flatMap(Budget::usedPct), Format.PERCENT));
    row.add(Cell.usd(budget.flatMap(Budget::projected)));
    row.add(Cell.text(budget.map(Budget::status)));
    return row;
  }

  private static Optional<BigDecimal> pct(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? Optional.empty()
        : Optional.of(Rounding.ratio(part.multiply(HUNDRED), whole));
  }

  private Optional<BigDecimal> driver(String project, String driver) {
    return costs.drivers().stream()
        .filter(row -> row.project().equals(project) && row.driver().equals(driver))
        .map(Driver::amount)
        .findFirst();
  }

  private Optional<Budget> budget(String project) {
    return costs.budgets().stream().filter(row -> row.project().equals(project)).findFirst();
  }

  Sheet byProvider() {
    SortedMap<String, SortedMap<String, BigDecimal>> matrix =
        matrix(Usage::project, used -> used.line().provider());
    return matrixSheet(
        new Sheet("Projects × providers", BY_PROVIDER, List.of(plain("Project")), List.of()),
        matrix,
        Cell::text,
        sum(costs.projects(), ProjectMonth::total));
  }

  Sheet byDay() {
    SortedMap<LocalDate, SortedMap<String, BigDecimal>> matrix =
        matrix(Usage::day, used -> used.line().provider());
    return matrixSheet(
        new Sheet("By day", BY_DAY, List.of(plain("Day")), List.of()),
        matrix,
        Cell::day,
        sum(costs.days(), ProjectDay::total));
  }

  private static <K> Sheet matrixSheet(
      Sheet frame,
      SortedMap<K, SortedMap<String, BigDecimal>> matrix,
      Function<K, Cell> key,
      BigDecimal control) {
    List<String> across =
        matrix.values().stream().flatMap(row -> row.keySet().stream()).distinct().sorted().toList();
    List<Heading> headings = new ArrayList<>(frame.headings());
    across.forEach(name -> headings.add(usd(name)));
    headings.add(usd("Total").mustBe(control));
    List<List<Cell>> rows = new ArrayList<>();
    matrix.forEach(
        (name, amounts) -> {
          List<Cell> row = new ArrayList<>(List.of(key.apply(name)));
          across.forEach(column -> row.add(Cell.usd(Optional.ofNullable(amounts.get(column)))));
          row.add(Cell.usd(sum(List.copyOf(amounts.values()), Function.identity())));
          rows.add(row);
        });
    return new Sheet(frame.name(), frame.basis(), headings, rows);
  }

  /** Contracted cost by two keys. */
  <K> SortedMap<K, SortedMap<String, BigDecimal>> matrix(
      Function<Usage, K> down, Function<Usage, String> across) {
    return usage.stream()
        .collect(
            Collectors.groupingBy(
                down,
                TreeMap::new,
                Collectors.groupingBy(
                    across,
                    TreeMap::new,
                    reducing(BigDecimal.ZERO, Usage::contracted, BigDecimal::add))));
  }

  Sheet detail() {
    List<Heading> headings = new ArrayList<>();
    for (String name :
        new String[] {
          "Project", "Provider", "Biller", "Account", "Route", "Kind", "Model", "Meter", "Terms"
        }) {
      headings.add(plain(name));
    }
    headings.addAll(List.of(plain("Quantity"), plain("Billable quantity")));
    BigDecimal list = sum(costs.projects(), ProjectMonth::list);
    headings.add(Heading.summed("List cost", Format.FINE_USD).mustBe(list));
    headings.add(
        Heading.summed("Contracted cost", Format.FINE_USD)
            .mustBe(sum(costs.projects(), ProjectMonth::total)));
    Map<List<String>, List<Usage>> lines =
        usage.stream().collect(Collectors.groupingBy(CostSheets::key, Collectors.toList()));
    return new Sheet(
        "Detail",
        "List and contracted cost by what was used; USD, UTC days. Quantities are in the meter's"
            + " unit: tokens, characters, seconds, bytes, events, months. Control: project_month.",
        headings,
        lines.entrySet().stream()
            .map(entry -> detail(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(Object::toString))
            .toList());
  }

  private static List<String> key(Usage used) {
    Line line = used.line();
    return List.of(
        used.project(),
        line.provider(),
        line.biller(),
        line.account(),
        line.route(),
        line.kind(),
        line.sku(),
        line.meter(),
        line.terms());
  }

  private static List<Cell> detail(List<String> key, List<Usage> of) {
    List<Cell> row = key.stream().map(Cell::text).collect(Collectors.toCollection(ArrayList::new));
    row.add(Cell.number(sum(of, Usage::quantity), Format.QUANTITY));
    row.add(Cell.number(sum(of, Usage::billable), Format.QUANTITY));
    row.add(Cell.number(sum(of, Usage::list), Format.FINE_USD));
    row.add(Cell.number(sum(of, Usage::contracted), Format.FINE_USD));
    return row;
  }

  static <T> BigDecimal sum(List<T> rows, Function<T, BigDecimal> amount) {
    return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
