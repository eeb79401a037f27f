package io.voxledger.reports.finance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.money.Rounding;
import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.Price;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A price that took the place of another, as usage shows it.
 *
 * @param line what it is for
 * @param billable quantity of the month at the new price, in the meter's unit
 */
record PriceChange(Line line, Price before, Price after, BigDecimal billable) {
  /** What that quantity costs more than at the price before, USD; below 0 when it costs less. */
  BigDecimal effect() {
    return Rounding.cost(billable, after.agreed(), after.per())
        .subtract(Rounding.cost(billable, before.agreed(), before.per()));
  }

  /** What one price takes the place of another for: the same terms at the same hours. */
  private record Series(Line line, String window) {
    static Series of(Usage usage) {
      return new Series(usage.line(), usage.price().window());
    }
  }

  /**
   * The changes that took effect in a month, of terms and hours that were used at both prices. Of
   * several prices of before, such as at other exchange rates, the last that was used counts; of
   * several after it each is a change by itself.
   *
   * @param usage of the month and the time before it
   */
  static List<PriceChange> of(YearMonth month, List<Usage> usage) {
    Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<Series, List<Usage>> series = usage.stream().collect(groupingBy(Series::of));
    List<PriceChange> changes = new ArrayList<>();
    for (List<Usage> used : series.values()) {
      TreeMap<Instant, List<Usage>> prices =
          used.stream().collect(groupingBy(u -> u.price().effectiveFrom(), TreeMap::new, toList()));
      prices
          .tailMap(begin)
          .forEach(
              (from, after) ->
                  Optional.ofNullable(prices.lowerEntry(from))
                      .ifPresent(before -> changes.addAll(changes(before.getValue(), after))));
    }
    changes.sort(
        Comparator.comparing((PriceChange change) -> change.after().effectiveFrom())
            .thenComparing(change -> change.line().toString())
            .thenComparing(change -> change.after().toString()));
    return changes;
  }

  private static List<PriceChange> changes(List<Usage> before, List<Usage> after) {
    Price last =
        before.stream()
            .max(Comparator.comparing(Usage::day).thenComparing(u -> u.price().toString()))
            .orElseThrow()
            .price();
    Map<Price, List<Usage>> byPrice = after.stream().collect(groupingBy(Usage::price));
    return byPrice.entrySet().stream()
        .map(
            entry ->
                new PriceChange(
                    entry.getValue().get(0).line(),
                    last,
                    entry.getKey(),
                    CostSheets.sum(entry.getValue(), Usage::billable)))
        .filter(PriceChange::isChange)
        .toList();
  }

  private boolean isChange() {
    return effectOfOne().signum() != 0;
  }

  private BigDecimal effectOfOne() {
    return after
        .agreed()
        .multiply(BigDecimal.valueOf(before.per()))
        .subtract(before.agreed().multiply(BigDecimal.valueOf(after.per())));
  }
}
