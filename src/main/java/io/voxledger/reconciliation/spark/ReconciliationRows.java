package io.voxledger.reconciliation.spark;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.Decision;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.Status;
import io.voxledger.tables.BillTables;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of {@code reconciliation}, with the decisions of people beside the status. */
final class ReconciliationRows {
  private static final List<String> COLUMNS =
      List.of(BillTables.RECONCILIATION.schema().fieldNames());

  private final Decisions decisions;
  private final LocalDate today;
  private final String runId;

  ReconciliationRows(Decisions decisions, LocalDate today, String runId) {
    this.decisions = decisions;
    this.today = today;
    this.runId = runId;
  }

  static RowKey key(Row row) {
    return new RowKey(
        period(row),
        Scope.valueOf(row.<String>getAs("scope").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getAs("sku")),
        Optional.<String>ofNullable(row.getAs("meter")).flatMap(Meter::of),
        Optional.ofNullable(row.getAs("line_item")));
  }

  /** The period that the row is the total of; empty for rows of another scope. */
  static Optional<PeriodTotal> total(Row row) {
    if (!row.getAs("scope").equals(Scope.TOTAL.code())) {
      return Optional.empty();
    }
    return Optional.of(
        new PeriodTotal(
            period(row),
            row.getAs("computed_cost"),
            row.getAs("billed_cost"),
            Status.of(row.getAs("status")),
            row.getAs("final"),
            row.<Integer>getAs("age_days")));
  }

  private static ReconciledPeriod period(Row row) {
    return new ReconciledPeriod(
        row.getAs("biller"),
        row.getAs("account"),
        new BillingPeriod(row.getAs("period_start"), row.getAs("period_end")));
  }

  /** The row as it was compared. */
  Row toRow(ReconciliationRow row) {
    RowKey key = row.key();
    List<Object> values = new ArrayList<>();
    values.add(key.period().biller());
    values.add(key.period().account());
    values.add(key.period().period().start());
    values.add(key.period().period().end());
    values.add(key.scope().code());
    values.add(key.sku().orElse(null));
    values.add(key.meter().map(Meter::code).orElse(null));
    values.add(key.lineItem().orElse(null));
    values.add(row.computedQuantity().orElse(null));
    values.add(row.computedCost());
    values.add(row.billedQuantity().orElse(null));
    values.add(row.billedCost());
    values.add(row.variance());
    values.add(row.variancePct().orElse(null));
    for (Component component : Component.values()) {
      values.add(row.components().find(component).orElse(null));
    }
    values.add(row.status().code());
    values.add(row.isFinal());
    values.add(row.firstSeen());
    values.add(Math.toIntExact(row.ageDays()));
    values.addAll(decided(key.period()));
    values.add(runId);
    return RowFactory.create(values.toArray());
  }

  /** A stored row that was not compared: a day older, and decided on as people say now. */
  Row aged(Row stored) {
    long days = ChronoUnit.DAYS.between(stored.<LocalDate>getAs("first_seen"), today);
    List<Object> decided = decided(period(stored));
    List<Object> values = new ArrayList<>();
    for (String column : COLUMNS) {
      switch (column) {
        case "age_days" -> values.add(Math.toIntExact(Math.max(0, days)));
        case "decision" -> values.add(decided.get(0));
        case "decision_owner" -> values.add(decided.get(1));
        case "decision_note" -> values.add(decided.get(2));
        case "decision_until" -> values.add(decided.get(3));
        default -> values.add(stored.getAs(column));
      }
    }
    return RowFactory.create(values.toArray());
  }

  /** Whether a stored row shows another decision than people say now. */
  boolean isDecidedOtherwise(Row stored) {
    List<Object> shown = new ArrayList<>();
    for (String column : List.of("decision", "decision_owner", "decision_note", "decision_until")) {
      shown.add(stored.getAs(column));
    }
    return !Objects.equals(shown, decided(period(stored)));
  }

  /** The four columns of a decision, null where there is none. */
  private List<Object> decided(ReconciledPeriod period) {
    Optional<Decision> decision = decisions.about(period);
    List<Object> values = new ArrayList<>();
    values.add(decision.map(one -> one.codeOn(today)).orElse(null));
    values.add(decision.flatMap(Decision::owner).orElse(null));
    values.add(decision.flatMap(Decision::note).orElse(null));
    values.add(decision.flatMap(Decision::until).orElse(null));
    return values;
  }
}
