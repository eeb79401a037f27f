package io.voxledger.usage;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.SessionFact.Analytics;
import io.voxledger.usage.SessionFact.AnalyticsParticipant;
import io.voxledger.usage.SessionFact.Participant;
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
import java.util.TreeMap;

/**
 * Meters LiveKit's own resources from the facts of one session: connections, egresses, ingresses
 * and downstream data.
 *
 * <p>A connection lasts from the earliest time a participant joined to the earliest of its leaving
 * and the room's end; the latest session report ends one of which neither was seen. One without any
 * end is open and not metered yet.
 */
final class MeterResources {
  private static final String LIVEKIT = "livekit";
  private static final Set<String> LEAVES =
      Set.of("participant_left", "participant_connection_aborted");

  private final Map<String, String> trunkModels;

  MeterResources(Map<String, String> trunkModels) {
    this.trunkModels = trunkModels;
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
    List<Resource> resources = new ArrayList<>();
    int open = connections(webhooks, latestReport(rows), resources);
    streams(webhooks, resources);
    analytics(rows, !webhooks.isEmpty(), resources);
    return new Metered(resources, open);
  }

  private static List<AcceptedRow> withFact(List<AcceptedRow> rows, Class<?> type) {
    return rows.stream().filter(row -> row.fact().filter(type::isInstance).isPresent()).toList();
  }

  private static Webhook webhook(AcceptedRow row) {
    return (Webhook) row.fact().orElseThrow();
  }

  private static Optional<End> latestReport(List<AcceptedRow> rows) {
    return withFact(rows, Report.class).stream()
        .map(row -> new End(((Report) row.fact().orElseThrow()).timestamp(), row))
        .max(comparing(End::at).thenComparing(end -> end.row().identity()));
  }

  private record End(Instant at, AcceptedRow row) {}

  private int connections(
      List<AcceptedRow> webhooks, Optional<End> report, List<Resource> resources) {
    Map<String, List<AcceptedRow>> bySid = new TreeMap<>();
    for (AcceptedRow row : webhooks) {
      webhook(row)
          .participant()
          .ifPresent(p -> bySid.computeIfAbsent(p.sid(), sid -> new ArrayList<>()).add(row));
    }
    Optional<End> roomEnd = earliest(webhooks, Set.of("room_finished"));
    int open = 0;
    for (Map.Entry<String, List<AcceptedRow>> connection : bySid.entrySet()) {
      List<AcceptedRow> events = connection.getValue();
      Optional<End> end =
          java.util.stream.Stream.of(earliest(events, LEAVES), roomEnd)
              .flatMap(Optional::stream)
              .min(EARLIER)
              .or(() -> report);
      Optional<Kind> kind = kindOf(events);
      if (kind.isEmpty()) {
        continue;
      }
      if (end.isEmpty()) {
        open++;
        continue;
      }
      Instant start = startOf(events);
      resources.add(
          new Resource(
              connection.getKey(),
              end.get().row(),
              events.stream().min(EARLIER_ROW).orElseThrow(),
              start,
              item(kind.get(), modelOf(kind.get(), events), start, end.get().at(), Set.of())));
    }
    return open;
  }

  private static final Comparator<End> EARLIER =
      comparing(End::at).thenComparing(end -> end.row().identity());

  private static final Comparator<AcceptedRow> EARLIER_ROW =
      Comparator.<AcceptedRow, Instant>comparing(row -> webhook(row).createdAt())
          .thenComparing(AcceptedRow::identity);

  private static Optional<End> earliest(List<AcceptedRow> rows, Set<String> events) {
    return rows.stream()
        .filter(row -> events.contains(webhook(row).event()))
        .map(row -> new End(webhook(row).createdAt(), row))
        .min(EARLIER);
  }

  private static Instant startOf(List<AcceptedRow> events) {
    return events.stream()
        .flatMap(row -> webhook(row).participant().flatMap(Participant::joinedAt).stream())
        .min(naturalOrder())
        .orElseGet(
            () ->
                events.stream()
                    .map(row -> webhook(row).createdAt())
                    .min(naturalOrder())
                    .orElseThrow());
  }

  /** Empty for the connections of egresses, which are metered by themselves. */
  private static Optional<Kind> kindOf(List<AcceptedRow> events) {
    Set<String> kinds = new java.util.TreeSet<>();
    Set<String> details = new java.util.TreeSet<>();
    for (AcceptedRow row : events) {
      Participant participant = webhook(row).participant().orElseThrow();
      kinds.add(participant.kind());
      details.addAll(participant.kindDetails());
    }
    if (kinds.contains("EGRESS")) {
      return Optional.empty();
    }
    if (kinds.contains("SIP")) {
      return Optional.of(Kind.SIP);
    }
    boolean cloudAgent = kinds.contains("AGENT") && details.contains("CLOUD_AGENT");
    return Optional.of(cloudAgent ? Kind.AGENT : Kind.WEBRTC);
  }

  private String modelOf(Kind kind, List<AcceptedRow> events) {
    if (kind != Kind.SIP) {
      return kind.code();
    }
    return events.stream()
        .flatMap(row -> webhook(row).participant().flatMap(Participant::trunkId).stream())
        .sorted()
        .findFirst()
        .map(trunk -> trunkModels.getOrDefault(trunk, "sip-third-party"))
        .orElse("sip-third-party");
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

  private static UsageItem item(
      Kind kind, String model, Instant start, Instant end, Set<Flag> flags) {
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
