package io.voxledger.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A cursor over the rows of a landed text file, in bounded memory: each line of {@code .jsonl} and
 * {@code .ndjson} that is not blank, or the one document of {@code .json}.
 *
 * <p>Lines end at LF only; one CR before it is cut.
 */
public final class RowFile implements RowCursor {
  private static final int CHUNK = 128 * 1024;

  private final LandedContent content;
  private final boolean byLine;
  private final int rowLimit;
  private byte[] buffer = new byte[CHUNK];
  private int from;
  private int limit;
  private boolean ended;
  private long line;
  private int offset;
  private int length;
  private boolean tooLong;

  private RowFile(LandedContent content, boolean byLine, ReadLimits limits) {
    this.content = content;
    this.byLine = byLine;
    this.rowLimit = limits.rowBytes();
  }

  /**
   * Begins to read a file.
   *
   * @param stored the file's bytes as they are stored; closed with the cursor
   * @throws IllegalArgumentException for what holds no JSON
   */
  public static RowFile open(InputStream stored, LandedFormat format, ReadLimits limits)
      throws IOException {
    boolean byLine =
        switch (format.form()) {
          case JSON_LINES -> true;
          case JSON -> false;
          case CSV, PARQUET, YAML ->
              throw new IllegalArgumentException(format.form() + " is not read row by row here");
        };
    return new RowFile(LandedContent.open(stored, format.packing(), limits), byLine, limits);
  }

  @Override
  public boolean next() throws IOException {
    if (!byLine) {
      return nextDocument();
    }
    while (nextLine()) {
      if (tooLong || !isBlank()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public boolean isTooLong() {
    return tooLong;
  }

  @Override
  public String contentHash() throws IOException {
    return content.contentHash();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private boolean nextDocument() throws IOException {
    if (line == 1) {
      return false;
    }
    line = 1;
    while (limit - from <= rowLimit && fill()) {
      continue;
    }
    take(Math.min(limit, rowLimit));
    tooLong = limit > rowLimit;
    skipRest();
    return true;
  }

  private boolean nextLine() throws IOException {
    tooLong = false;
    int searched = from;
    while (true) {
      int feed = indexOfLineFeed(searched);
      if (feed >= 0) {
        return takeLine(feed, feed + 1);
      }
      searched = limit - from;
      if (limit - from > rowLimit) {
        return takeTooLong();
      }
      if (!fill()) {
        return limit > from && takeLine(limit, limit);
      }
      searched += from;
    }
  }

  private boolean takeLine(int end, int following) {
    line++;
    tooLong = end - from > rowLimit;
    int start = from;
    take(tooLong ? start + rowLimit : end);
    if (!tooLong && length > 0 && buffer[offset + length - 1] == '\r') {
      length--;
    }
    from = following;
    return true;
  }

  /** Keeps the beginning of a line in the buffer and reads on to the line's end. */
  private boolean takeTooLong() throws IOException {
    line++;
    tooLong = true;
    byte[] beginning =
        Arrays.copyOfRange(buffer, from, from + Math.min(rowLimit, QuarantineText.MAX_BYTES * 2));
    from = limit;
    int feed = -1;
    while (feed < 0 && fill()) {
      feed = indexOfLineFeed(from);
      from = feed < 0 ? limit : feed + 1;
    }
    byte[] rest = Arrays.copyOfRange(buffer, from, limit);
    buffer = new byte[Math.max(CHUNK, beginning.length + rest.length)];
    System.arraycopy(beginning, 0, buffer, 0, beginning.length);
    System.arraycopy(rest, 0, buffer, beginning.length, rest.length);
    offset = 0;
    length = beginning.length;
    from = beginning.length;
    limit = from + rest.length;
    return true;
  }

  private void take(int end) {
    offset = from;
    length = end - from;
  }

  private int indexOfLineFeed(int start) {
    for (int i = start; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean isBlank() {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Reads more behind what is there; false at the end of the file. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      limit -= from;
      from = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, rowLimit + (long) CHUNK));
    }
    int read = content.read(buffer, limit, buffer.length - limit);
    ended = read < 0;
    limit += Math.max(0, read);
    return !ended;
  }

  /** Reads on without keeping anything. */
  private void skipRest() throws IOException {
    byte[] dropped = new byte[CHUNK];
    while (!ended) {
      ended = content.read(dropped, 0, dropped.length) < 0;
    }
  }
}
