package io.voxledger.usage;

import java.util.Comparator;

/**
 * Where a row stands.
 *
 * @param file path relative to the landing area, with {@code /}
 * @param contentHash hash of the file's bytes
 * @param line physical line from 1; 1 for a {@code .json} document
 */
public record RowOrigin(String file, String contentHash, long line)
    implements Comparable<RowOrigin> {
  private static final Comparator<RowOrigin> ORDER =
      Comparator.comparing(RowOrigin::file)
          .thenComparingLong(RowOrigin::line)
          .thenComparing(RowOrigin::contentHash);

  @Override
  public int compareTo(RowOrigin other) {
    return ORDER.compare(this, other);
  }
}
