package io.voxledger.costs.hosting;

/**
 * Counts how many sessions are open at a time, exactly: opened one by one and closed one by one in
 * the order of time. What closes at an instant no longer counts at it, so it goes before what
 * opens.
 */
public final class PeakSweep {
  private long open;
  private long peak;

  /** A session opens ({@code 1}) or closes ({@code -1}). */
  public void change(int by) {
    open += by;
    peak = Math.max(peak, open);
  }

  /** The most that were open at a time so far. */
  public long peak() {
    return peak;
  }
}
