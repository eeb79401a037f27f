package io.voxledger.sources.spark;

import io.voxledger.sources.FolderDefaults;
import io.voxledger.sources.LandingPath;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of the landing area, as the listing shows it.
 *
 * @param path relative to the landing area; files of the settings' rate folders begin with {@code
 *     settings:}
 * @param uri where it can be opened
 * @param etagOrNull the object's etag, where the store tells one
 */
public record LandedFile(
    String path, String uri, long bytes, Instant modifiedAt, String etagOrNull, Place place)
    implements Serializable {

  /** What the folders above the file say. */
  public record Place(LandingPath.Stage stage, String source, FolderDefaults defaults)
      implements Serializable {
    static Place of(LandingPath path) {
      return new Place(path.stage(), path.source(), path.defaults());
    }
  }

  public Optional<String> etag() {
    return Optional.ofNullable(etagOrNull);
  }
}
