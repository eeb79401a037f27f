package io.voxledger.reports.spark;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reports.finance.FinanceFacts.Decision;
import io.voxledger.reports.finance.FinanceFacts.Period;
import io.voxledger.time.ClosedMonths;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The items that are open. Those of open months stand in {@code reconciliation}. Of a closed month
 * the rows stay as they were, and what its bills say now is in the newest movement of the item.
 */
final class OpenItems {
  private static final Decision UNDECIDED = saying(Optional.empty());

  private final Map<ReconciledPeriod, Row> moved = new HashMap<>();

  /**
   * @param movements all of {@code open_item_movement}, in the order of the runs
   */
  OpenItems(ClosedMonths closed, Collection<Row> movements) {
    movements.stream()
        .filter(row -> closed.contains(row.getAs("period_start")))
        .forEach(row -> moved.put(periodOf(row), row));
  }

  /**
   * The open ones.
   *
   * @param totals of all periods
   */
  List<Period> among(List<Period> totals) {
    Map<ReconciledPeriod, Period> rows = new HashMap<>();
    totals.forEach(total -> rows.put(periodOf(total), total));
    List<Period> open = new ArrayList<>();
    totals.stream()
        .filter(Period::isFinal)
        .filter(total -> !moved.containsKey(periodOf(total)))
        .forEach(open::add);
    moved.forEach((key, row) -> open.add(asMoved(Optional.ofNullable(rows.get(key)), row)));
    return open.stream()
        .filter(FinanceRows::isOpen)
        .sorted(Comparator.comparing(OpenItems::periodOf))
        .toList();
  }

  private static Period asMoved(Optional<Period> row, Row movement) {
    ReconciledPeriod of = periodOf(movement);
    BigDecimal variance = movement.getAs("variance_usd");
    BigDecimal computed = row.map(Period::computed).orElse(BigDecimal.ZERO);
    Optional<String> status = Optional.ofNullable(movement.getAs("status"));
    Optional<String> decision = Optional.ofNullable(movement.getAs("decision"));
    return new Period(
        of.biller(),
        of.account(),
        of.period().start(),
        of.period().end(),
        computed,
        computed.add(variance),
        variance,
        status.orElse("matched"), // one that is gone has none
        true,
        row.filter(FinanceRows::isOpen)
            .map(Period::firstSeen)
            .orElse(movement.getAs("logical_date")),
        0,
        decision.isPresent() ? saying(decision) : row.map(Period::decision).orElse(UNDECIDED));
  }

  private static ReconciledPeriod periodOf(Period total) {
    return new ReconciledPeriod(
        total.biller(), total.account(), new BillingPeriod(total.from(), total.until()));
  }

  private static ReconciledPeriod periodOf(Row movement) {
    return new ReconciledPeriod(
        movement.getAs("biller"),
        movement.getAs("account"),
        new BillingPeriod(movement.getAs("period_start"), movement.getAs("period_end")));
  }

  /** A movement has all that was written in one text. */
  private static Decision saying(Optional<String> text) {
    return new Decision(text, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
