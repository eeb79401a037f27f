package io.voxledger.usage;

import io.voxledger.screening.IgnoredBecause;
import io.voxledger.screening.Reason;

/** What became of one row when it was read. */
public sealed interface RowOutcome {
  /** A good row. */
  record Accepted(AcceptedRow row) implements RowOutcome {}

  /** A good row that is not used. */
  record Ignored(IgnoredBecause reason) implements RowOutcome {}

  /** A row that goes to quarantine. */
  record Quarantined(Reason reason, String detail) implements RowOutcome {}
}
