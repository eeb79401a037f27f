package io.voxledger.usage.spark;

import io.voxledger.tables.UsageTables;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.FactJson.Document;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Session facts as rows of {@code session_event}, and back. */
public final class SessionEventRows {
  static final StructType SCHEMA = UsageTables.SESSION_EVENT.schema();

  private SessionEventRows() {}

  static Row toRow(AcceptedRow row, String runId) {
    RowOrigin origin = row.origin();
    return RowFactory.create(
        row.source().folder(),
        row.identity(),
        origin.file(),
        origin.line(),
        row.attribution().sessionId().orElse(null),
        row.rank().usedAt(),
        Days.of(row.rank().usedAt()),
        FactJson.write(new Document(row.attribution(), row.items(), row.fact())),
        origin.contentHash(),
        row.rank().recency(),
        row.rank().digest(),
        runId);
  }

  /** The row that was stored; its ties can only be decided by reading it again. */
  public static AcceptedRow toAcceptedRow(Row row) {
    Document document = FactJson.read(row.getAs("document"), Document.class);
    return new AcceptedRow(
        UsageSource.of(row.getAs("source")).orElseThrow(),
        row.getAs("identity"),
        new RowRank(row.getAs("recency"), row.<Instant>getAs("event_at"), row.getAs("digest")),
        new RowOrigin(row.getAs("file"), row.getAs("content_hash"), row.getAs("line")),
        document.attribution(),
        document.items(),
        document.fact());
  }
}
