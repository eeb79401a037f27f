package io.voxledger.usage.spark;

import io.voxledger.lake.MadeRows;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ResolveVersions;
import io.voxledger.usage.ResolveVersions.Resolution;
import io.voxledger.usage.SettleRules;
import io.voxledger.usage.SettleSession;
import io.voxledger.usage.SettledRecord;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.RowGroups.Group;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Settles sessions: compares versions of event-log rows, then makes the session's usage records.
 * From {@link KeyedRows}, keyed by session, to rows of {@code usage_record}. A session's rows must
 * fit into a task's memory.
 */
final class SettleSessions implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** What tasks need besides rows. */
  record Context(
      Broadcast<SettleRules> rules,
      Broadcast<Map<String, String>> contentHashes,
      ResolveVersions.CanonicalRows canonicalRows,
      TallyAccumulator tallies,
      String runId)
      implements java.io.Serializable {}

  private final Context context;

  private SettleSessions(Context context) {
    this.context = context;
  }

  static Dataset<Row> settle(Dataset<Row> keyed, Context context) {
    return keyed
        .repartition(keyed.col(KeyedRows.KEY))
        .sortWithinPartitions(KeyedRows.KEY)
        .mapPartitions(
            new SettleSessions(context), Encoders.row(UsageTables.USAGE_RECORD.schema()));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Records(new RowGroups(rows, context.contentHashes().value()));
  }

  /** The records of one session after the other; the tally is handed in when the last is taken. */
  private final class Records extends MadeRows {
    private final RowGroups groups;
    private final RowTally tally = new RowTally();
    private final ResolveVersions versions = new ResolveVersions(context.canonicalRows());
    private final SettleSession settleSession = new SettleSession(context.rules().value());

    Records(RowGroups groups) {
      this.groups = groups;
    }

    @Override
    protected boolean make() {
      if (groups.hasNext()) {
        for (SettledRecord settled : settle(groups.next())) {
          noteDay(settled);
          put(UsageRows.toRow(settled, context.runId()));
        }
        return true;
      }
      groups
          .firstKey()
          .ifPresent(key -> context.tallies().add(new TallyAccumulator.OfPartition(key, tally)));
      return false;
    }

    /** One row may give records of other days than its own, such as connections after midnight. */
    private void noteDay(SettledRecord settled) {
      LocalDate day = settled.record().usageDate();
      tally.wrote(day);
      if (!day.equals(Days.of(settled.row().rank().usedAt()))) {
        settled.record().sessionId().ifPresent(session -> tally.wroteElsewhere(session, day));
      }
    }

    private List<SettledRecord> settle(Group group) {
      List<AcceptedRow> winners = winners(group);
      if (winners.get(0).attribution().sessionId().isEmpty()) {
        return winners.stream().flatMap(row -> settleSession.settleAlone(row).stream()).toList();
      }
      SettleSession.Settled settled = settleSession.settle(winners);
      tally.leftOpen(settled.openConnections());
      return settled.records();
    }

    private List<AcceptedRow> winners(Group group) {
      record Identity(UsageSource source, String identity) {}
      Map<Identity, List<AcceptedRow>> byIdentity = new HashMap<>();
      List<AcceptedRow> winners = new ArrayList<>();
      for (AcceptedRow row : group.rows()) {
        if (Sources.isEventLog(row.source())) {
          byIdentity
              .computeIfAbsent(new Identity(row.source(), row.identity()), id -> new ArrayList<>(1))
              .add(row);
        } else {
          winners.add(row);
        }
      }
      for (List<AcceptedRow> rows : byIdentity.values()) {
        Resolution resolution = versions.resolve(rows);
        tally.count(resolution, group.stored());
        winners.add(resolution.winner());
      }
      return winners;
    }
  }
}
