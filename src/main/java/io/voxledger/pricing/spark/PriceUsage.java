package io.voxledger.pricing.spark;

import io.voxledger.lake.MadeRows;
import io.voxledger.pricing.AppliedRate;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.ChargeSum;
import io.voxledger.pricing.PricedMeter;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.PricingResult;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.pricing.UsageFacts;
import io.voxledger.tables.CostTables;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.spark.RecordReader;
import io.voxledger.usage.spark.UsageRows;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Prices usage records, each by itself, and sums them up as far as one task sees: the records of a
 * session stand together in the table's files, so a task hands on little more than the charges.
 */
public final class PriceUsage implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PARTS = 20_000;

  private static final StructType SCHEMA =
      new StructType()
          .add("charge", PartialCharges.SCHEMA, true)
          .add("unpriced", CostTables.UNPRICED_USAGE.schema(), true)
          .add("session_day", SessionDayPart.SCHEMA, true);

  private final Broadcast<Pricer> pricer;
  private final BillingCalendar calendar;
  private final StructType columns;
  private final String runId;

  private PriceUsage(
      Broadcast<Pricer> pricer, BillingCalendar calendar, StructType columns, String runId) {
    this.pricer = pricer;
    this.calendar = calendar;
    this.columns = columns;
    this.runId = runId;
  }

  /**
   * Everything that follows from usage records one by one.
   *
   * @param parts kept in memory or on disk until {@link #release}
   */
  public record Result(Dataset<Row> parts, String runId) {
    /** Rows of {@code charge}. */
    public Dataset<Row> charges() {
      return PartialCharges.toCharges(parts.filter("charge IS NOT NULL").select("charge.*"), runId);
    }

    /** Rows of {@code unpriced_usage}. */
    public Dataset<Row> unpriced() {
      return parts.filter("unpriced IS NOT NULL").select("unpriced.*");
    }

    /** Rows of {@code session_day}. */
    public Dataset<Row> sessionDays() {
      return SessionDayPart.toSessionDays(
          parts.filter("session_day IS NOT NULL").select("session_day.*"), runId);
    }

    public void release() {
      parts.unpersist();
    }
  }

  /**
   * Prices usage.
   *
   * @param usage rows of {@code usage_record}, used and shadowed
   */
  public static Result price(
      Dataset<Row> usage, Broadcast<Pricer> pricer, BillingCalendar calendar, String runId) {
    Dataset<Row> records = usage.select(RecordReader.columns());
    Dataset<Row> parts =
        records
            .mapPartitions(
                new PriceUsage(pricer, calendar, records.schema(), runId), Encoders.row(SCHEMA))
            .persist(org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK());
    return new Result(parts, runId);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> usage) {
    return new Parts(usage, pricer.value());
  }

  private record Part(ChargeKey key, AppliedRate rate) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Part that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /** Sums up the records of one session after the other. */
  private final class Parts extends MadeRows {
    private final Iterator<Row> usage;
    private final RecordReader records = new RecordReader(columns);
    private final Pricer pricer;
    private final Map<Part, ChargeSum> charges = new HashMap<>();
    private final Map<LocalDate, SessionDayPart> days = new HashMap<>();
    private Optional<String> session = Optional.empty();

    Parts(Iterator<Row> usage, Pricer pricer) {
      this.usage = usage;
      this.pricer = pricer;
    }

    @Override
    protected boolean make() {
      if (usage.hasNext()) {
        add(records.read(usage.next()));
        return true;
      }
      flush();
      return false;
    }

    private void add(UsageRecord record) {
      if (!record.sessionId().equals(session) || charges.size() > MAX_PARTS) {
        flush();
        session = record.sessionId();
      }
      boolean unpriced = record.standing() == Standing.USED && !priced(record);
      record
          .sessionId()
          .ifPresent(
              id ->
                  days.computeIfAbsent(
                          record.usageDate(),
                          day -> new SessionDayPart(id, day, record.projectId()))
                      .add(record, unpriced));
    }

    private boolean priced(UsageRecord record) {
      PricingResult result = pricer.price(UsageFacts.of(record));
      if (result instanceof Unpriced unpriced) {
        put(RowFactory.create(null, unpricedRow(record, unpriced), null));
        return false;
      }
      boolean isDayBefore = BillingCalendar.isDayBeforeInPacificTime(record.usedAt());
      for (PricedMeter meter : ((Priced) result).meters()) {
        charges.merge(
            new Part(ChargeKey.of(record, meter, calendar), meter.rate()),
            ChargeSum.of(meter, isDayBefore),
            ChargeSum::plus);
      }
      return true;
    }

    private void flush() {
      charges.forEach(
          (part, sum) ->
              put(
                  RowFactory.create(
                      PartialCharges.toRow(part.key(), part.rate(), sum), null, null)));
      days.values().forEach(day -> put(RowFactory.create(null, null, day.toRow())));
      charges.clear();
      days.clear();
    }
  }

  private Row unpricedRow(UsageRecord record, Unpriced unpriced) {
    return RowFactory.create(
        record.source().folder(),
        record.usageId(),
        unpriced.reason().code(),
        unpriced.detail(),
        unpriced.suggestion(),
        record.sessionId().orElse(null),
        record.projectId(),
        record.biller(),
        record.account(),
        record.model(),
        record.usedAt(),
        UsageRows.byCode(record.quantities()),
        unpriced.bounds().map(PricingResult.CostBounds::low).orElse(null),
        unpriced.bounds().map(PricingResult.CostBounds::high).orElse(null),
        record.usageDate(),
        runId);
  }
}
