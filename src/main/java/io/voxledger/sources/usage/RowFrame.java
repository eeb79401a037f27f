package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.PersonalData;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rows of all sources have in common, put around what one row says. */
record RowFrame(UsageSource source, JsonTape tape, RowContext context) {

  /** Which session, job and room a row is about. */
  record About(Optional<String> sessionId, Optional<String> jobId, Optional<String> room) {}

  /**
   * By what a row is known and ordered among its versions.
   *
   * @param recency see {@link RowRank}
   * @param tieText see {@link RowRank}
   */
  record Version(String identity, long recency, Instant usedAt, Optional<String> tieText) {
    private Version tiedBy(String text) {
      return new Version(identity, recency, usedAt, Optional.of(text));
    }
  }

  private static final Set<String> ENVELOPE =
      Set.of(
          "session_id",
          "observed_at",
          "job_id",
          "room",
          "project_id",
          "account",
          "provider",
          "model",
          "transcription_model",
          "service_tier",
          "region",
          "revised_at",
          "event");

  /** The about of an event log's row. */
  About envelopeAbout(String sessionId) {
    JsonValue row = tape.root();
    return new About(Optional.of(sessionId), text(row.field("job_id")), text(row.field("room")));
  }

  /** A version whose order is {@code revised_at}, or none. */
  Version revisable(String identity, Instant usedAt) {
    long recency =
        Fields.instant(tape.root().field("revised_at"))
            .map(Timestamps::toMicros)
            .orElse(RowRank.NO_REVISION);
    return new Version(identity, recency, usedAt, Optional.empty());
  }

  /**
   * A version of which the identity tells the whole event already, so that only what is around it
   * differs.
   */
  Version revisableAround(JsonValue event, String identity, Instant usedAt) {
    Version version = revisable(identity, usedAt);
    return mayBeKept(ENVELOPE) ? version.tiedBy(event.canonicalTextAround()) : version;
  }

  /** A version that the whole row tells, where it has no other keys than some. */
  Version revisableWhole(Set<String> keys, String identity, Instant usedAt) {
    Version version = revisable(identity, usedAt);
    return mayBeKept(keys) ? version.tiedBy(tape.root().canonicalText()) : version;
  }

  /**
   * Whether text of the row may be stored: what nobody here has a name for may be about a person.
   * Without it a tie is decided by reading the rows again.
   */
  private boolean mayBeKept(Set<String> keys) {
    return tape.root().hasOnly(keys)
        && text(tape.root().field("room")).filter(PersonalData::isIn).isEmpty();
  }

  /** Usage that needs no other row; ignored when there is none. */
  RowOutcome usage(About about, Version version, UsageItem item) {
    return item.quantities().isEmpty()
        ? ignored(IgnoredBecause.NO_USAGE)
        : accepted(about, version, List.of(item), Optional.empty());
  }

  RowOutcome fact(About about, Version version, SessionFact fact) {
    return accepted(about, version, List.of(), Optional.of(fact));
  }

  RowOutcome accepted(
      About about, Version version, List<UsageItem> items, Optional<SessionFact> fact) {
    RowRank rank =
        new RowRank(version.recency(), version.usedAt(), tape.root().digest(), version.tieText());
    return new RowOutcome.Accepted(
        new AcceptedRow(
            source, version.identity(), rank, context.origin(), attribution(about), items, fact));
  }

  static RowOutcome ignored(IgnoredBecause reason) {
    return new RowOutcome.Ignored(reason);
  }

  private Attribution attribution(About about) {
    JsonValue row = tape.root();
    return new Attribution(
        about.sessionId(),
        about.jobId(),
        // SIP dispatch puts the caller's number into the room's name.
        about.room().map(PersonalData::mask),
        text(row.field("project_id")),
        context.defaults().project(),
        text(row.field("account")).or(() -> context.defaults().account()));
  }
}
