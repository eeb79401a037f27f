package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.livekitInstant;
import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.PersonalData;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.SessionFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The objects in LiveKit's webhooks, without the persons in them. Each time field has its own unit:
 * rooms and participants seconds, with milliseconds beside them; egress and ingress nanoseconds.
 *
 * @see <a href="https://github.com/livekit/protocol/tree/main/protobufs">LiveKit's protocol</a>
 */
final class LiveKitObjects {
  private static final List<String> TRANSCODED =
      List.of("roomComposite", "web", "participant", "trackComposite");

  private LiveKitObjects() {}

  /** A room; empty where there is none with a SID. */
  static Optional<SessionFact.Room> room(JsonValue room) {
    return text(object(room).field("sid"))
        .map(
            sid ->
                new SessionFact.Room(
                    sid,
                    PersonalData.mask(text(room.field("name")).orElse("")),
                    secondsWithMillis(room, "creationTime"),
                    RoomMetadata.read(room)));
  }

  static SessionFact.Participant participant(JsonValue participant) {
    String sid =
        text(object(participant).field("sid")).orElseThrow(() -> Fields.missing("participant.sid"));
    return new SessionFact.Participant(
        sid,
        secondsWithMillis(participant, "joinedAt"),
        text(participant.field("kind")).orElse("STANDARD"),
        participant.field("kindDetails").items().stream()
            .flatMap(detail -> text(detail).stream())
            .toList(),
        text(participant.field("attributes").field("sip.trunkID")));
  }

  static SessionFact.Stream egress(JsonValue info) {
    String id =
        text(info.field("egressId")).orElseThrow(() -> Fields.missing("egressInfo.egressId"));
    return new SessionFact.Stream(
        id,
        "egress",
        egressModel(info),
        nanos(info, "startedAt"),
        nanos(info, "endedAt"),
        nanos(info, "updatedAt"));
  }

  static SessionFact.Stream ingress(JsonValue info) {
    String id =
        text(info.field("ingressId")).orElseThrow(() -> Fields.missing("ingressInfo.ingressId"));
    JsonValue state = object(info.field("state"));
    return new SessionFact.Stream(
        id,
        "ingress",
        state.field("video").isAbsent() ? "transcode-audio" : "transcode-video",
        nanos(state, "startedAt"),
        nanos(state, "endedAt"),
        nanos(state, "updatedAt"));
  }

  private static String egressModel(JsonValue info) {
    for (String request : TRANSCODED) {
      JsonValue transcoded = info.field(request);
      if (!transcoded.isAbsent()) {
        return transcoded.field("audioOnly").isTrue() ? "transcode-audio" : "transcode-video";
      }
    }
    if (!info.field("track").isAbsent()) {
      return "track";
    }
    throw new RowProblem(
        Reason.UNKNOWN_TYPE, "the egress is of no kind that is known; it may cost money");
  }

  private static Optional<Instant> secondsWithMillis(JsonValue object, String name) {
    return livekitInstant(object.field(name + "Ms"), Timestamps::parseMillis)
        .or(() -> livekitInstant(object.field(name), Timestamps::parse));
  }

  private static Optional<Instant> nanos(JsonValue object, String name) {
    return livekitInstant(object.field(name), Timestamps::parseNanos);
  }
}
