package io.voxledger.pricing.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.Column;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.Flag;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What one task has seen of a session's day, besides its charges; adds up to rows of {@code
 * session_day}.
 */
final class SessionDayPart {
  private static final String SUM = Column.QUANTITY_SUM;

  static final StructType SCHEMA =
      StructType.fromDDL(
          "session_id STRING, usage_date DATE, project_id STRING, room STRING, first_used_at TIMESTAMP,"
              + " last_used_at TIMESTAMP, connections BIGINT, first_connected_at TIMESTAMP,"
              + " last_disconnected_at TIMESTAMP, audio_in "
              + SUM
              + ", audio_out "
              + SUM
              + ", text "
              + SUM
              + ", cached "
              + SUM
              + ", unpriced_records BIGINT, ai_records BIGINT, flags BIGINT");

  private final String sessionId;
  private final LocalDate day;
  private final String projectId;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private String room;
  private Instant firstUsedAt = Instant.MAX;
  private Instant lastUsedAt = Instant.MIN;
  private long connections;
  private Instant firstConnectedAt;
  private Instant lastDisconnectedAt;
  private BigDecimal audioIn = BigDecimal.ZERO;
  private BigDecimal audioOut = BigDecimal.ZERO;
  private BigDecimal text = BigDecimal.ZERO;
  private BigDecimal cached = BigDecimal.ZERO;
  private long unpriced;
  private long aiRecords;

  SessionDayPart(String sessionId, LocalDate day, String projectId) {
    this.sessionId = sessionId;
    this.day = day;
    this.projectId = projectId;
  }

  void add(UsageRecord record, boolean isUnpriced) {
    firstUsedAt = earlier(firstUsedAt, record.usedAt());
    lastUsedAt = later(lastUsedAt, record.usedAt());
    record
        .room()
        .filter(name -> room == null || name.compareTo(room) < 0)
        .ifPresent(name -> room = name);
    if (record.standing() == Standing.SHADOWED) {
      return;
    }
    flags.addAll(record.flags());
    unpriced += isUnpriced ? 1 : 0;
    aiRecords += record.kind().family() == CostFamily.AI ? 1 : 0;
    if (isConnection(record.kind())) {
      addConnection(record);
    } else if (record.kind() == Kind.LLM) {
      addTokens(record.quantities());
    }
  }

  private static boolean isConnection(Kind kind) {
    return kind == Kind.WEBRTC || kind == Kind.AGENT || kind == Kind.SIP;
  }

  private void addConnection(UsageRecord record) {
    BigDecimal seconds =
        record.quantities().asMap().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Instant end = Timestamps.after(record.usedAt(), seconds);
    connections++;
    firstConnectedAt =
        firstConnectedAt == null ? record.usedAt() : earlier(firstConnectedAt, record.usedAt());
    lastDisconnectedAt = lastDisconnectedAt == null ? end : later(lastDisconnectedAt, end);
  }

  private void addTokens(Quantities tokens) {
    audioIn = audioIn.add(tokens.get(Meter.INPUT_AUDIO)).add(tokens.get(Meter.CACHE_READ_AUDIO));
    audioOut = audioOut.add(tokens.get(Meter.OUTPUT_AUDIO));
    text =
        text.add(tokens.get(Meter.INPUT_TEXT))
            .add(tokens.get(Meter.CACHE_READ_TEXT))
            .add(tokens.get(Meter.OUTPUT_TEXT));
    for (Meter meter : tokens.meters()) {
      if (meter.isCacheRead()) {
        cached = cached.add(tokens.get(meter));
      } else if (meter.isCacheWrite()) {
        text = text.add(tokens.get(meter));
      }
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return b.isBefore(a) ? b : a;
  }

  private static Instant later(Instant a, Instant b) {
    return b.isAfter(a) ? b : a;
  }

  Row toRow() {
    return RowFactory.create(
        sessionId,
        day,
        projectId,
        room,
        firstUsedAt,
        lastUsedAt,
        connections,
        firstConnectedAt,
        lastDisconnectedAt,
        audioIn,
        audioOut,
        text,
        cached,
        unpriced,
        aiRecords,
        FlagBits.of(flags));
  }

  /** From {@link #SCHEMA} to rows of {@code session_day}. */
  static Dataset<Row> toSessionDays(Dataset<Row> parts, String runId) {
    return parts
        .groupBy("session_id", "usage_date", "project_id")
        .agg(
            min("room").as("room"),
            min("first_used_at").as("first_used_at"),
            max("last_used_at").as("last_used_at"),
            sum("connections").as("connections"),
            min("first_connected_at").as("first_connected_at"),
            max("last_disconnected_at").as("last_disconnected_at"),
            sum("audio_in").as("audio_in"),
            sum("audio_out").as("audio_out"),
            sum("text").as("text"),
            sum("cached").as("cached"),
            sum("unpriced_records").as("unpriced_records"),
            sum("ai_records").as("ai_records"),
            FlagBits.codes("flags").as("flags"))
        .withColumn("run_id", lit(runId));
  }
}
