package io.voxledger.costs.hosting;

import java.util.ArrayList;
import java.util.List;

/**
 * When a session was open: from a connection's start to its end, and no gap where connections
 * overlap or touch. Times are microseconds since 1970, half-open; a connection of no length opens
 * nothing.
 */
public final class OpenSpans {
  private OpenSpans() {}

  /** From {@code from} on, before {@code until}. */
  public record Span(long from, long until) {}

  /**
   * The union of a session's connections.
   *
   * @param connections in the order of their starts
   */
  public static List<Span> union(List<Span> connections) {
    List<Span> spans = new ArrayList<>();
    for (Span next : connections) {
      Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (next.until() <= next.from()) {
        continue;
      }
      if (last != null && next.from() <= last.until()) {
        spans.set(spans.size() - 1, new Span(last.from(), Math.max(last.until(), next.until())));
      } else {
        spans.add(next);
      }
    }
    return spans;
  }

  /** The parts of a span by slots of that length, so that slots can be looked at one by one. */
  public static List<Span> cut(Span span, long slot) {
    List<Span> parts = new ArrayList<>();
    for (long from = span.from(); from < span.until(); ) {
      long end = Math.min(span.until(), (Math.floorDiv(from, slot) + 1) * slot);
      parts.add(new Span(from, end));
      from = end;
    }
    return parts;
  }
}
