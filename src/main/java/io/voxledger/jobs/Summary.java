package io.voxledger.jobs;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.reports.TextTable;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a run prints: costs and variances of the last week with usage, what is open, and where the
 * tables are.
 */
final class Summary {
  private static final int DAYS = 7;

  private final RunContext run;
  private final RunReport report;
  private final List<Row> costs;
  private final List<Row> variances;
  private final List<Row> unpriced;
  private final List<Row> quarantined;
  private final String span;

  private Summary(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
    LocalDate last = lastDay();
    LocalDate first = last.minusDays(DAYS - 1L);
    this.costs =
        rows(
            recent(CostTables.CHARGE, "usage_date", first)
                .groupBy("project_id", "provider")
                .agg(sum("contracted_cost").as("cost"))
                .orderBy("project_id", "provider"));
    this.variances =
        rows(
            recent(BillTables.RECONCILIATION, "period_start", first)
                .filter("scope = 'total'")
                .orderBy("biller", "account", "period_start"));
    this.unpriced =
        rows(
            recent(CostTables.UNPRICED_USAGE, "usage_date", first)
                .groupBy("reason", "biller", "model")
                .agg(count(lit(1)).as("records"))
                .orderBy("reason", "biller", "model"));
    this.quarantined =
        rows(
            read(RunTables.QUARANTINE)
                .filter("resolved_run IS NULL")
                .groupBy("reason")
                .agg(count(lit(1)).as("rows"))
                .orderBy("reason"));
    this.span = span(first);
  }

  static Summary of(RunContext run, RunReport report) {
    return new Summary(run, report);
  }

  private LocalDate lastDay() {
    Row last = read(CostTables.PROJECT_COST_DAILY).agg(max("usage_date")).first();
    return last.isNullAt(0) ? run.logicalDate() : last.getAs(0);
  }

  private String span(LocalDate first) {
    Row days =
        recent(CostTables.PROJECT_COST_DAILY, "usage_date", first)
            .agg(org.apache.spark.sql.functions.min("usage_date"), max("usage_date"))
            .first();
    return days.isNullAt(0) ? "no usage yet" : days.get(0) + " to " + days.get(1);
  }

  private Dataset<Row> read(TableDefinition table) {
    LakeTable lakeTable = run.warehouse().table(table);
    return lakeTable.read();
  }

  private Dataset<Row> recent(TableDefinition table, String day, LocalDate first) {
    return read(table).filter(DayFilter.from(day, first));
  }

  private static List<Row> rows(Dataset<Row> rows) {
    return rows.collectAsList();
  }

  /** Prints to stdout: tables for people, or one JSON line. */
  void print(boolean json) {
    System.out.println(json ? json() : text());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("Costs, ").append(span).append(" (contracted, USD)\n").append(costTable());
    if (!variances.isEmpty()) {
      text.append("\nBilled against computed (USD)\n").append(varianceTable());
    }
    text.append('\n').append(line("Unpriced", unpriced, "records", "reason", "biller", "model"));
    text.append(line("Quarantined", quarantined, "rows", "reason"));
    report.problems().forEach(problem -> text.append("! ").append(problem).append('\n'));
    text.append("Run ").append(report.runId()).append(", tables in ").append(run.warehouse().uri());
    return text.toString();
  }

  private TextTable costTable() {
    TextTable table = new TextTable("project", "provider", "cost");
    BigDecimal total = BigDecimal.ZERO;
    for (Row row : costs) {
      table.row(row.getAs("project_id"), row.getAs("provider"), money(row.getAs("cost")));
      total = total.add(row.getAs("cost"));
    }
    table.row("total", "", money(total));
    return table;
  }

  private TextTable varianceTable() {
    TextTable table =
        new TextTable("biller", "account", "day", "computed", "billed", "variance", "status");
    for (Row row : variances) {
      table.row(
          row.getAs("biller"),
          row.getAs("account"),
          row.getAs("period_start"),
          money(row.getAs("computed_cost")),
          money(row.getAs("billed_cost")),
          money(row.getAs("variance")),
          row.getAs("status"));
    }
    return table;
  }

  private static String line(String title, List<Row> rows, String counted, String... names) {
    List<String> parts = new ArrayList<>();
    long total = 0;
    for (Row row : rows) {
      List<String> of = new ArrayList<>();
      for (String name : names) {
        of.add(row.getAs(name));
      }
      long n = row.getAs(counted);
      parts.add(n + " " + String.join(" ", of));
      total += n;
    }
    String detail = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    return "%-12s %d %s%s%n".formatted(title, total, counted, detail);
  }

  /** Rounded for display only. */
  private static String money(BigDecimal usd) {
    return usd.setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  private String json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run_id", report.runId());
    result.put("exit_code", report.exitCode().code());
    result.put("warehouse", run.warehouse().uri());
    result.put("counts", report.counts());
    result.put("totals_usd", plain(report.totalsUsd()));
    result.put("costs", costs.stream().map(Summary::fields).toList());
    result.put("variances", variances.stream().map(Summary::fields).toList());
    result.put("unpriced", unpriced.stream().map(Summary::fields).toList());
    result.put("quarantined", quarantined.stream().map(Summary::fields).toList());
    result.put("problems", report.problems());
    try {
      return JsonMapper.builder().build().writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the result", e);
    }
  }

  private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
    Map<String, String> plain = new LinkedHashMap<>();
    amounts.forEach((name, amount) -> plain.put(name, amount.toPlainString()));
    return plain;
  }

  /** Exact decimals are text in JSON, so that no reader makes floats of them. */
  static Map<String, Object> fields(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      boolean asText = value instanceof BigDecimal || value instanceof LocalDate;
      fields.put(
          name,
          value instanceof BigDecimal exact
              ? exact.toPlainString()
              : asText ? value.toString() : value);
    }
    return fields;
  }
}
