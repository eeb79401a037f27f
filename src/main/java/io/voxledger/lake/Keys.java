package io.voxledger.lake;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Keeps rows by whether another dataset has their key; their columns stay as they are. */
public final class Keys {
  private Keys() {}

  /**
   * The rows whose key is among those.
   *
   * @param keys rows that have at least the key's columns
   * @param columns the key; null equals nothing
   */
  public static Dataset<Row> among(Dataset<Row> rows, Dataset<Row> keys, String... columns) {
    return rows.join(keys, columns, "left_semi").select(columnsOf(rows));
  }

  /** The rows whose key is not among those. */
  public static Dataset<Row> notAmong(Dataset<Row> rows, Dataset<Row> keys, String... columns) {
    return rows.join(keys, columns, "left_anti").select(columnsOf(rows));
  }

  private static Column[] columnsOf(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
  }
}
