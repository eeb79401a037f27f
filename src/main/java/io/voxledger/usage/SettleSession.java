package io.voxledger.usage;

import io.voxledger.usage.MeterResources.Metered;
import io.voxledger.usage.MeterResources.Resource;
import io.voxledger.usage.SessionFact.Room;
import io.voxledger.usage.SessionFact.Webhook;
import io.voxledger.usage.UsageRecord.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Turns the rows of one session, each the winner of its identity, into usage records: meters its
 * connections, names its project, and chooses among sources that report the same usage. Pure: the
 * same rows in any order give the same records.
 */
public final class SettleSession {
  private final SettleRules rules;
  private final MeterResources resources;

  public SettleSession(SettleRules rules) {
    this.rules = rules;
    this.resources = new MeterResources(rules.trunkModels());
  }

  /**
   * What a session came to.
   *
   * @param openConnections connections that nothing has ended yet; they are not metered
   */
  public record Settled(List<SettledRecord> records, int openConnections) {}

  /**
   * A record to be, before the session's project and the standing of its sources are known.
   *
   * @param row the row that completed it
   * @param shownBy the row that says whose it is
   */
  private record Draft(
      String usageId,
      AcceptedRow row,
      AcceptedRow shownBy,
      Instant usedAt,
      UsageItem item,
      Service service) {}

  /** Settles all rows of one session. */
  public Settled settle(List<AcceptedRow> rows) {
    List<Draft> drafts = new ArrayList<>();
    for (AcceptedRow row : rows) {
      row.items().forEach(item -> drafts.add(reported(row, item)));
    }
    Metered metered = resources.meter(rows);
    for (Resource resource : metered.resources()) {
      drafts.add(metered(resource));
    }
    Named named = nameProject(rows, drafts);
    List<UsageRecord> records = drafts.stream().map(draft -> record(draft, named)).toList();
    Set<UsageRecord> shadowed = ChooseSources.shadowed(records);
    List<SettledRecord> settled = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      UsageRecord record = records.get(i);
      Draft draft = drafts.get(i);
      settled.add(
          new SettledRecord(
              shadowed.contains(record) ? record.withStanding(Standing.SHADOWED) : record,
              draft.row(),
              draft.item()));
    }
    return new Settled(settled, metered.open());
  }

  /**
   * Settles a row that belongs to no session, such as the egress of a web page: its own project,
   * else an account rule; never shadowed.
   */
  public List<SettledRecord> settleAlone(AcceptedRow row) {
    return Stream.concat(
            row.items().stream().map(item -> reported(row, item)),
            resources.meter(List.of(row)).resources().stream().map(this::metered))
        .map(draft -> new SettledRecord(record(draft, nameAlone(draft)), row, draft.item()))
        .toList();
  }

  private Draft reported(AcceptedRow row, UsageItem item) {
    String id = item.part().isEmpty() ? row.identity() : row.identity() + "-" + item.part();
    Service service = Service.of(item, row.attribution().account(), rules);
    return new Draft(id, row, row, row.rank().usedAt(), item, service);
  }

  private Draft metered(Resource resource) {
    AcceptedRow shownBy = resource.shownBy();
    Service service = Service.of(resource.item(), shownBy.attribution().account(), rules);
    return new Draft(
        resource.id(), resource.row(), shownBy, resource.startedAt(), resource.item(), service);
  }

  private record Named(String project, boolean several) {}

  private Named nameProject(List<AcceptedRow> rows, List<Draft> drafts) {
    SortedSet<String> named = namedBy(rows);
    if (!named.isEmpty()) {
      return new Named(named.first(), named.size() > 1);
    }
    Set<String> accounts = new TreeSet<>();
    drafts.forEach(draft -> accounts.add(draft.service().account()));
    return new Named(rules.projects().projectOf(evidence(rows, accounts)), false);
  }

  /** The projects that rows or their folders name; the first of several is taken. */
  public static SortedSet<String> namedBy(List<AcceptedRow> rows) {
    TreeSet<String> named = new TreeSet<>(ResolveVersions.BY_CODE_POINT);
    for (AcceptedRow row : rows) {
      row.attribution().projectId().ifPresent(named::add);
      row.attribution().folderProject().ifPresent(named::add);
    }
    return named;
  }

  /**
   * What the rules are asked where no row names a project.
   *
   * @param accounts of the session's usage
   */
  public static ProjectRules.Evidence evidence(List<AcceptedRow> rows, Set<String> accounts) {
    Set<String> rooms = new TreeSet<>();
    for (AcceptedRow row : rows) {
      row.attribution().room().ifPresent(rooms::add);
      room(row).map(Room::name).filter(name -> !name.isEmpty()).ifPresent(rooms::add);
    }
    return new ProjectRules.Evidence(newestMetadata(rows), rooms, accounts);
  }

  private Named nameAlone(Draft draft) {
    Attribution attribution = draft.shownBy().attribution();
    Optional<String> own = attribution.projectId().or(attribution::folderProject);
    ProjectRules.Evidence evidence =
        new ProjectRules.Evidence(Map.of(), Set.of(), Set.of(draft.service().account()));
    return new Named(own.orElseGet(() -> rules.projects().projectOf(evidence)), false);
  }

  private static Optional<Room> room(AcceptedRow row) {
    return row.fact().filter(Webhook.class::isInstance).flatMap(fact -> ((Webhook) fact).room());
  }

  /** The room's metadata as of the newest webhook that shows the room. */
  public static Map<String, String> newestMetadata(List<AcceptedRow> rows) {
    return rows.stream()
        .filter(row -> room(row).isPresent())
        .max(
            Comparator.<AcceptedRow, Instant>comparing(
                    row -> ((Webhook) row.fact().orElseThrow()).createdAt())
                .thenComparing(AcceptedRow::identity))
        .flatMap(SettleSession::room)
        .map(Room::metadata)
        .orElse(Map.of());
  }

  private static UsageRecord record(Draft draft, Named named) {
    AcceptedRow row = draft.shownBy();
    UsageItem item = draft.item();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(item.flags());
    if (named.several()) {
      flags.add(Flag.SEVERAL_PROJECTS);
    }
    return new UsageRecord(
        row.source(),
        draft.usageId(),
        row.attribution().sessionId(),
        row.attribution().jobId(),
        named.project(),
        row.attribution().room().or(() -> room(row).map(Room::name)),
        item.kind(),
        draft.service().provider(),
        draft.service().route(),
        draft.service().biller(),
        draft.service().account(),
        item.model(),
        item.serviceTier(),
        item.region(),
        draft.usedAt(),
        item.contextTokens(),
        item.quantities(),
        Standing.USED,
        flags);
  }
}
