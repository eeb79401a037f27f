package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares one period's bill with what was computed, at the grain that the bill has. Computed cost
 * is summed up to that grain; a bill is never spread down. Every row's components sum up to its
 * variance exactly, and the rows of a period to its total.
 */
public final class Reconcile {
  private final ReconcileTerms terms;
  private final Map<RowKey, LocalDate> firstSeen;

  /**
   * Prepares a run.
   *
   * @param firstSeen when earlier runs saw a row for the first time
   */
  public Reconcile(ReconcileTerms terms, Map<RowKey, LocalDate> firstSeen) {
    this.terms = terms;
    this.firstSeen = Map.copyOf(firstSeen);
  }

  /** All rows of one period in the order of their keys, the total last. There is always a total. */
  public List<ReconciliationRow> period(PeriodSides sides) {
    Map<RowKey, Comparison> comparisons = compare(sides);
    RowKey totalKey = RowKey.of(sides.period(), Scope.TOTAL, Optional.empty());
    Comparison total = total(sides, comparisons.values());
    boolean isFinal = isFinal(sides);
    List<ReconciliationRow> rows = new ArrayList<>();
    comparisons.forEach(
        (key, comparison) ->
            rows.add(row(key, comparison, lineStatus(comparison, isFinal), isFinal)));
    rows.add(row(totalKey, total, totalStatus(total, isFinal), isFinal));
    return rows;
  }

  private Map<RowKey, Comparison> compare(PeriodSides sides) {
    ReconciledPeriod period = sides.period();
    Map<BillCategory, List<BilledLine>> byCategory =
        sides.billed().stream().collect(groupingBy(line -> line.line().category()));
    Map<Boolean, List<BilledLine>> usage =
        byCategory.getOrDefault(BillCategory.USAGE, List.of()).stream()
            .collect(partitioningBy(line -> line.sku().isPresent()));
    Map<RowKey, Comparison> rows =
        new TreeMap<>(
            MatchLines.match(period, sides.computed(), usage.get(true), terms.exchangeRates()));
    rows.putAll(unmapped(period, usage.get(false)));
    byCategory.forEach(
        (category, lines) ->
            Component.of(category)
                .ifPresent(
                    component ->
                        rows.put(
                            RowKey.of(period, Scope.CATEGORY, Optional.of(category.code())),
                            Comparison.billedOnly(BilledSum.of(lines), component))));
    return rows;
  }

  private static Map<RowKey, Comparison> unmapped(ReconciledPeriod period, List<BilledLine> lines) {
    Map<RowKey, Comparison> rows = new HashMap<>();
    lines.stream()
        .collect(groupingBy(line -> line.line().lineItem()))
        .forEach(
            (lineItem, same) ->
                rows.put(
                    RowKey.of(period, Scope.UNMAPPED, lineItem),
                    Comparison.billedOnly(BilledSum.of(same), Component.BILLED_ONLY)));
    return rows;
  }

  private static Comparison total(PeriodSides sides, Collection<Comparison> rows) {
    return new Comparison(
        Optional.empty(),
        ComputedSum.of(sides.computed()).cost(),
        Optional.empty(),
        BilledSum.of(sides.billed()).cost(),
        !sides.computed().isEmpty(),
        sides.billSeen(),
        Components.sum(rows.stream().map(Comparison::components).toList()));
  }

  /** A bill that cannot be valued yet, because an exchange rate is missing, is not final either. */
  private boolean isFinal(PeriodSides sides) {
    boolean closed =
        sides.billed().stream().allMatch(l -> l.isFinal() && l.billedCostUsd().isPresent());
    return closed && terms.isDue(sides.period().period().end());
  }

  /** Pending goes before everything else, agreement before the side that is missing. */
  private Status lineStatus(Comparison row, boolean isFinal) {
    if (!isFinal) {
      return Status.PENDING;
    }
    BigDecimal variance = row.billedCost().subtract(row.computedCost());
    if (terms.tolerance().allows(variance, row.computedCost(), row.billedCost())) {
      return Status.MATCHED;
    }
    if (!row.hasBilled()) {
      return Status.MISSING_BILL;
    }
    if (!row.hasComputed()) {
      return Status.BILLED_ONLY;
    }
    return variance.signum() > 0 ? Status.OVER_BILLED : Status.UNDER_BILLED;
  }

  /** A cost that no bill was ever seen for does not match, however small it is. */
  private Status totalStatus(Comparison total, boolean isFinal) {
    boolean neverBilled = !total.hasBilled() && total.computedCost().signum() != 0;
    return isFinal && neverBilled ? Status.MISSING_BILL : lineStatus(total, isFinal);
  }

  private ReconciliationRow row(RowKey key, Comparison comparison, Status status, boolean isFinal) {
    LocalDate today = terms.logicalDate();
    LocalDate first = firstSeen.getOrDefault(key, today);
    return new ReconciliationRow(
        key,
        comparison.computedQuantity(),
        comparison.computedCost(),
        comparison.billedQuantity(),
        comparison.billedCost(),
        comparison.components(),
        status,
        isFinal,
        first,
        Math.max(0, ChronoUnit.DAYS.between(first, today)));
  }
}
