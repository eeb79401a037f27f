package io.voxledger.sources;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * What the folders of the form {@code key=value} above a file say about all of its rows; of a
 * repeated key the innermost folder.
 *
 * @param pulled when an export was pulled
 */
public record FolderDefaults(String projectOrNull, String accountOrNull, Instant pulledOrNull)
    implements Serializable {
  /** No such folder. */
  public static final FolderDefaults NONE = new FolderDefaults(null, null, null);

  public static FolderDefaults of(
      Optional<String> project, Optional<String> account, Optional<Instant> pulled) {
    return new FolderDefaults(project.orElse(null), account.orElse(null), pulled.orElse(null));
  }

  public Optional<String> project() {
    return Optional.ofNullable(projectOrNull);
  }

  public Optional<String> account() {
    return Optional.ofNullable(accountOrNull);
  }

  public Optional<Instant> pulled() {
    return Optional.ofNullable(pulledOrNull);
  }
}
