package io.voxledger.costs.spark;

import io.voxledger.costs.hosting.HostingComparison;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.hosting.HostingUse;
import io.voxledger.costs.months.ProjectSessions;
import io.voxledger.costs.spark.ReadHosting.Connected;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.tables.WatchTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Writes {@code hosting_comparison}. */
public final class WriteHosting {
  private final Warehouse warehouse;
  private final SortedSet<LocalDate> months;
  private final HostingTerms terms;
  private final String runId;
  private Map<LocalDate, Connected> connected = Map.of();
  private Map<LocalDate, Long> peaks = Map.of();
  private Map<LocalDate, Map<String, ProjectSessions>> sessions = Map.of();

  /**
   * Compares for those months.
   *
   * @param months first days of months
   */
  public WriteHosting(
      Warehouse warehouse, SortedSet<LocalDate> months, HostingTerms terms, String runId) {
    this.warehouse = warehouse;
    this.months = months;
    this.terms = terms;
    this.runId = runId;
  }

  /** Compares and writes; a month without sessions has no row. */
  public void write() {
    ReadHosting hosting = new ReadHosting(warehouse.table(UsageTables.USAGE_RECORD).read(), months);
    AtOnce.run(
        warehouse.spark(),
        () -> connected = hosting.connected(),
        () -> peaks = hosting.peaks(),
        () -> sessions = new ReadMonthCosts(warehouse).sessions(months));
    List<Row> rows = new ArrayList<>();
    for (LocalDate month : months) {
      if (connected.containsKey(month) || sessions.containsKey(month)) {
        rows.add(row(month));
      }
    }
    warehouse
        .table(WatchTables.HOSTING_COMPARISON)
        .replaceWhere(
            DayFilter.in("month", months),
            warehouse
                .spark()
                .createDataFrame(rows, WatchTables.HOSTING_COMPARISON.schema())
                .coalesce(1));
  }

  private HostingUse use(LocalDate month) {
    Connected found = connected.get(month);
    if (found != null) {
      return HostingUse.measured(found.sessions(), found.seconds(), peaks.getOrDefault(month, 0L));
    }
    long count = 0;
    long seconds = 0;
    for (ProjectSessions project : sessions.get(month).values()) {
      count += project.charged();
      seconds += project.seconds();
    }
    return HostingUse.estimated(count, BigDecimal.valueOf(seconds), terms);
  }

  private Row row(LocalDate month) {
    HostingComparison comparison = HostingComparison.of(use(month), terms);
    return RowFactory.create(
        month,
        comparison.use().sessions(),
        comparison.use().participantMinutes(),
        comparison.use().peakConcurrent(),
        comparison.managedUsd(),
        comparison.serversNeeded(),
        comparison.selfHostedUsd(),
        comparison.savingsUsd(),
        comparison.savingsPct().orElse(null),
        comparison.breakEvenSessions().orElse(null),
        connected.containsKey(month),
        runId);
  }
}
