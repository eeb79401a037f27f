package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Explains every period of a comparison, and says of which rows the causes leave nothing. */
public final class ExplainVariances {
  private final Settings settings;
  private final OtherPrices prices;

  /**
   * By what periods are explained.
   *
   * @param terms by biller
   * @param zone by biller
   */
  public record Settings(Function<String, ReconcileTerms> terms, Function<String, ZoneId> zone) {}

  /**
   * What is compared, of one month or several.
   *
   * @param rows of the comparison
   * @param lines of the bills, whatever their standing
   * @param served what the billers' own usage exports say
   */
  public record Sides(
      List<ReconciliationRow> rows,
      Collection<BilledLine> lines,
      Collection<ServedQuantity> served,
      Evidence evidence) {}

  /**
   * What our own tables say of the same months.
   *
   * @param charges of the periods and of the days beside them
   * @param unpriced used without a price
   * @param lost what a shadowed source reports beyond the used one
   * @param silent how many sessions have connections and no usage, by the UTC day on which they
   *     began
   */
  public record Evidence(
      List<SkuCharge> charges,
      List<UsedQuantity> unpriced,
      List<UsedQuantity> lost,
      Map<LocalDate, Long> silent) {}

  /**
   * What was used on a day: the biller's, where times are known, else that of UTC.
   *
   * @param account empty where it is not known, which may be any of the biller's
   * @param name of the model as reported, or of the sku
   */
  public record UsedQuantity(
      String biller,
      Optional<String> account,
      String name,
      LocalDate day,
      Meter meter,
      BigDecimal quantity) {
    private boolean isOf(ReconciledPeriod period) {
      return biller.equals(period.biller())
          && account.map(period.account()::equals).orElse(true)
          && period.period().contains(day);
    }
  }

  /** Rows with their final status, and the causes. */
  public record Explained(List<ReconciliationRow> rows, List<FoundCause> causes) {}

  private record Account(String biller, String account) {}

  public ExplainVariances(Settings settings, OtherPrices prices) {
    this.settings = settings;
    this.prices = prices;
  }

  /** The rows in their order. */
  public Explained explain(Sides sides) {
    Map<ReconciledPeriod, List<ReconciliationRow>> periods =
        sides.rows().stream()
            .collect(groupingBy(row -> row.key().period(), LinkedHashMap::new, toList()));
    Map<Account, List<SkuCharge>> charges =
        sides.evidence().charges().stream()
            .collect(groupingBy(c -> new Account(c.biller(), c.account())));
    Map<Account, Set<BillingPeriod>> billed = billed(sides.lines());
    Map<Account, List<ReconciliationRow>> totals =
        sides.rows().stream()
            .filter(row -> row.key().scope() == Scope.TOTAL)
            .collect(groupingBy(row -> accountOf(row.key().period())));
    Map<ReconciledPeriod, List<BilledLine>> lines =
        sides.lines().stream()
            .filter(line -> line.billedCostUsd().isPresent())
            .collect(groupingBy(ExplainVariances::periodOf));
    ExplainPeriod explain = new ExplainPeriod(prices);
    List<ReconciliationRow> rows = new ArrayList<>();
    List<FoundCause> causes = new ArrayList<>();
    periods.forEach(
        (period, ofPeriod) -> {
          Account account = accountOf(period);
          ExplainPeriod.Result result =
              explain.explain(
                  facts(
                      ofPeriod,
                      lines.getOrDefault(period, List.of()),
                      charges.getOrDefault(account, List.of()),
                      billed.getOrDefault(account, Set.of()),
                      totals.get(account),
                      sides));
          rows.addAll(result.rows());
          causes.addAll(result.causes());
        });
    return new Explained(rows, causes);
  }

  /** What is billed, whether it is compared now or was before. */
  private static Map<Account, Set<BillingPeriod>> billed(Collection<BilledLine> lines) {
    return lines.stream()
        .filter(line -> line.standing() == BillStanding.USED)
        .collect(
            groupingBy(
                line -> new Account(line.line().biller(), line.line().account()),
                mapping(BilledLine::billingPeriod, toSet())));
  }

