package io.voxledger.reconciliation.spark;

import static io.voxledger.reconciliation.ComparedMonths.monthOf;

import io.voxledger.lake.LakeTable;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code reconciliation} as the last run left them.
 *
 * @param byKey the same rows
 */
record StoredReconciliation(List<Row> rows, Map<RowKey, Row> byKey) {
  static StoredReconciliation of(LakeTable reconciliation) {
    List<Row> rows = reconciliation.read().collectAsList();
    Map<RowKey, Row> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(ReconciliationRows.key(row), row));
    return new StoredReconciliation(rows, byKey);
  }

  static LocalDate start(Row row) {
    return row.getAs("period_start");
  }

  /** The months with a row of which that is true. */
  List<LocalDate> months(Predicate<Row> some) {
    return rows.stream().filter(some).map(row -> monthOf(start(row))).distinct().toList();
  }

  Map<RowKey, LocalDate> firstSeen() {
    Map<RowKey, LocalDate> firstSeen = new HashMap<>();
    byKey.forEach((key, row) -> firstSeen.put(key, row.getAs("first_seen")));
    return firstSeen;
  }

  /** A row that had matched and differs again begins to age on the day of the run. */
  ReconciliationRow reopened(ReconciliationRow row, LocalDate today) {
    Row before = byKey.get(row.key());
    boolean hadMatched = before != null && before.getAs("status").equals(Status.MATCHED.code());
    return hadMatched && row.status().isOpen() ? row.seenAnewOn(today) : row;
  }

  /** What was billed for the period, USD; 0 where it has no row. */
  BigDecimal billed(ReconciledPeriod period) {
    Row row = byKey.get(RowKey.total(period));
    return row == null ? BigDecimal.ZERO : row.getAs("billed_cost");
  }

  /** The totals of all periods, those of some months as they are compared now. */
  List<PeriodTotal> totals(Set<LocalDate> months, List<ReconciliationRow> now) {
    List<PeriodTotal> totals = new ArrayList<>();
    rows.stream()
        .filter(row -> !months.contains(monthOf(start(row))))
        .flatMap(row -> ReconciliationRows.total(row).stream())
        .forEach(totals::add);
    now.stream()
        .filter(row -> row.key().scope() == Scope.TOTAL)
        .map(PeriodTotal::of)
        .forEach(totals::add);
    return totals;
  }
}
