package io.voxledger.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the rows of some days are dealt to files. */
public final class DayFiles {
  private static final int MANY_DAYS = 8;

  private DayFiles() {}

  /**
   * Brings rows together by day where they are of many days, so that they do not become hundreds of
   * tiny files. Those of a few days are written where they are: one day may be a whole night's
   * work.
   *
   * @param days how many days the rows are of, at least about
   */
  public static Dataset<Row> few(Dataset<Row> rows, String dayColumn, int days) {
    return days > MANY_DAYS ? rows.repartition(rows.col(dayColumn)) : rows;
  }
}
