package io.voxledger.sources;

import java.io.Serializable;

/**
 * How much one file may ask for.
 *
 * @param rowBytes a longer row is bad, and the rest of its file is read
 * @param freeBytes a file may unpack to this much in any case
 * @param expansion beyond {@code freeBytes}, a file that unpacks to more than so many times its
 *     size is unreadable
 */
public record ReadLimits(int rowBytes, long freeBytes, int expansion) implements Serializable {
  /**
   * Rows of 16 MiB; 256 MiB, then 200 times the file's size. Logs compress to a tenth or less,
   * never to a 200th.
   */
  public static final ReadLimits DEFAULT = new ReadLimits(16 << 20, 256L << 20, 200);

  public ReadLimits {
    if (rowBytes < 1 || freeBytes < 1 || expansion < 1) {
      throw new IllegalArgumentException("limits must be above 0");
    }
  }
}
