package io.voxledger.sources;

import java.io.IOException;

/**
 * A file whose content cannot be read as what its name says: a truncated archive, bytes that are
 * not UTF-8. It goes to quarantine as a whole; rows of it that were already handed out must not be
 * used. Failures of the storage are other {@link IOException}s.
 */
public final class UnreadableFile extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableFile(String what) {
    super(what);
  }

  public UnreadableFile(String what, Throwable cause) {
    super(what, cause);
  }
}
