package io.voxledger.jobs;

import io.voxledger.jobs.NightlyRun.StageName;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does.
 *
 * @param backfill days to price again, whether or not anything touched them
 * @param closing a month to close on what was published before
 * @param replayQuarantine whether files of unresolved quarantine rows are read again
 * @param erase a session that is to be forgotten
 */
record RunPlan(
    Set<StageName> stages,
    Optional<Span> backfill,
    Optional<Closing> closing,
    boolean replayQuarantine,
    Optional<String> erase) {
  /** Days, both inclusive. */
  record Span(LocalDate from, LocalDate to) {}

  /**
   * A month to close.
   *
   * @param force whether it is closed whatever stands against it
   */
  record Closing(YearMonth month, boolean force) {}

  static RunPlan close(YearMonth month, boolean force) {
    return new RunPlan(
        EnumSet.noneOf(StageName.class),
        Optional.empty(),
        Optional.of(new Closing(month, force)),
        false,
        Optional.empty());
  }

  static RunPlan nightly() {
    return of(EnumSet.allOf(StageName.class));
  }

  static RunPlan of(Set<StageName> stages) {
    return new RunPlan(stages, Optional.empty(), Optional.empty(), false, Optional.empty());
  }

  static RunPlan backfill(LocalDate from, LocalDate to) {
    return new RunPlan(
        EnumSet.of(StageName.PRICE, StageName.RECONCILE),
        Optional.of(new Span(from, to)),
        Optional.empty(),
        false,
        Optional.empty());
  }

  static RunPlan replay() {
    return new RunPlan(
        EnumSet.of(StageName.INGEST), Optional.empty(), Optional.empty(), true, Optional.empty());
  }

  /** Forgets a session and prices its days again. */
  static RunPlan erase(String session) {
    return new RunPlan(
        EnumSet.of(StageName.PRICE, StageName.RECONCILE),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(session));
  }

  boolean has(StageName stage) {
    return stages.contains(stage);
  }
}
