package io.voxledger.jobs;

import io.voxledger.lake.AtOnce;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * What a run prints: costs and variances of the last week with usage, what is open, and where the
 * tables are.
 */
final class Summary {
  private static final int DAYS = 7;

  private final RunContext run;
  private final RunReport report;
  private final String span;
  private final List<Row> variances;
  private final EarlierVariances earlier;
  private final MissingBills missingBills;
  private List<Row> costs;
  private List<Row> totals;
  private List<Row> causes;
  private List<Row> unpriced;
  private List<Row> quarantined;
  private Optional<String> dearestSession;

  private Summary(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
    RecentRows rows = new RecentRows(run.warehouse());
    TreeSet<LocalDate> days = rows.daysWithUsage();
    LocalDate last = last(days);
    LocalDate first = last.minusDays(DAYS - 1L);
    AtOnce.run(
        run.spark(),
        () -> costs = rows.costs(first),
        () -> totals = rows.totals(first),
        () -> causes = rows.causes(first),
        () -> unpriced = rows.unpriced(),
        () -> quarantined = rows.quarantined(),
        () -> dearestSession = rows.dearestSession(first));
    this.span = days.isEmpty() ? "no usage yet" : days.ceiling(first) + " to " + last;
    this.variances =
        totals.stream().filter(row -> row.<LocalDate>getAs("period_end").isAfter(first)).toList();
    this.earlier = EarlierVariances.of(totals, first);
    this.missingBills = MissingBills.of(totals);
  }

  /** One row of a wrong clock, years ahead, must not hide the week that people ask about. */
  private LocalDate last(TreeSet<LocalDate> days) {
    LocalDate started = run.startedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate now = started.isAfter(run.logicalDate()) ? started : run.logicalDate();
    LocalDate known = days.isEmpty() ? run.logicalDate() : days.last();
    return Optional.ofNullable(days.floor(now)).orElse(known);
  }

  /**
   * Prints to stdout: tables for people, or one JSON line. The run is published: a table that
   * cannot be read for its summary does not make it a failed one.
   */
  static void print(RunContext run, RunReport report, boolean json) {
    String text;
    try {
      Summary summary = new Summary(run, report);
      text = json ? JsonLine.of(summary.toJson()) : new SummaryText(summary).text();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      run.progress()
          .warn("the run is published, but not all of it can be shown: " + e.getMessage());
      Map<String, Object> outcome = outcome(run, report);
      outcome.put("problems", report.problems());
      text = JsonLine.of(outcome);
    }
    run.progress().erase();
    System.out.println(text);
  }

  RunContext run() {
    return run;
  }

  RunReport report() {
    return report;
  }

  /** Cost by {@code project_id} and {@code provider}. */
  List<Row> costs() {
    return costs;
  }

  /** Totals of the reconciliation, ordered by biller, account and day. */
  List<Row> variances() {
    return variances;
  }

  /** Open differences of periods before the days that are shown. */
  EarlierVariances earlier() {
    return earlier;
  }

  /** Why they differ, ordered by biller, account, day and rank. */
  List<Row> causes() {
    return causes;
  }

  /** Periods past their lag without a bill, however long ago. */
  MissingBills missingBills() {
    return missingBills;
  }

  /** Records by {@code reason}, {@code biller} and {@code model}. */
  List<Row> unpriced() {
    return unpriced;
  }

  /** Rows by {@code reason}. */
  List<Row> quarantined() {
    return quarantined;
  }

  /** The recent session that cost most. */
  Optional<String> dearestSession() {
    return dearestSession;
  }

  /** The days in words. */
  String span() {
    return span;
  }

  private static Map<String, Object> outcome(RunContext run, RunReport report) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run_id", report.runId());
    result.put("exit_code", report.exitCode().code());
    result.put("warehouse", run.warehouse().uri());
    result.put("counts", report.counts());
    result.put("totals_usd", plain(report.totalsUsd()));
    return result;
  }

  private Map<String, Object> toJson() {
    Map<String, Object> result = outcome(run, report);
    result.put("costs", costs.stream().map(Summary::fields).toList());
    result.put("variances", variances.stream().map(Summary::fields).toList());
    result.put("earlier_variances", earlier.toJson());
    result.put("missing_bills", missingBills.toJson());
    result.put("causes", causes.stream().map(Summary::fields).toList());
    result.put("unpriced", unpriced.stream().map(Summary::fields).toList());
    result.put("quarantined", quarantined.stream().map(Summary::fields).toList());
    result.put("problems", report.problems());
    return result;
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
