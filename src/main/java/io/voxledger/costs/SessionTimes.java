package io.voxledger.costs;

import static java.util.Comparator.naturalOrder;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.SessionFact.Report;
import io.voxledger.usage.SessionFact.Room;
import io.voxledger.usage.SessionFact.Webhook;
import io.voxledger.usage.SettleSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session's own events tell: the room's creation and end, whether it is over, the agent's
 * name, the room's metadata.
 *
 * @param createdAt the room's creation, on any webhook
 * @param finishedAt the earliest {@code room_finished}
 * @param closed whether the room's end or a session report was seen
 * @param metadata as of the newest webhook that shows the room
 */
public record SessionTimes(
    Optional<Instant> createdAt,
    Optional<Instant> finishedAt,
    boolean closed,
    Optional<String> roomName,
    Optional<String> agentName,
    Map<String, String> metadata) {

  /** Reads a session's events, in any order. */
  public static SessionTimes of(List<AcceptedRow> events) {
    List<Webhook> webhooks = facts(events, Webhook.class).toList();
    List<Report> reports = facts(events, Report.class).toList();
    Optional<Instant> finishedAt =
        webhooks.stream()
            .filter(webhook -> webhook.event().equals("room_finished"))
            .map(Webhook::createdAt)
            .min(naturalOrder());
    return new SessionTimes(
        rooms(webhooks).flatMap(room -> room.createdAt().stream()).min(naturalOrder()),
        finishedAt,
        finishedAt.isPresent() || !reports.isEmpty(),
        rooms(webhooks).map(Room::name).filter(name -> !name.isEmpty()).min(naturalOrder()),
        Stream.concat(
                webhooks.stream().flatMap(webhook -> webhook.agentName().stream()),
                reports.stream().flatMap(report -> report.agentName().stream()))
            .min(naturalOrder()),
        SettleSession.newestMetadata(events));
  }

  private static <T extends SessionFact> Stream<T> facts(List<AcceptedRow> events, Class<T> type) {
    return events.stream()
        .flatMap(row -> row.fact().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static Stream<Room> rooms(List<Webhook> webhooks) {
    return webhooks.stream().flatMap(webhook -> webhook.room().stream());
  }
}
