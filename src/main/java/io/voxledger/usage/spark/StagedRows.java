package io.voxledger.usage.spark;

import io.voxledger.usage.AcceptedRow;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Accepted rows of this run's files, as they are staged between being read and being compared. */
public final class StagedRows {
  public static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("line", DataTypes.LongType, false)
          .add("event_log", DataTypes.BooleanType, false)
          .add(KeyedRows.KEY, DataTypes.StringType, false)
          .add("session_id", DataTypes.StringType, true)
          .add("stored_date", DataTypes.DateType, false)
          .add(KeyedRows.PAYLOAD, DataTypes.BinaryType, false);

  private StagedRows() {}

  /** The staged form of a row; the codec must not be shared between threads. */
  public static Row toRow(AcceptedRow row, RowCodec codec) {
    boolean eventLog = Sources.isEventLog(row.source());
    String session = row.attribution().sessionId().orElse(null);
    return RowFactory.create(
        row.origin().file(),
        row.origin().line(),
        eventLog,
        eventLog ? session : row.source().folder() + "|" + row.identity(),
        session,
        Days.of(row.rank().usedAt()),
        codec.encode(row));
  }
}
