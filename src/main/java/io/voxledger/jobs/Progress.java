package io.voxledger.jobs;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells on stderr what a run is at: a bar on a terminal, otherwise one plain line a stage, with the
 * seconds since the run began.
 */
public final class Progress {
  /** Set by the launcher where stderr is a terminal. */
  static final String TERMINAL = "voxledger.terminal";

  private static final String ERASED_LINE = "\r\u001b[K";
  private static final int WIDTH = 20;
  private static final long TICK_MILLIS = 500;

  /** About how many stages a night has; a bar that is full early stays full. */
  private static final int STAGES = 10;

  private final PrintStream out;
  private final boolean quiet;
  private final Clock clock;
  private final Instant begun;
  private int stages;

  public Progress(PrintStream out, boolean quiet, Clock clock) {
    this.out = out;
    this.quiet = quiet;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** Says what comes next. */
  public void stage(String what) {
    if (quiet) {
      return;
    }
    if (isTerminal()) {
      draw(stages++, what);
    } else {
      out.println(seconds() + what);
    }
  }

  /**
   * Draws the stage's line anew, on a terminal, twice a second until it is closed; a log is spared.
   */
  Ticking telling(Supplier<String> what) {
    if (quiet || !isTerminal()) {
      return () -> {};
    }
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    ticks.scheduleAtFixedRate(
        () -> draw(stages - 1, what.get()), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return ticks::shutdownNow;
  }

  /** Something told until it is closed. */
  interface Ticking extends AutoCloseable {
    @Override
    void close();
  }

  private void draw(int stage, String what) {
    int full = Math.min(WIDTH, WIDTH * stage / STAGES);
    String bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    out.print(ERASED_LINE + bar + seconds() + what);
    out.flush();
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%6.1f s  ", elapsed().toMillis() / 1000.0);
  }

  /** Says something that a person must see, also when quiet. */
  public void warn(String what) {
    erase(out);
    out.println("warning: " + what);
  }

  /** Since the run began. */
  public Duration elapsed() {
    return Duration.between(begun, clock.instant());
  }

  /** Removes the bar before a result is written. */
  void erase() {
    erase(out);
  }

  /** Removes a bar before something else is written. */
  static void erase(PrintStream out) {
    if (isTerminal()) {
      out.print(ERASED_LINE);
      out.flush();
    }
  }

  private static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }
}
