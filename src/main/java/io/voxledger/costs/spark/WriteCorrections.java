package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Books what days of closed months would cost otherwise: their price now − what they were closed
 * with − what was booked before. A second run over the same usage books nothing.
 */
final class WriteCorrections {
  private final Warehouse warehouse;
  private final LakeTable corrections;
  private final WriteCosts.Input input;

  WriteCorrections(Warehouse warehouse, WriteCosts.Input input) {
    this.warehouse = warehouse;
    this.corrections = warehouse.table(MonthTables.MONTH_CORRECTION);
    this.input = input;
  }

  /**
   * Appends this run's differences.
   *
   * @param priced charges of all touched days as they are priced now
   */
  void write(Dataset<Row> priced) {
    List<LocalDate> days = input.closedDays();
    if (days.isEmpty()) {
      return;
    }
    String ofDays = DayFilter.in("usage_date", days);
    List<Row> reasons =
        days.stream().map(day -> RowFactory.create(day, input.touched().get(day))).toList();
    Dataset<Row> differences =
        SqlFile.of("month_correction")
            .run(
                warehouse.spark(),
                Map.of(
                    "priced_charge", priced.filter(ofDays),
                    "charge", warehouse.table(CostTables.CHARGE).ofDays(days),
                    "month_correction", corrections.readAt(corrections.version()).filter(ofDays),
                    "touched_day",
                        warehouse
                            .spark()
                            .createDataFrame(
                                reasons, StructType.fromDDL("usage_date DATE, reason STRING"))))
            .withColumn("run_id", lit(input.runId()))
            .coalesce(1)
            .persist(StorageLevel.MEMORY_AND_DISK());
    if (!differences.isEmpty()) {
      corrections.append(differences);
    }
    differences.unpersist();
  }
}
