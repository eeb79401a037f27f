package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.money.Rounding;
import io.voxledger.tables.CostTables;
import io.voxledger.usage.SessionFact.CostUpdate;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.SessionEventRows;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the agents' own running estimates with what was computed: rows of {@code
 * estimate_accuracy}.
 */
final class WriteEstimates {
  private static final StructType UPDATE =
      StructType.fromDDL(
          "session_id STRING, observed_at TIMESTAMP, elapsed_sec DECIMAL(28,6), total_usd DECIMAL(28,12)");

  private final Warehouse warehouse;
  private final LakeTable table;

  WriteEstimates(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.table = warehouse.table(CostTables.ESTIMATE_ACCURACY);
  }

  /**
   * What is known of the sessions that were added up.
   *
   * @param costs rows of {@code session_cost}
   * @param days rows of {@code session_day}
   * @param events rows of {@code session_event}
   */
  record Sessions(Dataset<Row> ids, Dataset<Row> costs, Dataset<Row> days, Dataset<Row> events) {}

  /**
   * Writes the table.
   *
   * @param dates on which the sessions start, or started
   */
  void write(Sessions sessions, Collection<LocalDate> dates, String runId) {
    Dataset<Row> billed =
        table
            .readAt(table.version())
            .filter(DayFilter.in("session_date", dates))
            .select("session_id", "billed_usd");
    if (table.version() > 0) {
      table.deleteMatching(dates, sessions.ids());
    }
    Dataset<Row> updates =
        sessions
            .events()
            .filter("source = '" + UsageSource.COST_UPDATE.folder() + "'")
            .map((MapFunction<Row, Row>) WriteEstimates::update, Encoders.row(UPDATE));
    Dataset<Row> estimates =
        SqlFile.of("estimate_accuracy")
            .run(
                warehouse.spark(),
                Map.of(
                    "cost_update", updates,
                    "session_cost", sessions.costs(),
                    "session_day", sessions.days()))
            .drop("billed_usd")
            // the bills that are compared next may change it; a closed month keeps it
            .join(billed, new String[] {"session_id"}, "left")
            .withColumn("run_id", lit(runId));
    table.append(estimates.repartition(estimates.col("session_date")));
  }

  private static Row update(Row event) {
    CostUpdate update = (CostUpdate) SessionEventRows.toAcceptedRow(event).fact().orElseThrow();
    return RowFactory.create(
        event.getAs("session_id"),
        update.observedAt(),
        update.elapsedSec(),
        Rounding.cost(update.totalUsd()));
  }
}
