package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.livekitInstant;
import static io.voxledger.sources.usage.Fields.objects;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Session detail of LiveKit Cloud's Analytics API, in the names of either of its versions.
 *
 * @see <a href="https://docs.livekit.io/deploy/admin/analytics-api/">Analytics API</a>
 */
final class AnalyticsReader implements UsageReader {
  private static final long ENDED = 1L << 62;

  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    JsonValue detail = row.root();
    String roomId =
        text(detail.field("roomId", "room_id")).orElseThrow(() -> Fields.missing("roomId"));
    Instant startTime =
        livekitInstant(detail.field("startTime", "start_time"), Timestamps::parse)
            .orElseThrow(() -> Fields.missing("startTime"));
    boolean ended = !isActive(detail.field("status"));
    SessionFact fact =
        new SessionFact.Analytics(
            ended,
            startTime,
            livekitInstant(detail.field("endTime", "end_time"), Timestamps::parse),
            quantity(detail.field("bandwidth")),
            participants(detail.field("participants")));
    RowFrame.About about =
        new RowFrame.About(
            Optional.of(roomId), Optional.empty(), text(detail.field("roomName", "room_name")));
    long recency = recency(ended, context.defaults().pulled());
    RowFrame frame = new RowFrame(UsageSource.LIVEKIT_ANALYTICS, row, context);
    return frame.fact(
        about, new RowFrame.Version(roomId, recency, startTime, Optional.empty()), fact);
  }

  /** An ended pull goes before an active one, then the newer before the older. */
  static long recency(boolean ended, Optional<Instant> pulled) {
    return (ended ? ENDED : 0) + pulled.map(Timestamps::toMicros).orElse(0L);
  }

  private static boolean isActive(JsonValue status) {
    String text = text(status).orElse("0");
    return text.equals("1") || text.equalsIgnoreCase("active") || text.endsWith("_ACTIVE");
  }

  private static List<SessionFact.AnalyticsParticipant> participants(JsonValue participants) {
    return objects(participants).stream().map(AnalyticsReader::participant).toList();
  }

  private static SessionFact.AnalyticsParticipant participant(JsonValue participant) {
    String identity =
        text(participant.field("participantIdentity", "participant_identity")).orElse("");
    String resource =
        identity.startsWith("agent-") ? "agent" : identity.startsWith("sip_") ? "sip" : "webrtc";
    return new SessionFact.AnalyticsParticipant(
        resource,
        livekitInstant(participant.field("joinedAt", "joined_at"), Timestamps::parse),
        livekitInstant(participant.field("leftAt", "left_at"), Timestamps::parse));
  }
}
