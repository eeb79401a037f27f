package io.voxledger.jobs;

import io.voxledger.jobs.NightlyRun.StageName;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does.
 *
 * @param backfill days to price again, whether or not anything touched them
 * @param replayQuarantine whether files of unresolved quarantine rows are read again
 * @param erase a session that is to be forgotten
 */
record RunPlan(
    Set<StageName> stages,
    Optional<Span> backfill,
    boolean replayQuarantine,
    Optional<String> erase) {
  /** Days, both inclusive. */
  record Span(LocalDate from, LocalDate to) {}

  static RunPlan nightly() {
    return of(EnumSet.allOf(StageName.class));
  }

  static RunPlan of(Set<StageName> stages) {
    return new RunPlan(stages, Optional.empty(), false, Optional.empty());
  }

  static RunPlan backfill(LocalDate from, LocalDate to) {
    return new RunPlan(
        EnumSet.of(StageName.PRICE, StageName.RECONCILE),
        Optional.of(new Span(from, to)),
        false,
        Optional.empty());
  }

  static RunPlan replay() {
    return new RunPlan(EnumSet.of(StageName.INGEST), Optional.empty(), true, Optional.empty());
  }

  /** Forgets a session and prices its days again. */
  static RunPlan erase(String session) {
    return new RunPlan(
        EnumSet.of(StageName.PRICE, StageName.RECONCILE),
        Optional.empty(),
        false,
        Optional.of(session));
  }

  boolean has(StageName stage) {
    return stages.contains(stage);
  }
}
