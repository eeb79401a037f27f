package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFiles;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Kind;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.spark.PriceUsage;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.time.BillingCalendar;
import io.voxledger.time.ClosedMonths;
import io.voxledger.usage.spark.StoredRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Prices the usage of touched days and writes everything that follows from it: charges, unpriced
 * usage, session costs, daily costs of projects and providers, and what changed of days that were
 * published before. Days of closed months keep what they have: what would have changed them is
 * booked as a correction. A session that reaches into an open month is added up with it.
 */
public final class WriteCosts {
  private final Warehouse warehouse;
  private final SparkSession spark;
  private final Input input;
  private final StoredRows storedRows;
  private final List<LocalDate> days;
  private final List<LocalDate> closedDays;

  /**
   * What is to be priced and how.
   *
   * @param touched days whose usage or rates changed, with the reason
   * @param tagKeys keys of room metadata that sessions carry
   * @param closed months whose days stay as they are: what differs is booked as a correction
   */
  public record Input(
      SortedMap<LocalDate, String> touched,
      Pricer pricer,
      BillingCalendar calendar,
      Set<String> tagKeys,
      ClosedMonths closed,
      String runId) {}

  public WriteCosts(Warehouse warehouse, Input input) {
    this.warehouse = warehouse;
    this.spark = warehouse.spark();
    this.input = input;
    this.storedRows = new StoredRows(warehouse);
    this.days = input.closed().open(input.touched().keySet());
    this.closedDays = input.closed().closed(input.touched().keySet());
  }

  /** Writes the tables; does nothing when no day was touched. */
  public void write() {
    if (input.touched().isEmpty()) {
      return;
    }
    Dataset<Row> sessionsBefore = sessionsOfDays();
    writeCharges();
    if (days.isEmpty()) {
      return;
    }
    Dataset<Row> sessions =
        sessionsBefore.union(sessionsOfDays()).distinct().persist(StorageLevel.MEMORY_AND_DISK());
    AtOnce.run(
        spark,
        () -> {
          TreeSet<LocalDate> sessionDates = writeSessions(sessions);
          TreeSet<LocalDate> daily = new TreeSet<>(sessionDates);
          daily.addAll(days);
          AtOnce.run(
              spark,
              () -> writeProjects(input.closed().open(daily)),
              () -> new WriteProjectSessions(warehouse).write(sessionDates, input.runId()));
        },
        this::writeProviders,
        this::writeSkuCosts);
    sessions.unpersist();
  }

  private void writeProviders() {
    warehouse
        .table(CostTables.PROVIDER_COST_DAILY)
        .replaceWhere(
            DayFilter.in("usage_date", days),
            byDay(
                SqlFile.of("provider_cost_daily")
                    .run(spark, Map.of("charge", ofDays(CostTables.CHARGE, days)))
                    .withColumn("run_id", lit(input.runId()))));
  }

  private void writeSkuCosts() {
    Dataset<Row> costs =
        SqlFile.of("sku_cost_daily")
            .run(spark, Map.of("charge", ofDays(CostTables.CHARGE, days)))
            .withColumn("run_id", lit(input.runId()));
    TreeSet<LocalDate> months = new TreeSet<>();
    days.forEach(day -> months.add(day.withDayOfMonth(1)));
    warehouse
        .table(CostTables.SKU_COST_DAILY)
        .replaceWhere(
            DayFilter.in("month", months) + " AND " + DayFilter.in("usage_date", days),
            costs.repartition(costs.col("month")));
  }

  private Dataset<Row> ofDays(TableDefinition table, List<LocalDate> wanted) {
    return warehouse.table(table).read().filter(DayFilter.in("usage_date", wanted));
  }

  /** The sessions of the days as of now: a live read, even persisted, follows later writes. */
  private Dataset<Row> sessionsOfDays() {
    LakeTable table = warehouse.table(CostTables.SESSION_DAY);
    return table
        .readAt(table.version())
        .filter(DayFilter.in("usage_date", days))
        .select("session_id")
        .distinct();
  }

  private void writeCharges() {
    Broadcast<Pricer> pricer =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(input.pricer());
    List<LocalDate> all = List.copyOf(input.touched().keySet());
    PriceUsage.Result priced =
        PriceUsage.price(
            ofDays(UsageTables.USAGE_RECORD, all), pricer, input.calendar(), input.runId());
    AtOnce.run(
        spark,
        () -> replaceOpen(CostTables.CHARGE, priced.charges()),
        () -> replaceOpen(CostTables.SESSION_DAY, priced.sessionDays()),
        () -> writeUnpriced(priced.unpriced(), all),
        () -> new WriteCorrections(warehouse, closedDays).write(priced.charges(), input));
    priced.release();
  }

  /** A closed day has the charges, and its sessions the days, that it was closed with. */
  private void replaceOpen(TableDefinition table, Dataset<Row> rows) {
    if (!days.isEmpty()) {
      String open = DayFilter.in("usage_date", days);
      warehouse
          .table(table)
          .replaceWhere(open, DayFiles.few(rows.filter(open), "usage_date", days.size()));
    }
  }

  private void writeUnpriced(Dataset<Row> rows, List<LocalDate> all) {
    warehouse
        .table(CostTables.UNPRICED_USAGE)
        .replaceWhere(DayFilter.in("usage_date", all), byDay(rows));
  }

  private static Dataset<Row> byDay(Dataset<Row> rows) {
    return rows.repartition(rows.col("usage_date"));
  }

