package io.voxledger.jobs;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells on stderr what a run is at: one plain line a stage, with the seconds since the run began.
 */
public final class Progress {
  private final PrintStream out;
  private final boolean quiet;
  private final Clock clock;
  private final Instant begun;

  public Progress(PrintStream out, boolean quiet, Clock clock) {
    this.out = out;
    this.quiet = quiet;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** Says what comes next. */
  public void stage(String what) {
    if (!quiet) {
      double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
      out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, what);
    }
  }

  /** Says something that a person must see, also when quiet. */
  public void warn(String what) {
    out.println("warning: " + what);
  }
}
