package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.Keys;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.spark.StoredRows;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Adds sessions up again, over all their days, and compares them with their own estimates. */
final class WriteSessionCosts {
  private static final String KEY = "session_id";

  private final Warehouse warehouse;
  private final WriteCosts.Input input;
  private final LakeTable table;
  private final StoredRows storedRows;

  WriteSessionCosts(Warehouse warehouse, WriteCosts.Input input) {
    this.warehouse = warehouse;
    this.input = input;
    this.table = warehouse.table(CostTables.SESSION_COST);
    this.storedRows = new StoredRows(warehouse);
  }

  /**
   * Writes the sessions.
   *
   * @param sessions their ids
   * @return the days on which they start, or started
   */
  TreeSet<LocalDate> write(Dataset<Row> sessions) {
    List<LocalDate> days = storedRows.daysOfSessions(sessions);
    Dataset<Row> sessionDays = of(sessions, CostTables.SESSION_DAY, days);
    Dataset<Row> events = of(sessions, UsageTables.SESSION_EVENT, days);
    Dataset<Row> costs =
        SumSessions.sum(
                sessionDays,
                of(sessions, CostTables.CHARGE, days),
                events,
                SumSessions.with(input.tagKeys(), input.runId()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    TreeSet<LocalDate> dates = datesOf(costs);
    dates.addAll(datesOf(of(sessions, CostTables.SESSION_COST, days)));
    replace(sessions, costs, dates);
    storedRows.rememberSessions(
        costs.select(col(KEY), col("session_date").as("stored_date")), input.runId());
    new WriteEstimates(warehouse)
        .write(
            new WriteEstimates.Sessions(sessions, costs, sessionDays, events),
            dates,
            input.runId());
    costs.unpersist();
    return dates;
  }

  private Dataset<Row> of(
      Dataset<Row> sessions, TableDefinition table, Collection<LocalDate> days) {
    return Keys.among(warehouse.table(table).ofDays(days), sessions, KEY);
  }

  /** Writes the dates anew, with the sessions of those dates that are not added up. */
  private void replace(Dataset<Row> sessions, Dataset<Row> costs, TreeSet<LocalDate> dates) {
    Dataset<Row> kept = Keys.notAmong(table.ofDays(dates), sessions, KEY);
    Dataset<Row> all = kept.unionByName(costs);
    table.replaceDays(dates, all.repartition(all.col("session_date")));
  }

  private static TreeSet<LocalDate> datesOf(Dataset<Row> sessions) {
    return new TreeSet<>(
        sessions.select("session_date").distinct().as(Encoders.LOCALDATE()).collectAsList());
  }
}
