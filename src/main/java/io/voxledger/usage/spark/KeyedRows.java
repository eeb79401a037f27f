package io.voxledger.usage.spark;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The three columns in which rows are brought together by a key. */
final class KeyedRows {
  /** The session, or for rows that are resolved across sessions their source and identity. */
  static final String KEY = "key";

  /** Whether an earlier run stored the row. */
  static final String STORED = "stored";

  /** The row's bytes, see {@link RowCodec}. */
  static final String PAYLOAD = "payload";

  static final StructType SCHEMA =
      new StructType()
          .add(KEY, DataTypes.StringType, false)
          .add(STORED, DataTypes.BooleanType, false)
          .add(PAYLOAD, DataTypes.BinaryType, false);

  private KeyedRows() {}
}
