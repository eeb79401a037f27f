package io.voxledger.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * What decides between rows of one identity: the greatest recency, then the smallest time of use,
 * then the smallest canonical JSON of the whole row. Rows of equal digest are the same row written
 * twice.
 *
 * @param recency microseconds since 1970 of {@code revised_at} (a session report's {@code
 *     timestamp}; an analytics pull's own order); {@link Long#MIN_VALUE} when absent, which is
 *     least
 * @param usedAt time of use
 * @param digest first 16 bytes, in hex, of SHA-256 over the canonical JSON of the whole row
 * @param tieText text that orders rows of one identity as their canonical JSON does, where a source
 *     can give a short one: the canonical JSON of what the identity does not already fix
 */
public record RowRank(long recency, Instant usedAt, String digest, Optional<String> tieText) {
  public static final long NO_REVISION = Long.MIN_VALUE;

  /** A rank whose ties can only be decided by reading the rows again. */
  public RowRank(long recency, Instant usedAt, String digest) {
    this(recency, usedAt, digest, Optional.empty());
  }

  /**
   * Whether the two are of equal recency and time, so that only their canonical JSON can decide.
   */
  public boolean isTiedWith(RowRank other) {
    return recency == other.recency && usedAt.equals(other.usedAt) && !digest.equals(other.digest);
  }
}
