package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.pricing.spark.PriceUsage;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.testing.TestSpark;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.Flag;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SettledRecord;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.UsageRows;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges that Spark adds up of parts are those of a plain loop over all records. */
class PriceUsageTest {
  private static final Pricer PRICER =
      new Pricer(
          Cards.book(Cards.yaml("b", RandomUses.RATES)),
          AgreedPricesReader.read(RandomUses.CONTRACTS));
  private static final BillingCalendar CALENDAR =
      new BillingCalendar(Map.of("b", ZoneId.of("America/Los_Angeles")));
  private static final int RECORDS = 600;

  private static List<UsageRecord> randomRecords(long seed) {
    RandomUses uses = new RandomUses(seed);
    Random random = new Random(seed);
    List<UsageRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      UsageFacts facts =
          random.nextInt(20) == 0
              ? Use.of("b", "unknown").with(Meter.INPUT_TEXT, "7").facts()
              : uses.next().facts();
      int session = random.nextInt(8);
      records.add(
          new UsageRecord(
              UsageSource.USAGE_RECORD,
              "u" + i,
              session == 0 ? Optional.empty() : Optional.of("RM_" + session),
              Optional.empty(),
              session == 0 ? "p" + random.nextInt(2) : "p",
              Optional.empty(),
              facts.kind(),
              "provider",
              "direct",
              facts.biller(),
              facts.account(),
              facts.model(),
              facts.serviceTier(),
              facts.region(),
              facts.usedAt(),
              facts.contextTokens(),
              facts.quantities(),
              random.nextInt(10) == 0 ? Standing.SHADOWED : Standing.USED,
              random.nextInt(5) == 0 ? Set.of(Flag.TYPE_INFERRED) : Set.of()));
    }
    return records;
  }

  private static Row toRow(UsageRecord record) {
    AcceptedRow row =
        new AcceptedRow(
            record.source(),
            record.usageId(),
            new RowRank(RowRank.NO_REVISION, record.usedAt(), "digest"),
            new RowOrigin("file", "hash", 1),
            new Attribution(
                record.sessionId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            List.of(),
            Optional.empty());
    UsageItem item =
        new UsageItem(
            "",
            record.kind(),
            record.provider(),
            Optional.empty(),
            Optional.empty(),
            record.model(),
            record.serviceTier(),
            record.region(),
            record.contextTokens(),
            record.quantities(),
            record.flags());
    return UsageRows.toRow(new SettledRecord(record, row, item), "run");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5"})
  void parts_of_any_number_of_tasks_add_up_to_the_loops_charges(long seed, int tasks) {
    List<UsageRecord> records = randomRecords(seed);
    Map<ChargeKey, ChargeSum> sums = new HashMap<>();
    Map<ChargeKey, AppliedRate> rates = new HashMap<>();
    List<String> unpriced = new ArrayList<>();
    for (UsageRecord record : records) {
      if (record.standing() == Standing.SHADOWED) {
        continue;
      }
      PricingResult result = PRICER.price(UsageFacts.of(record));
      if (result instanceof Unpriced no) {
        unpriced.add(record.usageId() + " " + no.reason().code());
        continue;
      }
      for (PricedMeter meter : ((Priced) result).meters()) {
        ChargeKey key = ChargeKey.of(record, meter, CALENDAR);
        boolean dayBefore = BillingCalendar.isDayBeforeInPacificTime(record.usedAt());
        sums.merge(key, ChargeSum.of(meter, dayBefore), ChargeSum::plus);
        rates.put(key, meter.rate());
      }
    }
    List<String> charges = new ArrayList<>();
    sums.forEach((key, sum) -> charges.add(told(key, sum, rates.get(key))));

    PriceUsage.Result priced = priced(records, tasks, seed);
    assertThat(priced.charges().collectAsList().stream().map(PriceUsageTest::told))
        .containsExactlyInAnyOrderElementsOf(charges);
    assertThat(
            priced.unpriced().collectAsList().stream()
                .map(row -> row.getAs("usage_id") + " " + row.getAs("reason")))
        .containsExactlyInAnyOrderElementsOf(unpriced);
    assertThat(unpriced).isNotEmpty();
    priced.release();
  }

  @ParameterizedTest
  @CsvSource("3, 5")
  void parts_of_session_days_add_up_to_the_loops_tokens(long seed, int tasks) {
    List<UsageRecord> records = randomRecords(seed);
    Map<String, BigDecimal[]> days = new HashMap<>();
    for (UsageRecord record : records) {
      if (record.sessionId().isEmpty()) {
        continue;
      }
      String day = record.sessionId().get() + " " + record.usageDate();
      BigDecimal[] sums = days.computeIfAbsent(day, none -> zeros());
      if (record.standing() == Standing.USED) {
        add(sums, counted(record));
      }
    }
    PriceUsage.Result priced = priced(records, tasks, seed);
    assertThat(priced.sessionDays().collectAsList().stream().map(PriceUsageTest::toldDay))
        .containsExactlyInAnyOrderElementsOf(
            days.entrySet().stream()
                .map(e -> e.getKey() + told(List.of((Object[]) e.getValue())))
                .toList());
    priced.release();
  }

  private static BigDecimal[] zeros() {
    BigDecimal[] zeros = new BigDecimal[6];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  private static void add(BigDecimal[] sums, List<BigDecimal> counts) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i].add(counts.get(i));
    }
  }

  /** Audio in and out, text and cached tokens of llm records; connections; unpriced records. */
  private static List<BigDecimal> counted(UsageRecord record) {
    boolean llm = record.kind() == Kind.LLM;
    boolean connection = Set.of(Kind.WEBRTC, Kind.AGENT, Kind.SIP).contains(record.kind());
    boolean unpriced = PRICER.price(UsageFacts.of(record)) instanceof Unpriced;
    return List.of(
        sumOf(llm, record, Meter.INPUT_AUDIO, Meter.CACHE_READ_AUDIO),
        sumOf(llm, record, Meter.OUTPUT_AUDIO),
        sumOf(
            llm,
            record,
            Meter.INPUT_TEXT,
            Meter.CACHE_READ_TEXT,
            Meter.OUTPUT_TEXT,
            Meter.CACHE_WRITE_1H),
        sumOf(llm, record, Meter.CACHE_READ_TEXT, Meter.CACHE_READ_AUDIO, Meter.CACHE_READ_IMAGE),
        connection ? BigDecimal.ONE : BigDecimal.ZERO,
        unpriced ? BigDecimal.ONE : BigDecimal.ZERO);
  }

  private static BigDecimal sumOf(boolean counts, UsageRecord record, Meter... meters) {
    return Arrays.stream(meters)
        .map(meter -> counts ? record.quantities().get(meter) : BigDecimal.ZERO)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String toldDay(Row day) {
    List<Object> sums =
        List.of(
            day.getAs("audio_in"),
            day.getAs("audio_out"),
            day.getAs("text"),
            day.getAs("cached"),
            BigDecimal.valueOf(day.<Long>getAs("connections")),
            BigDecimal.valueOf(day.<Long>getAs("unpriced_records")));
    return day.getAs("session_id") + " " + day.getAs("usage_date") + told(sums);
  }

  private static PriceUsage.Result priced(List<UsageRecord> records, int tasks, long seed) {
    SparkSession spark = TestSpark.session();
    List<Row> rows = new ArrayList<>(records.stream().map(PriceUsageTest::toRow).toList());
    Collections.shuffle(rows, new Random(seed));
    Dataset<Row> usage =
        spark
            .createDataset(rows, Encoders.row(UsageTables.USAGE_RECORD.schema()))
            .repartition(tasks);
    return PriceUsage.price(
        usage,
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(PRICER),
        CALENDAR,
        "run");
  }

  private static String told(ChargeKey key, ChargeSum sum, AppliedRate rate) {
    ChargeCost cost = sum.cost(rate);
    MeteredOtherwise otherwise = sum.meteredOtherwise(key.meter().basis() == Basis.SECONDS);
    List<Object> values = new ArrayList<>();
    Collections.addAll(
        values,
        key.sessionId().orElse(null),
        key.projectId(),
        key.usageDate(),
        key.billingDate(),
        key.biller(),
        key.account(),
        key.provider(),
        key.route(),
        key.kind().code(),
        key.model(),
        key.sku(),
        key.meter().code(),
        key.serviceTier(),
        key.region().orElse(null),
        key.contextBand().code(),
        key.rateId(),
        key.contractedUnitPrice(),
        sum.records(),
        cost.quantity(),
        cost.billableQuantity(),
        rate.unitPrice(),
        rate.per(),
        cost.listCost(),
        cost.contractedCost(),
        rate.effectiveFrom(),
        sum.flags().stream().map(Flag::code).sorted().toList(),
        otherwise.wholeSeconds(),
        otherwise.wholeMinutes(),
        otherwise.dayBefore(),
        otherwise.pastThreshold(),
        "run");
    return told(values);
  }

  private static String told(Row row) {
    assertThat(row.length()).isEqualTo(CostTables.CHARGE.columns().size());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      values.add(i == row.fieldIndex("flags") ? row.getList(i) : row.get(i));
    }
    return told(values);
  }

  private static String told(List<Object> values) {
    return String.join(
        " | ",
        values.stream()
            .map(
                value ->
                    value instanceof BigDecimal decimal
                        ? decimal.stripTrailingZeros().toPlainString()
                        : String.valueOf(value))
            .toList());
  }
}
