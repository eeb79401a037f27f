package io.voxledger.sources.usage;

import io.voxledger.screening.RowProblem;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.usage.RowOutcome;

/**
 * Understands the rows of one source. Readers keep nothing between rows and may be shared by
 * threads.
 */
public interface UsageReader {
  /**
   * Judges one row.
   *
   * @param row holds the row's document, an object; it may be read again afterwards
   * @throws RowProblem for a bad row; a reader from {@link UsageReaders} returns {@link
   *     RowOutcome.Quarantined} instead
   */
  RowOutcome read(JsonTape row, RowContext context);
}
