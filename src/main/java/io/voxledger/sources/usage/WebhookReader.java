package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.livekitInstant;
import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.requiredText;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageSource;
import java.time.Instant;
import java.util.Optional;

/**
 * Raw bodies of LiveKit's webhooks: protojson, so integers of 64 bits may be text and zeros are
 * left out.
 *
 * @see <a href="https://docs.livekit.io/home/server/webhooks/">Webhooks</a>
 */
final class WebhookReader implements UsageReader {
  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    JsonValue body = row.root();
    String id = requiredText(body, "id");
    String event = requiredText(body, "event");
    RowFrame frame = new RowFrame(UsageSource.LIVEKIT_WEBHOOK, row, context);
    return switch (event) {
      case "room_started", "room_finished" -> roomEvent(frame, id, event);
      case "participant_joined", "participant_left", "participant_connection_aborted" ->
          participantEvent(frame, id, event);
      case "egress_started", "egress_updated", "egress_ended" -> egressEvent(frame, id, event);
      case "ingress_started", "ingress_updated", "ingress_ended" -> ingressEvent(frame, id, event);
      case "agent_job_started", "agent_job_ended" -> jobEvent(frame, id, event);
      default -> RowFrame.ignored(IgnoredBecause.NOT_BILLABLE);
    };
  }

  private static RowOutcome roomEvent(RowFrame frame, String id, String event) {
    JsonValue room = object(frame.tape().root().field("room"));
    Instant createdAt = createdAt(frame);
    SessionFact.Room known = requiredRoom(room);
    SessionFact fact =
        new SessionFact.Webhook(
            event,
            createdAt,
            Optional.of(known),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return frame.fact(about(room), frame.revisable(id, createdAt), fact);
  }

  private static RowOutcome participantEvent(RowFrame frame, String id, String event) {
    JsonValue body = frame.tape().root();
    JsonValue room = object(body.field("room"));
    Instant createdAt = createdAt(frame);
    SessionFact.Participant participant = LiveKitObjects.participant(body.field("participant"));
    SessionFact fact =
        new SessionFact.Webhook(
            event,
            createdAt,
            Optional.of(requiredRoom(room)),
            Optional.of(participant),
            Optional.empty(),
            Optional.empty());
    Instant usedAt = participant.joinedAt().orElse(createdAt);
    return frame.fact(about(room), frame.revisable(id, usedAt), fact);
  }

  private static RowOutcome egressEvent(RowFrame frame, String id, String event) {
    JsonValue info = object(frame.tape().root().field("egressInfo"));
    SessionFact.Stream stream = LiveKitObjects.egress(info);
    RowFrame.About about =
        new RowFrame.About(
            text(info.field("roomId")), Optional.empty(), text(info.field("roomName")));
    return streamEvent(frame, new Named(id, event), about, stream);
  }

  private static RowOutcome ingressEvent(RowFrame frame, String id, String event) {
    JsonValue info = object(frame.tape().root().field("ingressInfo"));
    SessionFact.Stream stream = LiveKitObjects.ingress(info);
    RowFrame.About about =
        new RowFrame.About(
            text(info.field("state").field("roomId")),
            Optional.empty(),
            text(info.field("roomName")));
    return streamEvent(frame, new Named(id, event), about, stream);
  }

  private record Named(String id, String event) {}

  private static RowOutcome streamEvent(
      RowFrame frame, Named named, RowFrame.About about, SessionFact.Stream stream) {
    Instant createdAt = createdAt(frame);
    if (named.event().endsWith("_ended") && stream.startedAt().isEmpty()) {
      return RowFrame.ignored(IgnoredBecause.NO_USAGE);
    }
    SessionFact fact =
        new SessionFact.Webhook(
            named.event(),
            createdAt,
            LiveKitObjects.room(frame.tape().root().field("room")),
            Optional.empty(),
            Optional.of(stream),
            Optional.empty());
    Instant usedAt = stream.startedAt().orElse(createdAt);
    boolean isAlone = about.sessionId().isEmpty() && named.event().endsWith("_ended");
    return frame.fact(
        about, isAlone ? ofStream(stream, usedAt) : frame.revisable(named.id(), usedAt), fact);
  }

  /** No session brings the events of such a stream together, so that its own id has to. */
  private static RowFrame.Version ofStream(SessionFact.Stream stream, Instant usedAt) {
    long recency = stream.updatedAt().map(Timestamps::toMicros).orElse(RowRank.NO_REVISION);
    return new RowFrame.Version(stream.id(), recency, usedAt, Optional.empty());
  }

  private static RowOutcome jobEvent(RowFrame frame, String id, String event) {
    JsonValue body = frame.tape().root();
    JsonValue job = object(body.field("job"));
    JsonValue ownRoom = object(body.field("room"));
    JsonValue room = ownRoom.isAbsent() ? object(job.field("room")) : ownRoom;
    Instant createdAt = createdAt(frame);
    SessionFact fact =
        new SessionFact.Webhook(
            event,
            createdAt,
            LiveKitObjects.room(room),
            Optional.empty(),
            Optional.empty(),
            text(job.field("agentName")));
    RowFrame.About about =
        new RowFrame.About(
            text(room.field("sid")), text(job.field("id")), text(room.field("name")));
    return frame.fact(about, frame.revisable(id, createdAt), fact);
  }

  private static RowFrame.About about(JsonValue room) {
    return new RowFrame.About(text(room.field("sid")), Optional.empty(), text(room.field("name")));
  }

  private static SessionFact.Room requiredRoom(JsonValue room) {
    return LiveKitObjects.room(room).orElseThrow(() -> Fields.missing("room.sid"));
  }

  private static Instant createdAt(RowFrame frame) {
    return livekitInstant(frame.tape().root().field("createdAt"), Timestamps::parse)
        .orElseThrow(() -> Fields.missing("createdAt"));
  }
}
