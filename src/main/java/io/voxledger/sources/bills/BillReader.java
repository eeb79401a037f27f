package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;

/**
 * Reads the files of one source of bills. What the source is like otherwise stands in {@link
 * BillSource}.
 */
public interface BillReader {
  /** The folder whose files this reads. */
  BillSource source();

  /**
   * Reads one file, in memory: bills are small.
   *
   * @param text the decompressed file; a byte order mark is allowed
   * @return what the file holds; a bad row is a value, never an exception
   */
  BillReading read(BillFile file, String text, BillAccounts accounts);
}
