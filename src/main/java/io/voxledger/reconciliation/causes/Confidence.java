package io.voxledger.reconciliation.causes;

import java.util.Locale;

/** How sure a cause is. */
public enum Confidence {
  /** With it every line it touches is within tolerance, and nothing else does the same. */
  EXACT,
  /**
   * It is certain of some lines and leaves a rest on others; or it closes them with a number that
   * fits, which may be part of another story.
   */
  PARTIAL,
  /**
   * It may be; others may as well, or the bill is too coarse to tell. Its amount is not claimed.
   */
  CANDIDATE;

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
