package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.CostTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds charges up by day alone: of providers, and of skus. */
final class WriteDailyCosts {
  private final Warehouse warehouse;
  private final List<LocalDate> days;
  private final String runId;

  WriteDailyCosts(Warehouse warehouse, WriteCosts.Input input) {
    this.warehouse = warehouse;
    this.days = input.openDays();
    this.runId = input.runId();
  }

  void writeProviders() {
    Dataset<Row> costs = sums("provider_cost_daily");
    warehouse
        .table(CostTables.PROVIDER_COST_DAILY)
        .replaceDays(days, costs.repartition(costs.col("usage_date")));
  }

  void writeSkus() {
    Dataset<Row> costs = sums("sku_cost_daily");
    TreeSet<LocalDate> months = new TreeSet<>();
    days.forEach(day -> months.add(day.withDayOfMonth(1)));
    warehouse
        .table(CostTables.SKU_COST_DAILY)
        .replaceWithin(
            months, DayFilter.in("usage_date", days), costs.repartition(costs.col("month")));
  }

  private Dataset<Row> sums(String query) {
    Dataset<Row> charges = warehouse.table(CostTables.CHARGE).ofDays(days);
    return SqlFile.of(query)
        .run(warehouse.spark(), Map.of("charge", charges))
        .withColumn("run_id", lit(runId));
  }
}
