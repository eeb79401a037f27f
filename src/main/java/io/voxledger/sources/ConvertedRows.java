package io.voxledger.sources;

import java.io.IOException;

/** Rows that stand in a file in another form, each made into the JSON that says the same. */
public abstract class ConvertedRows implements RowCursor {
  private static final byte[] NONE = {};

  private final int rowLimit;
  private byte[] row = NONE;
  private long line;

  protected ConvertedRows(ReadLimits limits) {
    this.rowLimit = limits.rowBytes();
  }

  /** Takes a row; an empty one ends the file. */
  protected final boolean take(long atLine, byte[] json) {
    line = atLine;
    row = json;
    return json.length > 0;
  }

  /** After the last row. */
  protected final boolean end() {
    return take(line, NONE);
  }

  @Override
  public abstract boolean next() throws IOException;

  @Override
  public final byte[] buffer() {
    return row;
  }

  @Override
  public final int offset() {
    return 0;
  }

  @Override
  public final int length() {
    return Math.min(row.length, rowLimit);
  }

  @Override
  public final long line() {
    return line;
  }

  @Override
  public final boolean isTooLong() {
    return row.length > rowLimit;
  }
}
