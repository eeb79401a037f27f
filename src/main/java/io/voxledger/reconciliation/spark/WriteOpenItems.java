package io.voxledger.reconciliation.spark;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.reconciliation.Accrual;
import io.voxledger.reconciliation.BilledPeriods;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.ItemMovement;
import io.voxledger.reconciliation.MoveOpenItems;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.Status;
import io.voxledger.tables.MonthTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Writes what came to be open and was cleared ({@code open_item_movement}), and what is not billed
 * yet ({@code accrual}). A table that would not change is not written.
 */
public final class WriteOpenItems {
  private final Warehouse warehouse;
  private final LakeTable movements;
  private final LakeTable accruals;
  private final List<PeriodTotal> totals;
  private final Predicate<ReconciledPeriod> asBefore;
  private final String runId;

  /**
   * @param compared the periods as they stand now
   */
  public WriteOpenItems(Warehouse warehouse, WriteReconciliation.Result compared, String runId) {
    this.warehouse = warehouse;
    this.movements = warehouse.table(MonthTables.OPEN_ITEM_MOVEMENT);
    this.accruals = warehouse.table(MonthTables.ACCRUAL);
    this.asBefore = compared.asBefore();
    this.totals =
        compared.totals().stream().filter(total -> !asBefore.test(total.period())).toList();
    this.runId = runId;
  }

  /** Appends the movements of this run. */
  public void move(Decisions decisions, LocalDate logicalDate) {
    Map<ReconciledPeriod, ItemMovement> newest = newest();
    List<PeriodTotal> now = new ArrayList<>(totals);
    newest.values().stream()
        .filter(movement -> asBefore.test(movement.period()))
        .flatMap(movement -> movement.total().stream())
        .forEach(now::add);
    List<Row> moved =
        new MoveOpenItems(newest, decisions, logicalDate)
            .movements(now).stream().map(this::row).toList();
    if (!moved.isEmpty()) {
      movements.append(
          warehouse
              .spark()
              .createDataFrame(moved, MonthTables.OPEN_ITEM_MOVEMENT.schema())
              .coalesce(1));
    }
  }

  private Map<ReconciledPeriod, ItemMovement> newest() {
    Map<ReconciledPeriod, ItemMovement> newest = new HashMap<>();
    if (movements.version() > 0) {
      movements.read().collectAsList().stream()
          .sorted(Comparator.comparing(row -> row.<String>getAs("run_id")))
          .map(WriteOpenItems::movement)
          .forEach(movement -> newest.put(movement.period(), movement));
    }
    return newest;
  }

  private static ItemMovement movement(Row row) {
    return new ItemMovement(
        new ReconciledPeriod(
            row.getAs("biller"),
            row.getAs("account"),
            new BillingPeriod(row.getAs("period_start"), row.getAs("period_end"))),
        row.getAs("logical_date"),
        ItemMovement.Type.valueOf(row.<String>getAs("movement").toUpperCase(Locale.ROOT)),
        row.getAs("opening_usd"),
        row.getAs("new_usd"),
        row.getAs("cleared_usd"),
        row.getAs("variance_usd"),
        Optional.<String>ofNullable(row.getAs("status")).map(Status::of),
        Optional.ofNullable(row.getAs("decision")));
  }

  private Row row(ItemMovement movement) {
    return RowFactory.create(
        movement.period().biller(),
        movement.period().account(),
        movement.period().period().start(),
        movement.period().period().end(),
        movement.logicalDate(),
        movement.type().code(),
        movement.opening(),
        movement.added(),
        movement.cleared(),
        movement.closing(),
        movement.variance(),
        movement.status().map(Status::code).orElse(null),
        movement.decision().orElse(null),
        runId);
  }

  /** Replaces the accruals where one is another than before. */
  public void accrue(BilledPeriods bills) {
    Set<Accrual> before = new HashSet<>();
    if (accruals.version() > 0) {
      accruals.read().collectAsList().forEach(row -> before.add(accrual(row)));
    }
    List<Accrual> now = new ArrayList<>(Accrual.of(totals, bills));
    before.stream().filter(accrual -> asBefore.test(accrual.period())).forEach(now::add);
    if (!before.equals(Set.copyOf(now))) {
      accruals.replaceAll(
          warehouse
              .spark()
              .createDataFrame(now.stream().map(this::row).toList(), MonthTables.ACCRUAL.schema())
              .coalesce(1));
    }
  }

  private static Accrual accrual(Row row) {
    return new Accrual(
        row.getAs("biller"),
        row.getAs("account"),
        java.time.YearMonth.from(row.<LocalDate>getAs("month")),
        row.getAs("accrued_usd"),
        row.getAs("computed_usd"),
        row.getAs("billed_usd"),
        row.getAs("unbilled_periods"));
  }

  private Row row(Accrual accrual) {
    return RowFactory.create(
        accrual.biller(),
        accrual.account(),
        accrual.month().atDay(1),
        accrual.accrued(),
        accrual.computed(),
        accrual.billed(),
        accrual.unbilledPeriods(),
        runId);
  }
}
