package io.voxledger.usage.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.voxledger.lake.Keys;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.UsageSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Finds rows that earlier runs stored, opening only the days on which they are: {@code row_locator}
 * knows the days of every session and identity.
 */
public final class StoredRows {
  private final Dataset<Row> usageRecords;
  private final Dataset<Row> sessionEvents;
  private final LakeTable locator;
  private final long locatorVersion;

  /** Sees the tables as they are now, whatever is written to them afterwards. */
  public StoredRows(Warehouse warehouse) {
    usageRecords = now(warehouse.table(UsageTables.USAGE_RECORD));
    sessionEvents = now(warehouse.table(UsageTables.SESSION_EVENT));
    locator = warehouse.table(UsageTables.ROW_LOCATOR);
    locatorVersion = locator.version();
  }

  private static Dataset<Row> now(LakeTable table) {
    return table.readAt(table.version());
  }

  /** Whether nothing was ever stored. */
  public boolean isEmpty() {
    return locatorVersion == 0;
  }

  /** The days on which rows of sessions are stored. */
  public List<LocalDate> daysOfSessions(Dataset<Row> sessions) {
    return days(sessions.select(sessionHash(sessions.col("session_id")).as("key_hash")));
  }

  /** The days on which rows of identities, as {@code source|identity}, are stored. */
  List<LocalDate> daysOfIdentities(Dataset<Row> keys) {
    return days(keys.select(identityHash(keys.col(KeyedRows.KEY)).as("key_hash")));
  }

  private List<LocalDate> days(Dataset<Row> hashes) {
    return Keys.among(locator.readAt(locatorVersion), hashes.distinct(), "key_hash")
        .select("stored_date")
        .distinct()
        .as(Encoders.LOCALDATE())
        .collectAsList();
  }

  /**
   * Remembers on which days rows of sessions and identities are.
   *
   * @param staged sessions of rows with the rows' days
   * @param facts staged rows that are told apart by identity
   */
  void remember(Dataset<Row> staged, Dataset<Row> facts, String runId) {
    Dataset<Row> sessions =
        staged
            .filter("session_id IS NOT NULL")
            .select(sessionHash(staged.col("session_id")).as("key_hash"), col("stored_date"));
    Dataset<Row> identities =
        facts.select(identityHash(facts.col(KeyedRows.KEY)).as("key_hash"), col("stored_date"));
    locator.append(
        sessions.union(identities).distinct().coalesce(1).withColumn("run_id", lit(runId)));
  }

  /** Remembers days of sessions that their rows' own days do not tell. */
  void remember(Set<RowTally.SessionDay> elsewhere, String runId) {
    if (!elsewhere.isEmpty()) {
      List<Row> days =
          elsewhere.stream().map(one -> RowFactory.create(one.sessionId(), one.day())).toList();
      StructType schema = StructType.fromDDL("session_id STRING, stored_date DATE");
      rememberSessions(locator.read().sparkSession().createDataFrame(days, schema), runId);
    }
  }

  /**
   * Remembers where sessions are besides the days of their rows.
   *
   * @param sessions with {@code session_id} and {@code stored_date}
   */
  public void rememberSessions(Dataset<Row> sessions, String runId) {
    locator.append(
        sessions
            .select(sessionHash(sessions.col("session_id")).as("key_hash"), col("stored_date"))
            .distinct()
            .coalesce(1)
            .withColumn("run_id", lit(runId)));
  }

  /** What {@code row_locator} knows a session by. */
  public static Column sessionHash(Column session) {
    return xxhash64(concat(lit("session|"), session));
  }

  private static Column identityHash(Column key) {
    return xxhash64(key);
  }

  /** Stored rows of identities, keyed as new ones are. */
  Dataset<Row> ofIdentities(Dataset<Row> keys) {
    List<LocalDate> days = daysOfIdentities(keys);
    Column key = concat(col("source"), lit("|"), col("identity"));
    Dataset<Row> wanted = keys.select(KeyedRows.KEY).distinct();
    Dataset<Row> events =
        Keys.among(
            sessionEvents
                .filter(col("event_date").isInCollection(days))
                .withColumn(KeyedRows.KEY, key),
            wanted,
            KeyedRows.KEY);
    Dataset<Row> records =
        Keys.among(
            usageRecords
                .filter(col("usage_date").isInCollection(days))
                .filter(col("source").equalTo(UsageSource.USAGE_RECORD.folder()))
                .withColumn(KeyedRows.KEY, concat(col("source"), lit("|"), col("usage_id"))),
            wanted,
            KeyedRows.KEY);
    return encodeEvents(events, KeyedRows.KEY).union(encodeRecords(records, KeyedRows.KEY));
  }

  /**
   * Stored rows of sessions on those days, keyed by session, but for the identities that new rows
   * have replaced.
   */
  Dataset<Row> ofSessions(Dataset<Row> sessions, List<LocalDate> days, Dataset<Row> replaced) {
    Dataset<Row> events =
        Keys.among(
            sessionEvents.filter(col("event_date").isInCollection(days)), sessions, "session_id");
    Dataset<Row> records =
        Keys.among(
            settledFromRows(usageRecords).filter(col("usage_date").isInCollection(days)),
            sessions,
            "session_id");
    return encodeEvents(butFor(replaced, events), "session_id")
        .union(encodeRecords(butFor(replaced, withIdentity(records)), "session_id"));
  }

  /**
   * All stored rows, keyed by session, but for replaced identities; rows without a session have
   * their own key.
   */
  Dataset<Row> all(Dataset<Row> replaced) {
    Column key =
        org.apache.spark.sql.functions.coalesce(
            col("session_id"), concat(lit("~"), col("identity")));
    Dataset<Row> events = butFor(replaced, sessionEvents).withColumn(KeyedRows.KEY, key);
    Dataset<Row> records =
        butFor(replaced, withIdentity(settledFromRows(usageRecords)))
            .withColumn(KeyedRows.KEY, key);
    return encodeEvents(events, KeyedRows.KEY).union(encodeRecords(records, KeyedRows.KEY));
  }

  private static Dataset<Row> withIdentity(Dataset<Row> records) {
    return records.withColumn("identity", col("usage_id"));
  }

  private static Dataset<Row> butFor(Dataset<Row> replaced, Dataset<Row> rows) {
    return Keys.notAmong(rows, replaced, "source", "identity");
  }

  /** Records that are a row each; connections and reports are made again from session events. */
  private static Dataset<Row> settledFromRows(Dataset<Row> records) {
    return records.filter(
        col("source")
            .isin(
                UsageSource.OPENAI_REALTIME.folder(),
                UsageSource.GEMINI_LIVE.folder(),
                UsageSource.LIVEKIT_AGENT_METRICS.folder(),
                UsageSource.USAGE_RECORD.folder()));
  }

  private static Dataset<Row> encodeEvents(Dataset<Row> events, String key) {
    return events.map(
        (MapFunction<Row, Row>)
            row ->
                RowFactory.create(
                    row.<String>getAs(key),
                    true,
                    new RowCodec().encode(SessionEventRows.toAcceptedRow(row))),
        Encoders.row(KeyedRows.SCHEMA));
  }

  private static Dataset<Row> encodeRecords(Dataset<Row> records, String key) {
    return records.map(
        (MapFunction<Row, Row>)
            row ->
                RowFactory.create(
                    row.<String>getAs(key),
                    true,
                    new RowCodec().encode(UsageRows.toAcceptedRow(row))),
        Encoders.row(KeyedRows.SCHEMA));
  }
}
