package io.voxledger.sources;

/** Rows that stand in a file in another form, each made into the JSON that says the same. */
public abstract class ConvertedRows implements RowCursor {
  private static final byte[] NONE = {};

  private final int rowLimit;
  private byte[] row = NONE;
  private long line;

  protected ConvertedRows(ReadLimits limits) {
    this.rowLimit = limits.rowBytes();
  }

  /** The cursor stands at a row. */
  protected final boolean at(long atLine, byte[] json) {
    line = atLine;
    row = json;
    return true;
  }

  /** The cursor stands behind the last row. */
  protected final boolean atEnd() {
    row = NONE;
    return false;
  }

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
