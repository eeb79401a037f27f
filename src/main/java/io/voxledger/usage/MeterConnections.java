package io.voxledger.usage;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.voxledger.measure.Kind;
import io.voxledger.usage.MeterResources.Metered;
import io.voxledger.usage.MeterResources.Resource;
import io.voxledger.usage.SessionFact.Participant;
import io.voxledger.usage.SessionFact.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Meters the connections of one session from its webhooks.
 *
 * <p>A connection lasts from the earliest time a participant joined to the earliest of its leaving
 * and the room's end; the latest session report ends one of which neither was seen. One without any
 * end is open and not metered yet.
 */
final class MeterConnections {
  private static final Set<String> LEAVES =
      Set.of("participant_left", "participant_connection_aborted");
  private static final Set<String> ROOM_END = Set.of("room_finished");
  private static final String ANY_TRUNK = "sip-third-party";

  private static final Comparator<End> EARLIER =
      comparing(End::at).thenComparing(end -> end.row().identity());

  private static final Comparator<AcceptedRow> EARLIER_ROW =
      Comparator.<AcceptedRow, Instant>comparing(row -> MeterResources.webhook(row).createdAt())
          .thenComparing(AcceptedRow::identity);

  private final Map<String, String> trunkModels;

  MeterConnections(Map<String, String> trunkModels) {
    this.trunkModels = trunkModels;
  }

  private record End(Instant at, AcceptedRow row) {}

  Metered meter(List<AcceptedRow> webhooks, List<AcceptedRow> reports) {
    Optional<End> roomEnd = earliest(webhooks, ROOM_END);
    Optional<End> report = latest(reports);
    List<Resource> resources = new ArrayList<>();
    int open = 0;
    for (Map.Entry<String, List<AcceptedRow>> connection : bySid(webhooks).entrySet()) {
      List<AcceptedRow> events = connection.getValue();
      Optional<Kind> kind = kindOf(events);
      if (kind.isEmpty()) {
        continue;
      }
      Optional<End> end =
          Stream.of(earliest(events, LEAVES), roomEnd)
              .flatMap(Optional::stream)
              .min(EARLIER)
              .or(() -> report);
      if (end.isPresent()) {
        resources.add(resource(connection.getKey(), kind.get(), events, end.get()));
      } else {
        open++;
      }
    }
    return new Metered(resources, open);
  }

  private static Map<String, List<AcceptedRow>> bySid(List<AcceptedRow> webhooks) {
    Map<String, List<AcceptedRow>> bySid = new TreeMap<>();
    for (AcceptedRow row : webhooks) {
      MeterResources.webhook(row)
          .participant()
          .ifPresent(p -> bySid.computeIfAbsent(p.sid(), sid -> new ArrayList<>()).add(row));
    }
    return bySid;
  }

  private static Optional<End> earliest(List<AcceptedRow> rows, Set<String> events) {
    return rows.stream()
        .filter(row -> events.contains(MeterResources.webhook(row).event()))
        .map(row -> new End(MeterResources.webhook(row).createdAt(), row))
        .min(EARLIER);
  }

  private static Optional<End> latest(List<AcceptedRow> reports) {
    return reports.stream()
        .map(row -> new End(((Report) row.fact().orElseThrow()).timestamp(), row))
        .max(EARLIER);
  }

  private Resource resource(String sid, Kind kind, List<AcceptedRow> events, End end) {
    Instant start = startOf(events);
    return new Resource(
        sid,
        end.row(),
        events.stream().min(EARLIER_ROW).orElseThrow(),
        start,
        MeterResources.item(kind, modelOf(kind, events), start, end.at(), Set.of()));
  }

  private static Instant startOf(List<AcceptedRow> events) {
    return participants(events)
        .flatMap(participant -> participant.joinedAt().stream())
        .min(naturalOrder())
        .orElseGet(
            () ->
                events.stream()
                    .map(row -> MeterResources.webhook(row).createdAt())
                    .min(naturalOrder())
                    .orElseThrow());
  }

  /** Empty for the connections of egresses, which are metered by themselves. */
  private static Optional<Kind> kindOf(List<AcceptedRow> events) {
    Set<String> kinds = new TreeSet<>();
    Set<String> details = new TreeSet<>();
    participants(events)
        .forEach(
            participant -> {
              kinds.add(participant.kind());
              details.addAll(participant.kindDetails());
            });
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
    return participants(events)
        .flatMap(participant -> participant.trunkId().stream())
        .sorted()
        .findFirst()
        .map(trunk -> trunkModels.getOrDefault(trunk, ANY_TRUNK))
        .orElse(ANY_TRUNK);
  }

  private static Stream<Participant> participants(List<AcceptedRow> events) {
    return events.stream().map(row -> MeterResources.webhook(row).participant().orElseThrow());
  }
}
