package io.voxledger.billed;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of the landing area that holds bills, with what its folders say.
 *
 * @param path relative to the landing area, with {@code /}
 * @param contentHash hash of the file's bytes
 * @param pulledAt the {@code pulled=} folder
 * @param account the {@code account=} folder
 */
public record BillFile(
    BillSource source,
    String path,
    String contentHash,
    Optional<Instant> pulledAt,
    Optional<String> account) {

  /** The export that the file is a part of. */
  public PullKey pull() {
    return PullKey.of(this);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
