package io.voxledger.usage.spark;

import io.voxledger.measure.Kind;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.UsageSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Usage records out of rows of {@code usage_record}. The places of columns are looked up once, not
 * for each row: a night reads every record.
 */
public final class RecordReader {
  private static final List<String> COLUMNS =
      List.of(
          "source",
          "usage_id",
          "session_id",
          "job_id",
          "project_id",
          "room",
          "kind",
          "provider",
          "route",
          "biller",
          "account",
          "model",
          "service_tier",
          "region",
          "used_at",
          "context_tokens",
          "quantities",
          "standing",
          "flags");

  private final int source;
  private final int usageId;
  private final int sessionId;
  private final int jobId;
  private final int projectId;
  private final int room;
  private final int kind;
  private final int provider;
  private final int route;
  private final int biller;
  private final int account;
  private final int model;
  private final int serviceTier;
  private final int region;
  private final int usedAt;
  private final int contextTokens;
  private final int quantities;
  private final int standing;
  private final int flags;

  /**
   * @param rows the schema of the rows: {@link #columns} in any order, and any others
   */
  public RecordReader(StructType rows) {
    source = rows.fieldIndex("source");
    usageId = rows.fieldIndex("usage_id");
    sessionId = rows.fieldIndex("session_id");
    jobId = rows.fieldIndex("job_id");
    projectId = rows.fieldIndex("project_id");
    room = rows.fieldIndex("room");
    kind = rows.fieldIndex("kind");
    provider = rows.fieldIndex("provider");
    route = rows.fieldIndex("route");
    biller = rows.fieldIndex("biller");
    account = rows.fieldIndex("account");
    model = rows.fieldIndex("model");
    serviceTier = rows.fieldIndex("service_tier");
    region = rows.fieldIndex("region");
    usedAt = rows.fieldIndex("used_at");
    contextTokens = rows.fieldIndex("context_tokens");
    quantities = rows.fieldIndex("quantities");
    standing = rows.fieldIndex("standing");
    flags = rows.fieldIndex("flags");
  }

  /** What is read; the other columns of the table only tell of the row that a record came from. */
  public static Column[] columns() {
    return COLUMNS.stream().map(functions::col).toArray(Column[]::new);
  }

  /** The record of a row. */
  public UsageRecord read(Row row) {
    return new UsageRecord(
        UsageSource.of(row.getString(source)).orElseThrow(),
        row.getString(usageId),
        text(row, sessionId),
        text(row, jobId),
        row.getString(projectId),
        text(row, room),
        Kind.of(row.getString(kind)).orElseThrow(),
        row.getString(provider),
        row.getString(route),
        row.getString(biller),
        row.getString(account),
        row.getString(model),
        text(row, serviceTier),
        text(row, region),
        row.getInstant(usedAt),
        row.isNullAt(contextTokens)
            ? OptionalLong.empty()
            : OptionalLong.of(row.getLong(contextTokens)),
        UsageRows.quantities(row, quantities),
        Standing.of(row.getString(standing)),
        UsageRows.flags(row, flags));
  }

  private static Optional<String> text(Row row, int place) {
    return Optional.ofNullable(row.getString(place));
  }
}
