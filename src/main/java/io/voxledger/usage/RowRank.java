package io.voxledger.usage;

import java.time.Instant;

/**
 * What decides between rows of one identity: the greatest recency, then the smallest time of use, then the smallest canonical
 * JSON of the whole row. Rows of equal digest are the same row written twice.
 *
 * @param recency microseconds since 1970 of {@code revised_at} (a session report's {@code timestamp}; an analytics pull's own
 *     order); {@link Long#MIN_VALUE} when absent, which is least
 * @param usedAt time of use
 * @param digest first 16 bytes, in hex, of SHA-256 over the canonical JSON of the whole row
 */
public record RowRank(long recency, Instant usedAt, String digest) {
  public static final long NO_REVISION = Long.MIN_VALUE;

  /** Whether the two are of equal recency and time, so that only their canonical JSON can decide. */
  public boolean isTiedWith(RowRank other) {
    return recency == other.recency && usedAt.equals(other.usedAt) && !digest.equals(other.digest);
  }
}
