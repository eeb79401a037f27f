package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.hosting.HostingComparison;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.hosting.HostingUse;
import io.voxledger.costs.months.ProjectSessions;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.tables.WatchTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Writes {@code hosting_comparison}, of what {@code connection_day} knows about each day: so a
 * night reads the connections of touched days and of those beside them, and no others.
 */
public final class WriteHosting {
  private final Warehouse warehouse;
  private final SortedSet<LocalDate> days;
  private final HostingTerms terms;
  private final String runId;
  private Map<LocalDate, BigDecimal> seconds = Map.of();
  private Map<LocalDate, Long> peaks = Map.of();
  private Map<LocalDate, Map<String, ProjectSessions>> sessions = Map.of();
  private Map<LocalDate, Row> connected = Map.of();

  /**
   * Compares for the months of those days.
   *
   * @param touched days whose usage changed; who connects on one may stay into the next
   */
  public WriteHosting(
      Warehouse warehouse, SortedSet<LocalDate> touched, HostingTerms terms, String runId) {
    this.warehouse = warehouse;
    this.days = new TreeSet<>(touched);
    touched.forEach(day -> days.add(day.plusDays(1)));
    this.terms = terms;
    this.runId = runId;
  }

  /** Compares and writes; a month without sessions has no row. */
  public void write() {
    writeDays();
    TreeSet<LocalDate> months = new TreeSet<>();
    days.forEach(day -> months.add(day.withDayOfMonth(1)));
    AtOnce.run(
        warehouse.spark(),
        () -> connected = connected(months),
        () -> sessions = new ReadMonthCosts(warehouse).sessions(months));
    List<Row> rows = new ArrayList<>();
    for (LocalDate month : months) {
      if (sessions.containsKey(month)) {
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

  private void writeDays() {
    ReadHosting hosting = new ReadHosting(warehouse.table(UsageTables.USAGE_RECORD).read(), days);
    AtOnce.run(
        warehouse.spark(), () -> seconds = hosting.secondsByDay(), () -> peaks = hosting.peaks());
    TreeSet<LocalDate> open = new TreeSet<>(seconds.keySet());
    open.addAll(peaks.keySet());
    List<Row> rows =
        open.stream()
            .map(
                day ->
                    RowFactory.create(
                        day,
                        seconds.getOrDefault(day, BigDecimal.ZERO),
                        peaks.getOrDefault(day, 0L),
                        day.withDayOfMonth(1),
                        runId))
            .toList();
    warehouse
        .table(WatchTables.CONNECTION_DAY)
        .replaceWhere(
            DayFilter.in("usage_date", days),
            warehouse
                .spark()
                .createDataFrame(rows, WatchTables.CONNECTION_DAY.schema())
                .coalesce(1));
  }

  private Map<LocalDate, Row> connected(SortedSet<LocalDate> months) {
    Map<LocalDate, Row> found = new HashMap<>();
    warehouse
        .table(WatchTables.CONNECTION_DAY)
        .read()
        .filter(DayFilter.in("month", months))
        .groupBy("month")
        .agg(
            sum("webrtc_seconds").cast("DECIMAL(28,6)").as("seconds"),
            max("peak_concurrent").as("peak"))
        .collectAsList()
        .forEach(row -> found.put(row.getAs("month"), row));
    return found;
  }

  private HostingUse use(LocalDate month) {
    long count = 0;
    long open = 0;
    for (ProjectSessions project : sessions.get(month).values()) {
      count += project.charged();
      open += project.seconds();
    }
    Row found = connected.get(month);
    return found == null
        ? HostingUse.estimated(count, BigDecimal.valueOf(open), terms)
        : HostingUse.measured(count, found.getAs("seconds"), found.getAs("peak"));
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
