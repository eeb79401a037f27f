package io.voxledger.costs.spark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.months.ProjectSessions;
import io.voxledger.costs.months.ProjectSkuCost;
import io.voxledger.costs.months.SumProjectMonths;
import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.plans.ProjectUse;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.PlanTables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads what months are made of as sums by day, sku and project; never charges or sessions. */
public final class ReadMonthCosts {
  private final Function<TableDefinition, Dataset<Row>> tables;

  /** Reads the tables as they are now. */
  public ReadMonthCosts(Warehouse warehouse) {
    this(table -> warehouse.table(table).read());
  }

  public ReadMonthCosts(Function<TableDefinition, Dataset<Row>> tables) {
    this.tables = tables;
  }

  /** What LiveKit accounts used, by month and account. */
  public Map<LocalDate, Map<String, List<PlanUse>>> planUses(Collection<LocalDate> months) {
    return costs(months)
        .filter(col("biller").equalTo(SumProjectMonths.LIVEKIT))
        .groupBy(
            "month",
            "account",
            "usage_date",
            "sku",
            "meter",
            "inference",
            "effective_from",
            "contracted_unit_price",
            "per")
        .agg(
            sum("billable_quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("cost"))
        .collectAsList()
        .stream()
        .collect(
            groupingBy(
                row -> row.getAs("month"),
                groupingBy(
                    row -> row.getAs("account"), mapping(ReadMonthCosts::planUse, toList()))));
  }

  private static PlanUse planUse(Row row) {
    return new PlanUse(
        row.getAs("usage_date"),
        row.getAs("sku"),
        Meter.of(row.getAs("meter")).orElseThrow(),
        row.getAs("inference"),
        row.getAs("effective_from"),
        row.getAs("contracted_unit_price"),
        row.getAs("per"),
        row.getAs("quantity"),
        row.getAs("cost"));
  }

  /** What projects cost, by month. */
  Map<LocalDate, List<ProjectSkuCost>> projectCosts(Collection<LocalDate> months) {
    return costs(months)
        .groupBy("month", "project_id", "biller", "account", "inference", "kind", "sku")
        .agg(
            sum("billable_quantity").cast("DECIMAL(28,6)").as("quantity"),
            sum("list_cost").cast("DECIMAL(28,12)").as("listed"),
            sum("contracted_cost").cast("DECIMAL(28,12)").as("cost"))
        .collectAsList()
        .stream()
        .collect(
            groupingBy(row -> row.getAs("month"), mapping(ReadMonthCosts::projectCost, toList())));
  }

  private static ProjectSkuCost projectCost(Row row) {
    return new ProjectSkuCost(
        row.getAs("biller"),
        row.getAs("account"),
        Kind.of(row.getAs("kind")).orElseThrow().family(),
        new ProjectUse(
            row.getAs("project_id"),
            row.getAs("sku"),
            row.getAs("inference"),
            row.getAs("quantity"),
            row.getAs("cost")),
        row.getAs("listed"));
  }

  private Dataset<Row> costs(Collection<LocalDate> months) {
    return tables
        .apply(CostTables.SKU_COST_DAILY)
        .filter(DayFilter.in("month", months))
        .withColumn("inference", col("route").equalTo("livekit-inference"));
  }

  /** How many sessions projects had, by month. */
  Map<LocalDate, Map<String, ProjectSessions>> sessions(Collection<LocalDate> months) {
    return tables
        .apply(PlanTables.PROJECT_SESSIONS)
        .filter(DayFilter.in("month", months))
        .groupBy("month", "project_id")
        .agg(sum("sessions").as("sessions"), sum("seconds").as("seconds"))
        .collectAsList()
        .stream()
        .collect(
            groupingBy(
                row -> row.getAs("month"),
                toMap(
                    row -> row.getAs("project_id"),
                    row -> new ProjectSessions(row.getAs("sessions"), row.getAs("seconds")))));
  }
}
