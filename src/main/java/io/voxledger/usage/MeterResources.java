package io.voxledger.usage;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.SessionFact.Analytics;
import io.voxledger.usage.SessionFact.AnalyticsParticipant;
import io.voxledger.usage.SessionFact.Report;
import io.voxledger.usage.SessionFact.Stream;
import io.voxledger.usage.SessionFact.Webhook;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Meters LiveKit's own resources from the facts of one session: connections, egresses, ingresses
 * and downstream data.
 */
final class MeterResources {
  private static final String LIVEKIT = "livekit";

  private final MeterConnections connections;

  MeterResources(Map<String, String> trunkModels) {
    this.connections = new MeterConnections(trunkModels);
  }

  /**
   * A metered resource.
   *
   * @param id the participant's SID, the egress's or ingress's id, or the room and a number
   * @param row the row that completed it, which may be a report
   * @param shownBy its own earliest row, which says whose it is
   */
  record Resource(
      String id, AcceptedRow row, AcceptedRow shownBy, Instant startedAt, UsageItem item) {}

  /**
   * What a session's facts amount to.
   *
   * @param open connections that nothing has ended yet
   */
  record Metered(List<Resource> resources, int open) {}

  Metered meter(List<AcceptedRow> rows) {
    List<AcceptedRow> webhooks = withFact(rows, Webhook.class);
    Metered connected = connections.meter(webhooks, withFact(rows, Report.class));
    List<Resource> resources = new ArrayList<>(connected.resources());
    streams(webhooks, resources);
    analytics(rows, !webhooks.isEmpty(), resources);
    return new Metered(resources, connected.open());
  }

  private static List<AcceptedRow> withFact(List<AcceptedRow> rows, Class<?> type) {
    return rows.stream().filter(row -> row.fact().filter(type::isInstance).isPresent()).toList();
  }

  static Webhook webhook(AcceptedRow row) {
    return (Webhook) row.fact().orElseThrow();
  }

  private static void streams(List<AcceptedRow> webhooks, List<Resource> resources) {
    Map<String, AcceptedRow> newest = new LinkedHashMap<>();
    webhooks.stream()
        .filter(row -> webhook(row).event().endsWith("_ended") && webhook(row).stream().isPresent())
        .sorted(OLDER_STREAM_FIRST)
        .forEach(row -> newest.put(webhook(row).stream().orElseThrow().id(), row));
    for (AcceptedRow row : newest.values()) {
      Stream stream = webhook(row).stream().orElseThrow();
      if (stream.startedAt().isEmpty()) {
        continue;
      }
      Instant start = stream.startedAt().get();
      Instant end = stream.endedAt().orElse(webhook(row).createdAt());
      Kind kind = Kind.of(stream.resource()).orElseThrow();
      resources.add(
          new Resource(
              stream.id(), row, row, start, item(kind, stream.model(), start, end, Set.of())));
    }
  }

  private static final Comparator<AcceptedRow> OLDER_STREAM_FIRST =
      Comparator.<AcceptedRow, Instant>comparing(
              row -> webhook(row).stream().flatMap(Stream::updatedAt).orElse(null),
              nullsFirst(naturalOrder()))
          .thenComparing(row -> webhook(row).createdAt())
          .thenComparing(AcceptedRow::identity);

  private static void analytics(
      List<AcceptedRow> rows, boolean hasWebhooks, List<Resource> resources) {
    for (AcceptedRow row : withFact(rows, Analytics.class)) {
      Analytics room = (Analytics) row.fact().orElseThrow();
      if (!room.ended()) {
        continue;
      }
      if (room.bandwidthBytes().signum() > 0) {
        UsageItem item =
            item(
                Kind.DATA,
                "downstream",
                Quantities.of(Meter.DOWNSTREAM_BYTES, room.bandwidthBytes()),
                Set.of());
        resources.add(new Resource(row.identity() + "-data", row, row, room.startTime(), item));
      }
      if (!hasWebhooks) {
        analyticsConnections(row, room, resources);
      }
    }
  }

  private static void analyticsConnections(
      AcceptedRow row, Analytics room, List<Resource> resources) {
    int number = 0;
    for (AnalyticsParticipant participant : room.participants()) {
      Kind kind = Kind.of(participant.resource()).orElseThrow();
      String model = kind == Kind.SIP ? "sip-third-party" : kind.code();
      Instant start = participant.joinedAt().orElse(room.startTime());
      Optional<Instant> end = participant.leftAt().or(room::endTime);
      String id = row.identity() + "-" + number++ + "-" + kind.code();
      end.ifPresent(
          at ->
              resources.add(
                  new Resource(
                      id,
                      row,
                      row,
                      start,
                      item(kind, model, start, at, EnumSet.of(Flag.KIND_INFERRED)))));
    }
  }

  static UsageItem item(Kind kind, String model, Instant start, Instant end, Set<Flag> flags) {
    long micros = Math.max(0, Timestamps.toMicros(end) - Timestamps.toMicros(start));
    return item(kind, model, Quantities.of(secondsOf(kind), BigDecimal.valueOf(micros, 6)), flags);
  }

  private static UsageItem item(Kind kind, String model, Quantities quantities, Set<Flag> flags) {
    return new UsageItem(
        "",
        kind,
        LIVEKIT,
        Optional.empty(),
        Optional.empty(),
        model,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        quantities,
        flags);
  }

  /** The meter that counts a resource's time. */
  static Meter secondsOf(Kind kind) {
    return kind == Kind.AGENT
        ? Meter.AGENT_SESSION_SECONDS
        : Meter.of(kind.code() + "_seconds").orElseThrow();
  }
}
