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

  /**
   * The changes that took effect in a month, of lines that were used at both prices.
   *
   * <p>Prices of one line that begin at the same instant differ by the time of day, and are no
   * change.
   *
   * @param usage of the month and the time before it
   */
  static List<PriceChange> of(YearMonth month, List<Usage> usage) {
    Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<Line, List<Usage>> lines = usage.stream().collect(groupingBy(Usage::line));
    List<PriceChange> changes = new ArrayList<>();
    lines.forEach(
        (line, used) -> {
          TreeMap<Instant, List<Usage>> prices =
              used.stream()
                  .collect(groupingBy(u -> u.price().effectiveFrom(), TreeMap::new, toList()));
          prices.tailMap(begin).entrySet().stream()
              .filter(entry -> prices.lowerKey(entry.getKey()) != null)
              .map(
                  entry ->
                      change(line, prices.lowerEntry(entry.getKey()).getValue(), entry.getValue()))
              .filter(PriceChange::isChange)
              .forEach(changes::add);
        });
    changes.sort(
        Comparator.comparing((PriceChange change) -> change.after().effectiveFrom())
            .thenComparing(change -> change.line().toString()));
    return changes;
  }

  private static PriceChange change(Line line, List<Usage> before, List<Usage> after) {
    return new PriceChange(
        line, before.get(0).price(), after.get(0).price(), CostSheets.sum(after, Usage::billable));
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
