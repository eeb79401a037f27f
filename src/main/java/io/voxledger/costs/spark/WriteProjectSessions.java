package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.PlanTables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the sessions of projects, so that months need not read sessions. */
final class WriteProjectSessions {
  private final Warehouse warehouse;

  WriteProjectSessions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Counts again those that began on the given days. */
  void write(Collection<LocalDate> sessionDates, String runId) {
    Dataset<Row> counts =
        SqlFile.of("project_sessions")
            .run(
                warehouse.spark(),
                Map.of(
                    "session_cost",
                    warehouse
                        .table(CostTables.SESSION_COST)
                        .read()
                        .filter(DayFilter.in("session_date", sessionDates))))
            .withColumn("run_id", lit(runId));
    TreeSet<LocalDate> months = new TreeSet<>();
    sessionDates.forEach(day -> months.add(day.withDayOfMonth(1)));
    warehouse
        .table(PlanTables.PROJECT_SESSIONS)
        .replaceWithin(
            months,
            DayFilter.in("session_date", sessionDates),
            counts.repartition(counts.col("session_month")));
  }
}
