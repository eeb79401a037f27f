package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.whatif.ModelSessions;
import io.voxledger.costs.whatif.PastUse;
import io.voxledger.costs.whatif.RepriceCharge;
import io.voxledger.costs.whatif.Repriced;
import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.costs.whatif.WhatIf;
import io.voxledger.costs.whatif.WhatIf.Line;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.SqlFile;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.ContextBand;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RateTables;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Prices the charges of a published month again, and sums up by model and meter. */
public final class RepriceMonth {
  private static final StructType REPRICED =
      StructType.fromDDL(
          "project STRING, source STRING, target STRING, meter STRING, quantity DECIMAL(28,6),"
              + " current_usd DECIMAL(28,12), supposed_quantity DECIMAL(28,6), low DECIMAL(28,12),"
              + " expected DECIMAL(28,12), high DECIMAL(28,12), problem STRING,"
              + " assumed ARRAY<STRING>");

  /** A session that began in a month may go on into the next. */
  private static final int DAYS_AFTER = 2;

  private final SparkSession spark;
  private final PublishedTables tables;
  private final LocalDate month;

  /**
   * Looks at one month.
   *
   * @param month its first day
   */
  public RepriceMonth(SparkSession spark, PublishedTables tables, LocalDate month) {
    this.spark = spark;
    this.tables = tables;
    this.month = month;
  }

  private Dataset<Row> charges(int daysAfter) {
    LocalDate last = month.plusMonths(1).minusDays(1);
    return tables
        .read(CostTables.CHARGE)
        .filter(col("usage_date").between(month, last.plusDays(daysAfter)));
  }

  /** What the month would have cost. */
  public WhatIf reprice(RepriceCharge how) {
    return reprice(charges(0), how);
  }

  /** What one biller's charges of the month would have been. */
  public WhatIf reprice(String biller, RepriceCharge how) {
    return reprice(charges(0).filter(col("biller").equalTo(biller)), how);
  }

  private WhatIf reprice(Dataset<Row> charges, RepriceCharge how) {
    Broadcast<RepriceCharge> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(how);
    MapFunction<Row, Row> reprice = row -> repriced(row, shared.value());
    List<Row> sums =
        withWindow(charges)
            .map(reprice, Encoders.row(REPRICED))
            .groupBy(
                col("project"),
                col("source"),
                col("target"),
                col("meter"),
                col("problem").isNull().or(col("problem").equalTo("")).as("is_priced"))
            .agg(
                count(lit(1)).as("charges"),
                total("quantity", 6),
                total("current_usd", 12),
                total("supposed_quantity", 6),
                total("low", 12),
                total("expected", 12),
                total("high", 12),
                max("problem").as("problem"),
                array_distinct(flatten(collect_set("assumed"))).as("assumed"))
            .orderBy("source", "target", "meter", "project")
            .collectAsList();
    BigDecimal unchanged = BigDecimal.ZERO;
    List<Line> lines = new ArrayList<>();
    for (Row row : sums) {
      if (row.isNullAt(row.fieldIndex("source"))) {
        unchanged = unchanged.add(row.getAs("current_usd"));
      } else {
        lines.add(line(row));
      }
    }
    return new WhatIf(unchanged, lines);
  }

  private static org.apache.spark.sql.Column total(String column, int scale) {
    return sum(column).cast("DECIMAL(38," + scale + ")").as(column);
  }

  private static Line line(Row row) {
    Optional<Range> cost =
        row.<Boolean>getAs("is_priced")
            ? Optional.of(new Range(row.getAs("low"), row.getAs("expected"), row.getAs("high")))
            : Optional.empty();
    return new Line(
        row.getAs("project"),
        row.getAs("charges"),
        row.getAs("quantity"),
        row.getAs("current_usd"),
        new Repriced(
            row.getAs("source"),
            row.getAs("target"),
            Meter.of(row.getAs("meter")).orElseThrow(),
            row.getAs("supposed_quantity"),
            cost,
            row.getAs("problem"),
            row.getList(row.fieldIndex("assumed"))));
  }

  /** With the hours that a charge's price is for, which only the price tells. */
  private Dataset<Row> withWindow(Dataset<Row> charges) {
    Dataset<Row> windows = tables.read(RateTables.RATE).select("rate_id", "time_window");
    return charges.join(windows, new String[] {"rate_id"}, "left");
  }

  private static Row repriced(Row charge, RepriceCharge how) {
    BigDecimal quantity = charge.getAs("quantity");
    Optional<Repriced> repriced =
        how.reprice(use(charge), quantity, charge.getAs("billable_quantity"));
    Optional<Range> cost = repriced.flatMap(Repriced::cost);
    return RowFactory.create(
        repriced.isPresent() ? charge.getAs("project_id") : null,
        repriced.map(Repriced::from).orElse(null),
        repriced.map(Repriced::to).orElse(null),
        repriced.isPresent() ? charge.getAs("meter") : null,
        quantity,
        charge.getAs("contracted_cost"),
        repriced.map(Repriced::quantity).orElse(null),
        cost.map(Range::low).orElse(null),
        cost.map(Range::expected).orElse(null),
        cost.map(Range::high).orElse(null),
        repriced.map(Repriced::problem).orElse(null),
        repriced.map(Repriced::assumed).orElse(List.of()).toArray(new String[0]));
  }

  private static PastUse use(Row charge) {
    LocalDate day = charge.getAs("usage_date");
    Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant effective = charge.getAs("effective_from");
    return new PastUse(
        charge.getAs("provider"),
        charge.getAs("biller"),
        charge.getAs("account"),
        charge.getAs("route"),
        Kind.of(charge.getAs("kind")).orElseThrow(),
        charge.getAs("model"),
        charge.getAs("sku"),
        Meter.of(charge.getAs("meter")).orElseThrow(),
        charge.getAs("service_tier"),
        charge.<String>getList(charge.fieldIndex("flags")).contains(Flag.TIER_RATE_MISSING.code()),
        Optional.ofNullable(charge.getAs("region")),
        charge.getAs("context_band").equals(ContextBand.LONG.code()),
        Optional.ofNullable(charge.getAs("time_window")),
        effective.isAfter(begin) ? effective : begin);
  }

  /** What the month's sessions cost with each model, by project and length. */
  public List<ModelSessions> modelSessions() {
    Dataset<Row> sessions =
        tables
            .read(CostTables.SESSION_COST)
            .filter(col("session_date").between(month, month.plusMonths(1).minusDays(1)));
    return SqlFile.of("model_session")
        .run(spark, Map.of("charge", charges(DAYS_AFTER), "session_cost", sessions))
        .collectAsList()
        .stream()
        .map(
            row ->
                new ModelSessions(
                    row.getAs("project_id") + ", " + row.getAs("span"),
                    row.getAs("model"),
                    row.getAs("sessions"),
                    row.getAs("seconds"),
                    row.getAs("ai_usd")))
        .toList();
  }

  /** What LiveKit accounts used, by account. */
  public Map<String, List<PlanUse>> planUses() {
    return new ReadMonthCosts(tables::read).planUses(List.of(month)).getOrDefault(month, Map.of());
  }
}
