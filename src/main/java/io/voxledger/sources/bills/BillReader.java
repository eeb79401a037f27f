package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;
import io.voxledger.sources.UnreadableFile;

/**
 * Reads the files of one source of bills and says what the source is like. A class that implements
 * this and is annotated {@code @AutoService(BillReader.class)} is all that a source needs: {@link
 * BillReaders} finds it.
 */
public interface BillReader {
  /** The folder whose files this reads, and what its lines are like. */
  BillSource source();

  /**
   * Reads one file, in memory: bills are small.
   *
   * @param text the decompressed file, JSON, JSON lines or CSV by its name; a Parquet file as the
   *     JSON lines that hold the same
   * @return what the file holds; a bad row is a value, never an exception
   * @throws UnreadableFile when no row can be told from the next
   */
  BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile;
}
