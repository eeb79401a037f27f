package io.voxledger.sources;

import java.io.Closeable;
import java.io.IOException;

/**
 * A cursor over the rows of a landed file, each as JSON.
 *
 * <pre>{@code
 * while (rows.next()) {
 *   use(rows.buffer(), rows.offset(), rows.length(), rows.line());
 * }
 * }</pre>
 *
 * <p>When {@link #next} throws {@link UnreadableFile}, rows handed out before must not be used.
 */
public interface RowCursor extends Closeable {
  /** Moves to the next row; false after the last. */
  boolean next() throws IOException;

  /** Holds the row, until the next one is asked for. */
  byte[] buffer();

  int offset();

  /** Bytes of the row, or of its beginning when it {@link #isTooLong}. */
  int length();

  /**
   * Physical line from 1 on which the row begins; 1 for a document; in Parquet the row's number.
   */
  long line();

  /** Whether the row is longer than allowed, so that only its beginning is here. */
  boolean isTooLong();

  /** SHA-256, in hex, of the file's bytes as stored. To be asked after the last row. */
  String contentHash() throws IOException;
}
