package io.voxledger.sources.spark;

import io.voxledger.sources.LandingPath;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of the landing area, as the listing shows it.
 *
 * @param path relative to the landing area; files of the settings' rate folders begin with {@code settings:}
 * @param uri where it can be opened
 * @param etagOrNull the object's etag, where the store tells one
 */
public record LandedFile(
    String path, String uri, long bytes, Instant modifiedAt, String etagOrNull, LandingPath place)
    implements Serializable {

  public Optional<String> etag() {
    return Optional.ofNullable(etagOrNull);
  }
}