  /** Adds sessions up again; gives the days on which they start or started. */
  private TreeSet<LocalDate> writeSessions(Dataset<Row> sessions) {
    LakeTable table = warehouse.table(CostTables.SESSION_COST);
    List<LocalDate> where = storedRows.daysOfSessions(sessions);
    Dataset<Row> sessionDays = ofSessions(ofDays(CostTables.SESSION_DAY, where), sessions);
    Dataset<Row> events =
        ofSessions(
            warehouse
                .table(UsageTables.SESSION_EVENT)
                .read()
                .filter(DayFilter.in("event_date", where)),
            sessions);
    Dataset<Row> costs =
        SumSessions.sum(
                sessionDays,
                ofSessions(ofDays(CostTables.CHARGE, where), sessions),
                events,
                SumSessions.with(input.tagKeys(), input.runId()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    TreeSet<LocalDate> dates = daysOf(costs, "session_date");
    Dataset<Row> before = table.read().filter(DayFilter.in("session_date", where));
    Dataset<Row> replaced = ofSessions(before, sessions);
    dates.addAll(daysOf(replaced, "session_date"));
    Dataset<Row> kept =
        table
            .read()
            .filter(DayFilter.in("session_date", dates))
            .join(sessions, scala("session_id"), "left_anti")
            .select(
                costs.columns()[0],
                java.util.Arrays.copyOfRange(costs.columns(), 1, costs.columns().length));
    Dataset<Row> all = kept.union(costs);
    table.replaceWhere(
        DayFilter.in("session_date", dates), all.repartition(all.col("session_date")));
    storedRows.rememberSessions(
        costs.select(col("session_id"), col("session_date").as("stored_date")), input.runId());
    new WriteEstimates(warehouse)
        .write(
            new WriteEstimates.Sessions(sessions, costs, sessionDays, events),
            dates,
            input.runId());
    costs.unpersist();
    return dates;
  }

  private static Dataset<Row> ofSessions(Dataset<Row> rows, Dataset<Row> sessions) {
    return rows.join(sessions, scala("session_id"), "left_semi").select(columns(rows));
  }

  private static org.apache.spark.sql.Column[] columns(Dataset<Row> rows) {
    return java.util.Arrays.stream(rows.columns())
        .map(org.apache.spark.sql.functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  private static scala.collection.immutable.Seq<String> scala(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }

  private static TreeSet<LocalDate> daysOf(Dataset<Row> rows, String column) {
    return new TreeSet<>(rows.select(column).distinct().as(Encoders.LOCALDATE()).collectAsList());
  }

  private void writeProjects(List<LocalDate> changed) {
    LakeTable table = warehouse.table(CostTables.PROJECT_COST_DAILY);
    LocalDate first = changed.get(0);
    String rewritten =
        DayFilter.from("usage_date", first)
            + " AND "
            + DayFilter.outside("usage_date", input.closed().months());
    Dataset<Row> stored = table.read();
    Dataset<Row> fresh =
        SqlFile.of("project_day")
            .run(
                spark,
                Map.of(
                    "charge", ofDays(CostTables.CHARGE, changed),
                    "session_cost",
                        warehouse
                            .table(CostTables.SESSION_COST)
                            .read()
                            .filter(DayFilter.in("session_date", changed)),
                    "unpriced_usage", ofDays(CostTables.UNPRICED_USAGE, changed),
                    "kind_family", kindFamilies()));
    Dataset<Row> untouched =
        stored
            .filter(DayFilter.from("usage_date", first.minusDays(31)))
            .filter("NOT " + DayFilter.in("usage_date", changed))
            .select(columns(fresh));
    Dataset<Row> projectDays = fresh.union(untouched);
    Dataset<Row> starts =
        stored
            .filter("NOT " + DayFilter.in("usage_date", changed))
            .select("project_id", "usage_date")
            .union(fresh.select("project_id", "usage_date"))
            .groupBy("project_id")
            .agg(min("usage_date").as("first_date"));
    Dataset<Row> daily =
        SqlFile.of("project_cost_daily")
            .run(spark, Map.of("project_day", projectDays, "project_start", starts))
            .filter(rewritten)
            .withColumn("run_id", lit(input.runId()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    writeRestatements(stored, daily);
    table.replaceWhere(rewritten, byDay(daily));
    daily.unpersist();
  }

  private Dataset<Row> kindFamilies() {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      rows.add(RowFactory.create(kind.code(), kind.family().name().toLowerCase(Locale.ROOT)));
    }
    return spark.createDataFrame(rows, StructType.fromDDL("kind STRING, family STRING"));
  }

  private void writeRestatements(Dataset<Row> before, Dataset<Row> after) {
    Set<LocalDate> published =
        daysOf(before.filter(DayFilter.in("usage_date", days)), "usage_date");
    published.addAll(daysOf(ofDays(RunTables.RESTATEMENT, days), "usage_date")); // emptied since
    if (published.isEmpty()) {
      return;
    }
    List<Row> reasons =
        published.stream().map(day -> RowFactory.create(day, input.touched().get(day))).toList();
    Dataset<Row> changes =
        SqlFile.of("restatement")
            .run(
                spark,
                Map.of(
                    "before", before.filter(DayFilter.in("usage_date", published)),
                    "after", after.filter(DayFilter.in("usage_date", published)),
                    "published_day",
                        spark.createDataFrame(
                            reasons, StructType.fromDDL("usage_date DATE, reason STRING"))))
            .withColumn("run_id", lit(input.runId()))
            .coalesce(1);
    if (!changes.isEmpty()) {
      warehouse.table(RunTables.RESTATEMENT).append(changes);
    }
  }
}
