package io.voxledger.costs.spark;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFiles;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.spark.PriceUsage;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Prices the usage of touched days: their charges, the days of their sessions, what has no price,
 * and for closed days what would have changed.
 */
final class WriteCharges {
  private final Warehouse warehouse;
  private final WriteCosts.Input input;

  WriteCharges(Warehouse warehouse, WriteCosts.Input input) {
    this.warehouse = warehouse;
    this.input = input;
  }

  void write() {
    SparkSession spark = warehouse.spark();
    Broadcast<Pricer> pricer =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(input.pricer());
    Dataset<Row> usage = warehouse.table(UsageTables.USAGE_RECORD).ofDays(input.touched().keySet());
    PriceUsage.Result priced = PriceUsage.price(usage, pricer, input.calendar(), input.runId());
    AtOnce.run(
        spark,
        () -> replaceOpenDays(CostTables.CHARGE, priced.charges()),
        () -> replaceOpenDays(CostTables.SESSION_DAY, priced.sessionDays()),
        () -> replaceUnpriced(priced.unpriced()),
        () -> new WriteCorrections(warehouse, input).write(priced.charges()));
    priced.release();
  }

  /** A closed day has the charges, and its sessions the days, that it was closed with. */
  private void replaceOpenDays(TableDefinition table, Dataset<Row> rows) {
    List<LocalDate> days = input.openDays();
    if (!days.isEmpty()) {
      String open = DayFilter.in("usage_date", days);
      warehouse
          .table(table)
          .replaceDays(days, DayFiles.few(rows.filter(open), "usage_date", days.size()));
    }
  }

  private void replaceUnpriced(Dataset<Row> rows) {
    warehouse
        .table(CostTables.UNPRICED_USAGE)
        .replaceDays(input.touched().keySet(), rows.repartition(rows.col("usage_date")));
  }
}
