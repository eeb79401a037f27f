package io.voxledger.reports.spark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.Waterfall;
import io.voxledger.reports.Waterfall.Days;
import io.voxledger.reports.Waterfall.Step;
import io.voxledger.tables.BillTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Reads waterfalls from the tables of one finished run. */
public final class ReadWaterfalls {
  private static final int RECENT = 5;
  private static final String UNEXPLAINED = "unexplained";

  private final PublishedTables tables;

  public ReadWaterfalls(PublishedTables tables) {
    this.tables = tables;
  }

  /**
   * One waterfall for each account of a biller that has a bill's period, or several, in those days.
   *
   * @param account one of them; all when empty
   */
  public List<Waterfall> read(String biller, Optional<String> account, Days days) {
    Column wanted =
        col("biller")
            .equalTo(biller)
            .and(col("period_start").geq(days.from()))
            .and(col("period_end").leq(days.until()));
    Column ofAccount = account.map(name -> wanted.and(col("account").equalTo(name))).orElse(wanted);
    Map<String, List<Row>> totals = byAccount(totals().filter(ofAccount));
    Map<String, List<Row>> causes =
        byAccount(tables.read(BillTables.RECONCILIATION_CAUSE).filter(ofAccount));
    List<Waterfall> waterfalls = new ArrayList<>();
    totals.forEach(
        (name, rows) -> waterfalls.add(waterfall(rows, causes.getOrDefault(name, List.of()))));
    return waterfalls;
  }

  /** Who has been compared with a bill, or waits for one. */
  public List<String> billers() {
    return totals().select("biller").distinct().as(Encoders.STRING()).collectAsList();
  }

  /** A biller's accounts. */
  public List<String> accounts(String biller) {
    return ofBiller(biller).select("account").distinct().as(Encoders.STRING()).collectAsList();
  }

  /** The newest periods of a biller. */
  public List<Days> recent(String biller) {
    return ofBiller(biller)
        .select("period_start", "period_end")
        .distinct()
        .orderBy(col("period_start").desc())
        .limit(RECENT)
        .collectAsList()
        .stream()
        .map(row -> new Days(row.getAs(0), row.getAs(1)))
        .toList();
  }

  private Dataset<Row> ofBiller(String biller) {
    return totals().filter(col("biller").equalTo(biller));
  }

  private Dataset<Row> totals() {
    return tables.read(BillTables.RECONCILIATION).filter("scope = 'total'");
  }

  private static Map<String, List<Row>> byAccount(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .collect(groupingBy(row -> row.getAs("account"), TreeMap::new, toList()));
  }

  private static Waterfall waterfall(List<Row> totals, List<Row> causes) {
    Row one = totals.get(0);
    LocalDate from =
        totals.stream()
            .map(row -> row.<LocalDate>getAs("period_start"))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    LocalDate until =
        totals.stream()
            .map(row -> row.<LocalDate>getAs("period_end"))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    List<Step> steps = steps(causes);
    return new Waterfall(
        one.getAs("biller"),
        one.getAs("account"),
        new Days(from, until),
        totals.size(),
        sum(totals, "computed_cost"),
        sum(totals, "billed_cost"),
        status(totals),
        steps.stream().filter(step -> !isCandidate(step)).toList(),
        steps.stream().filter(ReadWaterfalls::isCandidate).toList());
  }

  private static boolean isCandidate(Step step) {
    return step.confidence().equals(Optional.of("candidate"));
  }

  private static String status(List<Row> totals) {
    Map<String, Long> counts =
        totals.stream()
            .collect(
                groupingBy(
                    row -> row.<String>getAs("status"),
                    TreeMap::new,
                    java.util.stream.Collectors.counting()));
    return totals.size() == 1
        ? totals.get(0).getAs("status")
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(joining(", "));
  }

  /** Causes of several periods are one step each; its evidence is that of the largest. */
  private static List<Step> steps(List<Row> causes) {
    Map<List<Object>, List<Row>> same =
        causes.stream()
            .sorted(Comparator.comparing((Row row) -> row.<Integer>getAs("rank")))
            .collect(
                groupingBy(
                    row -> java.util.Arrays.asList(row.getAs("cause"), row.getAs("confidence")),
                    LinkedHashMap::new,
                    toList()));
    List<Step> steps = new ArrayList<>();
    same.values().forEach(rows -> steps.add(step(rows)));
    steps.sort(Comparator.comparing(step -> step.cause().equals(UNEXPLAINED)));
    return steps;
  }

  private static Step step(List<Row> rows) {
    Row largest =
        rows.stream()
            .max(Comparator.comparing(row -> row.<BigDecimal>getAs("amount").abs()))
            .orElseThrow();
    String sku = largest.getAs("sku");
    String meter = largest.getAs("meter");
    String evidence = largest.getAs("evidence");
    String several =
        " (" + largest.getAs("period_start") + ", the largest of " + rows.size() + " periods)";
    return new Step(
        largest.getAs("cause"),
        Optional.ofNullable(largest.getAs("confidence")),
        Optional.ofNullable(sku).map(name -> meter == null ? name : name + " " + meter),
        sum(rows, "amount"),
        rows.size() == 1 ? evidence : evidence + several,
        largest.getAs("action"));
  }

  private static BigDecimal sum(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> row.<BigDecimal>getAs(column))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
