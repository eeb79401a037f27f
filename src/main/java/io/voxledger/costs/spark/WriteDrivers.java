package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.drivers.DriverMonth;
import io.voxledger.costs.drivers.DriverMonth.Sum;
import io.voxledger.costs.drivers.DriverMonth.Use;
import io.voxledger.costs.drivers.ExplainChange;
import io.voxledger.costs.months.ProjectSessions;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.ContextBand;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RateTables;
import io.voxledger.tables.WatchTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Writes {@code cost_driver}, of sums by day and sku. */
public final class WriteDrivers {
  private final Warehouse warehouse;
  private final SortedSet<LocalDate> months;
  private final String runId;

  /**
   * Explains those months.
   *
   * @param months first days of months
   */
  public WriteDrivers(Warehouse warehouse, SortedSet<LocalDate> months, String runId) {
    this.warehouse = warehouse;
    this.months = months;
    this.runId = runId;
  }

  /** Compares each month with the one before it and writes it. */
  public void write() {
    TreeSet<LocalDate> read = new TreeSet<>(months);
    months.forEach(month -> read.add(month.minusMonths(1)));
    Map<LocalDate, Map<String, DriverMonth>> known = projects(read);
    List<Row> rows = new ArrayList<>();
    for (LocalDate month : months) {
      Map<String, DriverMonth> now = known.getOrDefault(month, Map.of());
      Map<String, DriverMonth> before = known.getOrDefault(month.minusMonths(1), Map.of());
      if (!now.isEmpty()) { // a month that has not begun is not all cheaper
        explain(month, before, now, rows);
      }
    }
    LakeTable table = warehouse.table(WatchTables.COST_DRIVER);
    table.replaceDays(
        months,
        warehouse.spark().createDataFrame(rows, WatchTables.COST_DRIVER.schema()).coalesce(1));
  }

  private void explain(
      LocalDate month,
      Map<String, DriverMonth> before,
      Map<String, DriverMonth> now,
      List<Row> rows) {
    TreeSet<String> projects = new TreeSet<>(before.keySet());
    projects.addAll(now.keySet());
    for (String project : projects) {
      ExplainChange.between(
              before.getOrDefault(project, DriverMonth.NOTHING),
              now.getOrDefault(project, DriverMonth.NOTHING))
          .forEach(
              (driver, usd) ->
                  rows.add(RowFactory.create(project, month, driver.code(), usd, runId)));
    }
  }

  private Map<LocalDate, Map<String, DriverMonth>> projects(SortedSet<LocalDate> read) {
    Map<LocalDate, Map<String, Map<Use, Sum>>> uses = new HashMap<>();
    for (Row row : sums(read)) {
      uses.computeIfAbsent(row.getAs("month"), month -> new HashMap<>())
          .computeIfAbsent(row.getAs("project_id"), project -> new HashMap<>())
          .merge(use(row), new Sum(row.getAs("quantity"), row.getAs("cost")), Sum::plus);
    }
    Map<LocalDate, Map<String, ProjectSessions>> sessions =
        new ReadMonthCosts(warehouse).sessions(read);
    Map<LocalDate, Map<String, DriverMonth>> known = new HashMap<>();
    uses.forEach(
        (month, projects) ->
            projects.forEach(
                (project, used) -> {
                  ProjectSessions of =
                      sessions
                          .getOrDefault(month, Map.of())
                          .getOrDefault(project, new ProjectSessions(0, 0));
                  known
                      .computeIfAbsent(month, m -> new HashMap<>())
                      .put(project, new DriverMonth(of.charged(), of.seconds(), used));
                }));
    return known;
  }

  private static Use use(Row row) {
    return new Use(
        row.getAs("biller"),
        row.getAs("sku"),
        row.getAs("meter"),
        row.getAs("service_tier"),
        row.getAs("context_band"),
        Optional.ofNullable(row.getAs("region")));
  }

  /** Tier, band and region stand beside the price that was used. */
  private List<Row> sums(SortedSet<LocalDate> read) {
    Dataset<Row> terms =
        warehouse
            .table(RateTables.RATE)
            .read()
            .select("rate_id", "service_tier", "context_band", "region");
    return warehouse
        .table(CostTables.SKU_COST_DAILY)
        .read()
        .filter(DayFilter.in("month", read))
        .join(terms, new String[] {"rate_id"}, "left")
        .groupBy(
            col("month"),
            col("project_id"),
            col("biller"),
            col("sku"),
            col("meter"),
            coalesce(col("service_tier"), lit(AppliedTier.DEFAULT)).as("service_tier"),
            coalesce(col("context_band"), lit(ContextBand.BASE.code())).as("context_band"),
            col("region"))
        .agg(
            sum("billable_quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("cost"))
        .collectAsList();
  }
}
