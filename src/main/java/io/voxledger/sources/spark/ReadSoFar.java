package io.voxledger.sources.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks that have ended read; for people who wait, since a task that runs again counts twice.
 *
 * @param bytes of whole files, as landed
 * @param rows accepted or not
 */
public record ReadSoFar(LongAccumulator files, LongAccumulator bytes, LongAccumulator rows)
    implements Serializable {
  /** Counters that begin at 0. */
  public static ReadSoFar in(SparkContext spark) {
    return new ReadSoFar(
        spark.longAccumulator("files read"),
        spark.longAccumulator("bytes read"),
        spark.longAccumulator("rows read"));
  }

  void add(LandedFile file, long rowsOfFile) {
    files.add(1L);
    bytes.add(file.bytes());
    rows.add(rowsOfFile);
  }
}
