package io.voxledger.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a row tells about its session that only has a meaning together with the session's other
 * rows. No personal data.
 */
public sealed interface SessionFact {

  /**
   * A webhook event of a room.
   *
   * @param event LiveKit's name, for example {@code participant_joined}
   * @param createdAt when LiveKit made the event
   * @param room empty on events that carry none
   * @param stream an egress or ingress, on their events
   */
  record Webhook(
      String event,
      Instant createdAt,
      Optional<Room> room,
      Optional<Participant> participant,
      Optional<Stream> stream,
      Optional<String> agentName)
      implements SessionFact {}

  /**
   * A room as a webhook shows it.
   *
   * @param createdAt {@code creationTimeMs}, else {@code creationTime}
   * @param metadata text and numbers under the top-level keys of the metadata's JSON object; empty
   *     when it is none
   */
  record Room(String sid, String name, Optional<Instant> createdAt, Map<String, String> metadata) {}

  /**
   * One participant's connection.
   *
   * @param joinedAt {@code joinedAtMs}, else {@code joinedAt}
   * @param kind LiveKit's name; {@code STANDARD} where protojson left it out
   * @param trunkId {@code sip.trunkID}
   */
  record Participant(
      String sid,
      Optional<Instant> joinedAt,
      String kind,
      List<String> kindDetails,
      Optional<String> trunkId) {}

  /**
   * An egress or ingress.
   *
   * @param resource {@code egress} or {@code ingress}
   * @param model {@code transcode-audio}, {@code transcode-video} or {@code track}
   * @param updatedAt which of two events of one stream is newer
   */
  record Stream(
      String id,
      String resource,
      String model,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<Instant> updatedAt) {}

  /** A session report; its usage stands in the row's items. */
  record Report(Instant timestamp, Optional<String> agentName) implements SessionFact {}

  /**
   * Session detail of the LiveKit Analytics API.
   *
   * @param ended whether the session was over when it was pulled
   * @param bandwidthBytes downstream bytes; 0 when absent
   */
  record Analytics(
      boolean ended,
      Instant startTime,
      Optional<Instant> endTime,
      BigDecimal bandwidthBytes,
      List<AnalyticsParticipant> participants)
      implements SessionFact {}

  /**
   * One connection as Analytics shows it.
   *
   * @param resource {@code agent}, {@code sip} or {@code webrtc}, by the identity's prefix
   */
  record AnalyticsParticipant(
      String resource, Optional<Instant> joinedAt, Optional<Instant> leftAt) {}

  /** The agent's own running estimate. */
  record CostUpdate(BigDecimal totalUsd, BigDecimal elapsedSec, Instant observedAt)
      implements SessionFact {}
}
