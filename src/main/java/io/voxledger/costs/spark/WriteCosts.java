package io.voxledger.costs.spark;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.pricing.Pricer;
import io.voxledger.tables.CostTables;
import io.voxledger.time.BillingCalendar;
import io.voxledger.time.ClosedMonths;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Prices the usage of touched days and writes everything that follows from it: charges, unpriced
 * usage, session costs, daily costs of projects and providers, and what changed of days that were
 * published before. Days of closed months keep what they have: what would have changed them is
 * booked as a correction. A session that reaches into an open month is added up with it.
 */
public final class WriteCosts {
  private final Warehouse warehouse;
  private final Input input;

  /**
   * What is to be priced and how.
   *
   * @param touched days whose usage or rates changed, with the reason
   * @param tagKeys keys of room metadata that sessions carry
   * @param closed months whose days stay as they are: what differs is booked as a correction
   */
  public record Input(
      SortedMap<LocalDate, String> touched,
      Pricer pricer,
      BillingCalendar calendar,
      Set<String> tagKeys,
      ClosedMonths closed,
      String runId) {
    /** Touched days that may change. */
    List<LocalDate> openDays() {
      return closed.open(touched.keySet());
    }

    /** Touched days that may not. */
    List<LocalDate> closedDays() {
      return closed.closed(touched.keySet());
    }
  }

  public WriteCosts(Warehouse warehouse, Input input) {
    this.warehouse = warehouse;
    this.input = input;
  }

  /** Writes the tables; does nothing when no day was touched. */
  public void write() {
    if (input.touched().isEmpty()) {
      return;
    }
    Dataset<Row> sessionsBefore = sessionsOfOpenDays();
    new WriteCharges(warehouse, input).write();
    if (input.openDays().isEmpty()) {
      return;
    }
    Dataset<Row> sessions =
        sessionsBefore
            .union(sessionsOfOpenDays())
            .distinct()
            .persist(StorageLevel.MEMORY_AND_DISK());
    WriteDailyCosts daily = new WriteDailyCosts(warehouse, input);
    AtOnce.run(
        warehouse.spark(),
        () -> writeSessionsAndProjects(sessions),
        daily::writeProviders,
        daily::writeSkus);
    sessions.unpersist();
  }

  private void writeSessionsAndProjects(Dataset<Row> sessions) {
    TreeSet<LocalDate> sessionDates = new WriteSessionCosts(warehouse, input).write(sessions);
    TreeSet<LocalDate> changed = new TreeSet<>(sessionDates);
    changed.addAll(input.openDays());
    AtOnce.run(
        warehouse.spark(),
        () -> new WriteProjectCosts(warehouse, input).write(input.closed().open(changed)),
        () -> new WriteProjectSessions(warehouse).write(sessionDates, input.runId()));
  }

  /** The sessions of the days as of now: a live read, even persisted, follows later writes. */
  private Dataset<Row> sessionsOfOpenDays() {
    LakeTable table = warehouse.table(CostTables.SESSION_DAY);
    return table
        .readAt(table.version())
        .filter(DayFilter.in("usage_date", input.openDays()))
        .select("session_id")
        .distinct();
  }
}