  private static Account accountOf(ReconciledPeriod period) {
    return new Account(period.biller(), period.account());
  }

  private static ReconciledPeriod periodOf(BilledLine line) {
    return new ReconciledPeriod(line.line().biller(), line.line().account(), line.billingPeriod());
  }

  private PeriodFacts facts(
      List<ReconciliationRow> rows,
      List<BilledLine> lines,
      List<SkuCharge> ofAccount,
      Set<BillingPeriod> billed,
      List<ReconciliationRow> totals,
      Sides sides) {
    ReconciledPeriod period = rows.get(0).key().period();
    ReconcileTerms terms = settings.terms().apply(period.biller());
    ZoneId zone = settings.zone().apply(period.biller());
    LocalDate start = period.period().start();
    LocalDate end = period.period().end();
    List<BilledLine> used =
        lines.stream().filter(line -> line.standing() == BillStanding.USED).toList();
    Instant due = end.plusDays(terms.lagDays()).atStartOfDay(zone).toInstant();
    boolean isUtc = isUtc(zone, due);
    Optional<Instant> pulled =
        used.stream().flatMap(l -> l.pull().pulledAt().stream()).max(Instant::compareTo);
    return new PeriodFacts(
        period,
        rows,
        used,
        lines.stream().filter(line -> line.standing() == BillStanding.SUPERSEDED).toList(),
        ofAccount.stream().filter(c -> isNear(c.billingDate(), start, end)).toList(),
        ofAccount.stream()
            .filter(c -> isInMonth(c.billingDate(), start) || isNear(c.billingDate(), start, end))
            .map(SkuCharge::sku)
            .collect(toSet()),
        quantities(period, sides.evidence().lost()),
        sides.served().stream().filter(one -> one.isOf(period)).toList(),
        silent(period, sides.evidence().silent()),
        quantities(period, sides.evidence().unpriced()),
        terms.tolerance(),
        isUtc,
        hasNeighbours(period.period(), ofAccount, billed)
            ? Neighbours.of(period.period(), totals, ofAccount, isUtc, terms.tolerance())
            : Neighbours.NONE,
        pulled.filter(at -> at.isBefore(due)).isPresent());
  }

  /** Whether a day is of the period or beside it. */
  private static boolean isNear(LocalDate day, LocalDate start, LocalDate end) {
    return !day.isBefore(start.minusDays(1)) && !day.isAfter(end);
  }

  private static boolean isInMonth(LocalDate day, LocalDate start) {
    return YearMonth.from(day).equals(YearMonth.from(start));
  }

  private static long silent(ReconciledPeriod of, Map<LocalDate, Long> silent) {
    return silent.entrySet().stream()
        .filter(day -> of.period().contains(day.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean hasNeighbours(
      BillingPeriod of, List<SkuCharge> charges, Set<BillingPeriod> billed) {
    LocalDate before = of.start().minusDays(1);
    LocalDate after = of.end();
    return charges.stream()
            .map(SkuCharge::billingDate)
            .anyMatch(day -> day.equals(before) || day.equals(after))
        || billed.stream()
            .anyMatch(other -> other.end().equals(of.start()) || other.start().equals(after));
  }

  private static boolean isUtc(ZoneId zone, Instant at) {
    return zone.getRules().getOffset(at).getTotalSeconds() == 0 && zone.getRules().isFixedOffset();
  }

  private static Map<String, Map<Meter, BigDecimal>> quantities(
      ReconciledPeriod period, Collection<UsedQuantity> used) {
    Map<String, Map<Meter, BigDecimal>> byModel = new HashMap<>();
    for (UsedQuantity one : used) {
      if (one.isOf(period)) {
        byModel
            .computeIfAbsent(one.name(), model -> new HashMap<>())
            .merge(one.meter(), one.quantity(), BigDecimal::add);
      }
    }
    return byModel;
  }
}
