package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.RunTables;
import io.voxledger.time.ClosedMonths;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The tables' newest days, as the summary shows them. */
final class RecentRows {
  private final Warehouse warehouse;

  RecentRows(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** All days that anything was charged on; where nothing has a price, those of what has none. */
  TreeSet<LocalDate> daysWithUsage() {
    TreeSet<LocalDate> charged = days(CostTables.PROJECT_COST_DAILY);
    return charged.isEmpty() ? days(CostTables.UNPRICED_USAGE) : charged;
  }

  private TreeSet<LocalDate> days(TableDefinition table) {
    return new TreeSet<>(
        read(table).select("usage_date").distinct().as(Encoders.LOCALDATE()).collectAsList());
  }

  /** What projects paid to providers, ordered by both. */
  List<Row> costs(LocalDate first) {
    return recent(CostTables.CHARGE, "usage_date", first)
        .groupBy("project_id", "provider")
        .agg(sum("contracted_cost").as("cost"))
        .orderBy("project_id", "provider")
        .collectAsList();
  }

  /**
   * Bills compared as a whole; those that differ or never came, however long ago, while their month
   * is not closed.
   */
  List<Row> totals(LocalDate first) {
    ClosedMonths closed = CloseStage.closedMonths(warehouse.table(MonthTables.MONTH_CLOSE));
    String open =
        "status NOT IN ('matched', 'pending') AND "
            + DayFilter.outside("period_start", closed.months());
    return read(BillTables.RECONCILIATION)
        .filter("scope = 'total'")
        .filter(endsAfter(first) + " OR " + open)
        .orderBy("biller", "account", "period_start")
        .collectAsList();
  }

  private static String endsAfter(LocalDate first) {
    return DayFilter.from("period_end", first.plusDays(1));
  }

  /** Why they differ, by rank. */
  List<Row> causes(LocalDate first) {
    return read(BillTables.RECONCILIATION_CAUSE)
        .filter(endsAfter(first))
        .orderBy("biller", "account", "period_start", "rank")
        .collectAsList();
  }

  /** Records that still wait for a price, counted by what they lack. */
  List<Row> unpriced() {
    return read(CostTables.UNPRICED_USAGE)
        .groupBy("reason", "biller", "model")
        .agg(count(lit(1)).as("records"))
        .orderBy("reason", "biller", "model")
        .collectAsList();
  }

  /** Rows that still wait, counted by reason. */
  List<Row> quarantined() {
    return read(RunTables.QUARANTINE)
        .filter("resolved_run IS NULL")
        .groupBy("reason")
        .agg(count(lit(1)).as("rows"))
        .orderBy("reason")
        .collectAsList();
  }

  /** The session that cost most. */
  Optional<String> dearestSession(LocalDate first) {
    return recent(CostTables.SESSION_COST, "session_date", first)
        .orderBy(col("total_cost_usd").desc(), col("session_id"))
        .select("session_id")
        .limit(1)
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .findFirst();
  }

  private Dataset<Row> read(TableDefinition table) {
    return warehouse.table(table).read();
  }

  private Dataset<Row> recent(TableDefinition table, String day, LocalDate first) {
    return read(table).filter(DayFilter.from(day, first));
  }
}
