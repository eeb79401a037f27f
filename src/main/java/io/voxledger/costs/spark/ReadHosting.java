package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.costs.hosting.OpenSpans;
import io.voxledger.costs.hosting.OpenSpans.Span;
import io.voxledger.costs.hosting.PeakSweep;
import io.voxledger.lake.DayFilter;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Reads from connections how many sessions were open at a time and for how long participants were
 * connected. Sessions are cut at full hours, and each hour is swept by itself, so that no task sees
 * more than the sessions of an hour.
 */
public final class ReadHosting {
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final StructType CHANGE =
      StructType.fromDDL("hour BIGINT, at BIGINT, change INT, day DATE");
  private static final StructType PEAK = StructType.fromDDL("day DATE, peak BIGINT");

  private final Dataset<Row> connections;
  private final SortedSet<LocalDate> days;

  /**
   * Looks at connections on those days: at those that began then, and for the peak also at those
   * that began the day before. What is open for longer counts until the end of its second day.
   *
   * @param records rows of {@code usage_record}
   */
  public ReadHosting(Dataset<Row> records, SortedSet<LocalDate> days) {
    TreeSet<LocalDate> began = new TreeSet<>(days);
    days.forEach(day -> began.add(day.minusDays(1)));
    this.days = days;
    this.connections =
        records
            .filter(DayFilter.in("usage_date", began))
            .filter("standing = 'used' AND session_id IS NOT NULL")
            .filter(col("kind").isin(Kind.WEBRTC.code(), Kind.AGENT.code(), Kind.SIP.code()));
  }

  /** How long participants were connected by webrtc, by the day on which they did, in seconds. */
  public Map<LocalDate, BigDecimal> secondsByDay() {
    return secondsBy("usage_date");
  }

  /** How long participants were connected by webrtc, by project, in seconds. */
  public Map<String, BigDecimal> secondsByProject() {
    return secondsBy("project_id");
  }

  private <K> Map<K, BigDecimal> secondsBy(String column) {
    Map<K, BigDecimal> seconds = new HashMap<>();
    connections
        .filter(DayFilter.in("usage_date", days))
        .filter(col("kind").equalTo(Kind.WEBRTC.code()))
        .groupBy(column)
        .agg(
            coalesce(sum(col("quantities").getItem(Meter.WEBRTC_SECONDS.code())), lit(0))
                .cast("DECIMAL(28,6)")
                .as("seconds"))
        .collectAsList()
        .forEach(row -> seconds.put(row.getAs(column), row.getAs("seconds")));
    return seconds;
  }

  /** The most sessions with an open connection of any kind at a time, by day. */
  public Map<LocalDate, Long> peaks() {
    MapPartitionsFunction<Row, Row> changes = Changes::new;
    MapPartitionsFunction<Row, Row> sweep = ReadHosting::sweep;
    Map<LocalDate, Long> peaks = new HashMap<>();
    connections
        .select(col("session_id"), col("used_at"), seconds().as("seconds"))
        .repartition(col("session_id"))
        .sortWithinPartitions("session_id", "used_at")
        .mapPartitions(changes, Encoders.row(CHANGE))
        .filter(DayFilter.in("day", days))
        .repartition(col("hour"))
        .sortWithinPartitions("hour", "at", "change")
        .mapPartitions(sweep, Encoders.row(PEAK))
        .groupBy("day")
        .agg(max("peak").as("peak"))
        .collectAsList()
        .forEach(row -> peaks.put(row.getAs("day"), row.getAs("peak")));
    return peaks;
  }

  private static Column seconds() {
    Column of = null;
    for (Meter meter :
        List.of(Meter.WEBRTC_SECONDS, Meter.AGENT_SESSION_SECONDS, Meter.SIP_SECONDS)) {
      Column one = col("quantities").getItem(meter.code());
      of = of == null ? one : coalesce(of, one);
    }
    return of;
  }

  private static Iterator<Row> sweep(Iterator<Row> changes) {
    List<Row> peaks = new ArrayList<>();
    PeakSweep sweep = new PeakSweep();
    Row last = null;
    while (changes.hasNext()) {
      Row row = changes.next();
      if (last != null && last.getLong(0) != row.getLong(0)) {
        peaks.add(RowFactory.create(last.<LocalDate>getAs("day"), sweep.peak()));
        sweep = new PeakSweep();
      }
      sweep.change(row.getInt(2));
      last = row;
    }
    if (last != null) {
      peaks.add(RowFactory.create(last.<LocalDate>getAs("day"), sweep.peak()));
    }
    return peaks.iterator();
  }

  /** The openings and closings of one session after the other, hour by hour. */
  private static final class Changes implements Iterator<Row> {
    private final Iterator<Row> connections;
    private Row pending;
    private Iterator<Row> ready = List.<Row>of().iterator();

    Changes(Iterator<Row> connections) {
      this.connections = connections;
      this.pending = next(connections);
    }

    private static Row next(Iterator<Row> rows) {
      return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && pending != null) {
        ready = session();
      }
      return ready.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private Iterator<Row> session() {
      String session = pending.getString(0);
      List<Span> spans = new ArrayList<>();
      while (pending != null && pending.getString(0).equals(session)) {
        spans.add(span(pending));
        pending = next(connections);
      }
      List<Row> changes = new ArrayList<>();
      for (Span span : OpenSpans.union(spans)) {
        for (Span part : OpenSpans.cut(span, HOUR)) {
          long hour = Math.floorDiv(part.from(), HOUR);
          LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(hour, 24L));
          changes.add(RowFactory.create(hour, part.from(), 1, day));
          changes.add(RowFactory.create(hour, part.until(), -1, day));
        }
      }
      return changes.iterator();
    }

    /** As far as it counts: until the end of its second day, however long it says it took. */
    private static Span span(Row connection) {
      long from = Timestamps.toMicros(connection.<Instant>getAs("used_at"));
      long endOfSecondDay = (Math.floorDiv(from, DAY) + 2) * DAY;
      BigDecimal seconds = connection.getAs("seconds");
      BigDecimal until =
          seconds == null
              ? BigDecimal.valueOf(from)
              : seconds.movePointRight(6).add(BigDecimal.valueOf(from));
      return new Span(from, until.min(BigDecimal.valueOf(endOfSecondDay)).longValueExact());
    }
  }
}
