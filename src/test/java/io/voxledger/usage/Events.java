package io.voxledger.usage;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.usage.SessionFact.Participant;
import io.voxledger.usage.SessionFact.Room;
import io.voxledger.usage.SessionFact.Stream;
import io.voxledger.usage.SessionFact.Webhook;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Accepted rows of session RM_1 for tests. Times are those of one day, {@code 12:00:00.9}; a name
 * that is empty is absent.
 */
final class Events {
  static final SettleRules NO_RULES =
      new SettleRules(
          ProviderAliases.BUILT_IN, Map.of(), Set.of(), Map.of(), new ProjectRules(List.of()));

  private static int count;

  private Events() {}

  static Instant at(String time) {
    return Instant.parse("2026-09-21T" + time + "Z");
  }

  static Optional<String> maybe(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  /** Whose a row is. */
  static Attribution of(String project, String folder, String account) {
    return new Attribution(
        Optional.of("RM_1"),
        Optional.empty(),
        Optional.empty(),
        maybe(project),
        maybe(folder),
        maybe(account));
  }

  static AcceptedRow row(
      UsageSource source, Attribution attribution, Instant usedAt, List<UsageItem> items) {
    return row(source, attribution, usedAt, items, Optional.empty());
  }

  private static AcceptedRow row(
      UsageSource source,
      Attribution attribution,
      Instant usedAt,
      List<UsageItem> items,
      Optional<SessionFact> fact) {
    String identity = "E%03d".formatted(count++);
    return new AcceptedRow(
        source,
        identity,
        new RowRank(RowRank.NO_REVISION, usedAt, "digest of " + identity),
        new RowOrigin("usage/" + source.folder() + "/f.jsonl", "hash", count),
        attribution,
        items,
        fact);
  }

  private static AcceptedRow webhook(Webhook webhook) {
    return row(
        UsageSource.LIVEKIT_WEBHOOK,
        of("", "", ""),
        webhook.createdAt(),
        List.of(),
        Optional.of(webhook));
  }

  /** {@code participant_joined} and the like of a connection that joined then. */
  static AcceptedRow participant(String event, String created, String sid, String joined) {
    return participant(event, created, new Who(sid, joined, "STANDARD", List.of(), ""));
  }

  /** A participant; {@code joined} may be empty. */
  record Who(String sid, String joined, String kind, List<String> details, String trunk) {
    static Who of(String sid, String kind, String... details) {
      return new Who(sid, "12:00:00", kind, List.of(details), "");
    }
  }

  static AcceptedRow participant(String event, String created, Who who) {
    Participant participant =
        new Participant(
            who.sid(),
            maybe(who.joined()).map(Events::at),
            who.kind(),
            who.details(),
            maybe(who.trunk()));
    return webhook(
        new Webhook(
            event,
            at(created),
            Optional.empty(),
            Optional.of(participant),
            Optional.empty(),
            Optional.empty()));
  }

  static AcceptedRow room(String event, String created, String name, Map<String, String> metadata) {
    return webhook(
        new Webhook(
            event,
            at(created),
            Optional.of(new Room("RM_1", name, Optional.empty(), metadata)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static AcceptedRow roomFinished(String created) {
    return room("room_finished", created, "", Map.of());
  }

  static AcceptedRow report(String timestamp) {
    return row(
        UsageSource.LIVEKIT_SESSION_REPORT,
        of("", "", ""),
        at(timestamp),
        List.of(),
        Optional.of(new SessionFact.Report(at(timestamp), Optional.empty())));
  }

  static AcceptedRow stream(String event, String created, Stream stream) {
    return webhook(
        new Webhook(
            event,
            at(created),
            Optional.empty(),
            Optional.empty(),
            Optional.of(stream),
            Optional.empty()));
  }

  static AcceptedRow analytics(SessionFact.Analytics fact) {
    return row(
        UsageSource.LIVEKIT_ANALYTICS,
        of("", "", ""),
        fact.startTime(),
        List.of(),
        Optional.of(fact));
  }

  /** An item of one quantity, with nothing given but the provider and the model. */
  static UsageItem item(Kind kind, String provider, String model, Meter meter) {
    return given(kind, provider, model, meter, "", "");
  }

  /** An item that names its biller or its route as well. */
  static UsageItem given(
      Kind kind, String provider, String model, Meter meter, String biller, String route) {
    return new UsageItem(
        "",
        kind,
        provider,
        maybe(biller),
        maybe(route),
        model,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Quantities.of(meter, BigDecimal.TEN),
        Set.of());
  }
}
