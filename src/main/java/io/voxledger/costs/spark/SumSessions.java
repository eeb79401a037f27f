package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.voxledger.costs.SessionCharge;
import io.voxledger.costs.SessionDay;
import io.voxledger.costs.SessionTimes;
import io.voxledger.costs.SumSession;
import io.voxledger.lake.MadeRows;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.spark.SessionEventRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Brings days, charges and events of sessions together and adds each session up: rows of {@code
 * session_cost}.
 */
final class SumSessions implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final StructType DAY = CostTables.SESSION_DAY.schema();
  private static final StructType CHARGE = SessionCostRows.ofCharge(CostTables.CHARGE.schema());
  private static final StructType EVENT = UsageTables.SESSION_EVENT.schema();

  private final Set<String> tagKeys;
  private final String runId;

  private SumSessions(Set<String> tagKeys, String runId) {
    this.tagKeys = tagKeys;
    this.runId = runId;
  }

  /**
   * Adds sessions up. The three datasets hold everything of the sessions that they name.
   *
   * @param days rows of {@code session_day}
   * @param charges rows of {@code charge}
   * @param events rows of {@code session_event}
   */
  static Dataset<Row> sum(
      Dataset<Row> days, Dataset<Row> charges, Dataset<Row> events, SumSessions how) {
    Dataset<Row> together =
        tagged(days, DAY, 0).union(tagged(charges, CHARGE, 1)).union(tagged(events, EVENT, 2));
    return together
        .repartition(col("session_id"))
        .sortWithinPartitions("session_id")
        .mapPartitions(how, Encoders.row(CostTables.SESSION_COST.schema()));
  }

  static SumSessions with(Set<String> tagKeys, String runId) {
    return new SumSessions(tagKeys, runId);
  }

  private static Dataset<Row> tagged(Dataset<Row> rows, StructType schema, int position) {
    StructType[] all = {DAY, CHARGE, EVENT};
    Column[] columns = new Column[4];
    columns[0] = col("session_id");
    for (int i = 0; i < all.length; i++) {
      Column value =
          i == position
              ? struct(
                  java.util.Arrays.stream(schema.fieldNames())
                      .map(rows::col)
                      .toArray(Column[]::new))
              : lit(null);
      columns[i + 1] = value.cast(asNullable(all[i])).as("part" + i);
    }
    return rows.select(columns);
  }

  private static StructType asNullable(StructType schema) {
    StructType nullable = new StructType();
    for (var field : schema.fields()) {
      nullable = nullable.add(field.name(), field.dataType(), true);
    }
    return nullable;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Sessions(rows);
  }

  /** One session after the other. */
  private final class Sessions extends MadeRows {
    private final Iterator<Row> rows;
    private final SumSession sumSession = new SumSession(tagKeys);
    private Row pending;

    Sessions(Iterator<Row> rows) {
      this.rows = rows;
      this.pending = rows.hasNext() ? rows.next() : null;
    }

    @Override
    protected boolean make() {
      if (pending == null) {
        return false;
      }
      nextSession().ifPresent(this::put);
      return true;
    }

    private Optional<Row> nextSession() {
      String session = pending.getString(0);
      List<SessionDay> days = new ArrayList<>();
      List<SessionCharge> charges = new ArrayList<>();
      List<AcceptedRow> events = new ArrayList<>();
      while (pending != null && pending.getString(0).equals(session)) {
        if (!pending.isNullAt(1)) {
          days.add(SessionCostRows.day(pending.getStruct(1)));
        } else if (!pending.isNullAt(2)) {
          charges.add(SessionCostRows.charge(pending.getStruct(2)));
        } else {
          events.add(SessionEventRows.toAcceptedRow(pending.getStruct(3)));
        }
        pending = rows.hasNext() ? rows.next() : null;
      }
      return sumSession
          .sum(session, days, charges, SessionTimes.of(events))
          .map(cost -> SessionCostRows.toRow(cost, runId));
    }
  }
}
