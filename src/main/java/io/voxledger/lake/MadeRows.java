package io.voxledger.lake;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * What a task makes of its input, some rows at a time: input is taken only as rows are asked for,
 * so that a partition need not fit into memory.
 */
public abstract class MadeRows implements Iterator<Row> {
  private final Queue<Row> ready = new ArrayDeque<>();
  private boolean ended;

  /**
   * Takes some of the input, a session or a line, and {@link #put}s what comes of it, which may be
   * nothing. Not called again once it has given false.
   *
   * @return whether there may be more
   */
  protected abstract boolean make();

  protected final void put(Row row) {
    ready.add(row);
  }

  @Override
  public final boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      ended = !make();
    }
    return !ready.isEmpty();
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
