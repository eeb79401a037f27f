package io.voxledger.usage.spark;

import static io.voxledger.usage.UsageSource.LIVEKIT_WEBHOOK;
import static io.voxledger.usage.UsageSource.USAGE_RECORD;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.DayFiles;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.ResolveVersions;
import io.voxledger.usage.SettleRules;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes this run's accepted rows into {@code usage_record} and {@code session_event}: compares
 * versions, finds the stored rows of every session that got a new one, and settles those sessions
 * again.
 */
public final class IngestUsage {
  private final Warehouse warehouse;
  private final StoredRows storedRows;
  private final Input input;

  /**
   * What a run brings.
   *
   * @param staged as {@link StagedRows#SCHEMA}
   * @param contentHashes of this run's files
   * @param settleEverything whether settings changed that every session depends on
   */
  public record Input(
      Dataset<Row> staged,
      Map<String, String> contentHashes,
      SettleRules rules,
      ResolveVersions.CanonicalRows canonicalRows,
      boolean settleEverything,
      String runId) {}

  public IngestUsage(Warehouse warehouse, Input input) {
    this.warehouse = warehouse;
    this.storedRows = new StoredRows(warehouse);
    this.input = input;
  }

  /**
   * Writes the tables.
   *
   * @return what became of the rows, and the days whose records changed
   */
  public RowTally ingest() {
    SparkSession spark = warehouse.spark();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var hashes = context.broadcast(input.contentHashes());
    TallyAccumulator factTallies = new TallyAccumulator();
    TallyAccumulator settleTallies = new TallyAccumulator();
    spark.sparkContext().register(factTallies, "rows compared by identity");
    spark.sparkContext().register(settleTallies, "rows settled by session");

    Dataset<Row> facts =
        ResolveFacts.resolve(factsByIdentity(), hashes, input.canonicalRows(), factTallies)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> staged = daysOfStaged().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> sessions = touchedSessions(staged, facts).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      SettleSessions.Context settling =
          new SettleSessions.Context(
              context.broadcast(input.rules()),
              hashes,
              input.canonicalRows(),
              settleTallies,
              input.runId());
      AtomicReference<TreeSet<LocalDate>> removedDays = new AtomicReference<>();
      AtOnce.run(
          spark,
          () -> writeSessionEvents(facts),
          () -> removedDays.set(writeUsageRecords(facts, sessions, daysIn(staged), settling)),
          () -> storedRows.remember(staged, stagedFacts(), input.runId()));
      RowTally total = factTallies.total();
      total.add(settleTallies.total());
      removedDays.get().forEach(total::wrote);
      storedRows.remember(total.elsewhere(), input.runId());
      new WriteAgreement(warehouse).write(settled(sessions), total.writtenDays(), input.runId());
      return total;
    } finally {
      facts.unpersist();
      staged.unpersist();
      sessions.unpersist();
    }
  }

  /** The sessions whose records were written; all of them when everything was settled. */
  private Dataset<Row> settled(Dataset<Row> sessions) {
    return input.settleEverything()
        ? warehouse
            .table(UsageTables.USAGE_RECORD)
            .read()
            .select("session_id")
            .filter("session_id IS NOT NULL")
            .distinct()
        : sessions;
  }

  /** The sessions of this run's rows with the days of those rows; far fewer than rows. */
  private Dataset<Row> daysOfStaged() {
    return input.staged().select("session_id", "event_log", "stored_date").distinct();
  }

  private Dataset<Row> stagedFacts() {
    return input.staged().filter("NOT event_log");
  }

  private Dataset<Row> factsByIdentity() {
    Dataset<Row> facts = stagedFacts();
    Dataset<Row> keyed =
        facts.select(col(KeyedRows.KEY), lit(false).as(KeyedRows.STORED), col(KeyedRows.PAYLOAD));
    return storedRows.isEmpty() ? keyed : keyed.union(storedRows.ofIdentities(facts));
  }

  /** Sessions with a new row, or that lost a row to another session. */
  private static Dataset<Row> touchedSessions(Dataset<Row> staged, Dataset<Row> facts) {
    return staged
        .filter("event_log")
        .select("session_id")
        .union(facts.select("session_id").filter("session_id IS NOT NULL"))
        .distinct();
  }

  private void writeSessionEvents(Dataset<Row> facts) {
    LakeTable events = warehouse.table(UsageTables.SESSION_EVENT);
    Dataset<Row> replaced =
        facts.filter(col("outcome").equalTo(ResolveFacts.REPLACED)).filter(isSessionEvent());
    if (!storedRows.isEmpty() && !replaced.isEmpty()) {
      events.deleteMatching(daysIn(replaced), replaced.select("source", "identity"));
    }
    String runId = input.runId();
    events.append(
        facts
            .filter(col("outcome").equalTo(ResolveFacts.NEW))
            .filter(isSessionEvent())
            .map(
                (MapFunction<Row, Row>)
                    row ->
                        SessionEventRows.toRow(
                            RowCodec.decode(row.getAs(KeyedRows.PAYLOAD)), runId),
                Encoders.row(SessionEventRows.SCHEMA))
            .coalesce(warehouse.spark().sparkContext().defaultParallelism()));
  }

  private static org.apache.spark.sql.Column isSessionEvent() {
    return col("source").notEqual(USAGE_RECORD.folder());
  }

  private TreeSet<LocalDate> writeUsageRecords(
      Dataset<Row> facts,
      Dataset<Row> sessions,
      TreeSet<LocalDate> days,
      SettleSessions.Context settling) {
    LakeTable records = warehouse.table(UsageTables.USAGE_RECORD);
    Dataset<Row> replaced =
        facts
            .filter(col("outcome").equalTo(ResolveFacts.REPLACED))
            .select("source", "identity", "session_id", "stored_date");
    Dataset<Row> fresh = newRowsBySession(facts);
    if (input.settleEverything()) {
      TreeSet<LocalDate> all = daysOf(records.read().select("usage_date"));
      Dataset<Row> stored = storedRows.all(replaced.select("source", "identity"));
      records.replaceAll(
          DayFiles.few(
              SettleSessions.settle(fresh.union(stored), settling), "usage_date", all.size()));
      return all;
    }
    if (storedRows.isEmpty()) {
      records.append(
          DayFiles.few(SettleSessions.settle(fresh, settling), "usage_date", days.size()));
      return new TreeSet<>();
    }
    List<LocalDate> storedDays = storedRows.daysOfSessions(sessions);
    days.addAll(storedDays);
    Dataset<Row> stored =
        storedRows.ofSessions(sessions, storedDays, replaced.select("source", "identity"));
    Dataset<Row> settledAgain = sessions.filter("session_id IS NOT NULL");
    TreeSet<LocalDate> removed = new TreeSet<>(records.deleteMatching(storedDays, settledAgain));
    removed.addAll(removeAlone(records, replaced));
    records.append(
        DayFiles.few(
            SettleSessions.settle(fresh.union(stored), settling), "usage_date", days.size()));
    return removed;
  }

  private Dataset<Row> newRowsBySession(Dataset<Row> facts) {
    Dataset<Row> logs =
        input
            .staged()
            .filter("event_log")
            .select(col(KeyedRows.KEY), lit(false).as(KeyedRows.STORED), col(KeyedRows.PAYLOAD));
    Dataset<Row> winners =
        facts
            .filter(col("outcome").equalTo(ResolveFacts.NEW))
            .select(
                coalesce(col("session_id"), concat(lit("~"), col("identity"))).as(KeyedRows.KEY),
                lit(true).as(KeyedRows.STORED), // its place is known and it was counted already
                col(KeyedRows.PAYLOAD));
    return logs.union(winners);
  }

  /** Removes records without a session that a newer version replaced. */
  private static Set<LocalDate> removeAlone(LakeTable records, Dataset<Row> replaced) {
    Dataset<Row> alone =
        replaced
            .filter("session_id IS NULL")
            .filter(col("source").isin(USAGE_RECORD.folder(), LIVEKIT_WEBHOOK.folder()));
    TreeSet<LocalDate> days = daysOf(alone.select("stored_date"));
    return records.deleteMatching(
        days, alone.select(col("source"), col("identity").as("usage_id")).distinct());
  }

  private static TreeSet<LocalDate> daysIn(Dataset<Row> rows) {
    return daysOf(rows.select("stored_date"));
  }

  private static TreeSet<LocalDate> daysOf(Dataset<Row> days) {
    return new TreeSet<>(days.distinct().as(Encoders.LOCALDATE()).collectAsList());
  }
}
