package io.voxledger.sources;

import java.io.Serializable;

/**
 * How much one file may ask for.
 *
 * @param rowBytes a longer row is bad, and the rest of its file is read
 * @param freeBytes a file may unpack to this much in any case
 * @param expansion beyond {@code freeBytes}, a file that unpacks to more than so many times its
 *     size is unreadable
 * @param documentBytes a bill, price list or rate card that unpacks to more is unreadable: such
 *     files are read whole
 * @param parquetBytes a longer Parquet file of a bill is unreadable, for it is read whole too
 */
public record ReadLimits(
    int rowBytes, long freeBytes, int expansion, int documentBytes, long parquetBytes)
    implements Serializable {
  /** No array of Java's is longer than about twice this. */
  public static final int MOST_IN_MEMORY = 1 << 30;

  /**
   * Rows of 16 MiB; 256 MiB, then 200 times the file's size; documents of 256 MiB, Parquet of 64
   * MiB. Logs compress to a tenth or less, never to a 200th.
   */
  public static final ReadLimits DEFAULT =
      new ReadLimits(16 << 20, 256L << 20, 200, 256 << 20, 64L << 20);

  public ReadLimits {
    if (rowBytes < 1 || freeBytes < 1 || expansion < 1 || documentBytes < 1 || parquetBytes < 1) {
      throw new IllegalArgumentException("limits must be above 0");
    }
    if (rowBytes > MOST_IN_MEMORY || documentBytes > MOST_IN_MEMORY) {
      throw new IllegalArgumentException("no row or document may be above " + MOST_IN_MEMORY);
    }
  }
}
