package io.voxledger.billed.spark;

import static java.util.stream.Collectors.joining;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.SettledQuantity;
import io.voxledger.billed.StandingBucket;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.BillTables;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * What bills said of each day when they were compared last, as digests: a night compares the days
 * of which they say something else now, for whatever reason (another pull, an exchange rate, a time
 * zone), and no others.
 */
final class BilledDays {
  private static final int HEX = 16;
  private static final int LONGEST_YEARS = 10;

  private final SparkSession spark;
  private final LakeTable table;

  /** A currency in a period: a bill in it is compared at the exchange rates of all its days. */
  private record Converted(String currency, BillingPeriod period) {
    String rates(FxRates exchangeRates) {
      return currency.equals("USD") || isOfDecades(period)
          ? ""
          : period
              .start()
              .minusDays(1) // the biller's days and ours differ
              .datesUntil(period.end().plusDays(1))
              .map(day -> exchangeRates.find(currency, day).toString())
              .collect(joining("|", "|", ""));
    }
  }

  BilledDays(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.table = warehouse.table(BillTables.BILLED_DAY);
  }

  /**
   * Keeps what the bills say.
   *
   * @return the days of which they said something else before
   */
  Set<LocalDate> publish(SettledBills bills, FxRates exchangeRates, String runId) {
    Map<LocalDate, String> now = digests(bills, exchangeRates);
    Map<LocalDate, String> before = published();
    Set<LocalDate> changed = new TreeSet<>(now.keySet());
    changed.addAll(before.keySet());
    changed.removeIf(day -> now.getOrDefault(day, "").equals(before.get(day)));
    if (!changed.isEmpty()) {
      List<Row> rows = new ArrayList<>();
      now.forEach((day, digest) -> rows.add(RowFactory.create(day, digest, runId)));
      table.replaceAll(spark.createDataFrame(rows, BillTables.BILLED_DAY.schema()).coalesce(1));
    }
    return changed;
  }

  private Map<LocalDate, String> published() {
    Map<LocalDate, String> digests = new HashMap<>();
    if (table.version() > 0) {
      table
          .read()
          .collectAsList()
          .forEach(row -> digests.put(row.getAs("billing_date"), row.getAs("content_hash")));
    }
    return digests;
  }

  /** Sums of digests, so that the order of what is said does not matter. */
  private static Map<LocalDate, String> digests(SettledBills bills, FxRates exchangeRates) {
    Map<LocalDate, BigInteger> sums = new TreeMap<>();
    Map<Converted, String> rates = new HashMap<>();
    for (BilledLine line : bills.lines()) {
      Converted converted = new Converted(line.line().currency(), line.billingPeriod());
      String at = rates.computeIfAbsent(converted, one -> one.rates(exchangeRates));
      add(sums, line.billingPeriod(), said(line) + at);
    }
    for (SettledQuantity quantity : bills.quantities()) {
      add(sums, quantity.source().billingPeriod(quantity.period()), quantity.toString());
    }
    for (StandingBucket bucket : bills.standing()) {
      add(sums, bucket.source().billingPeriod(bucket.period()), bucket.toString());
    }
    Map<LocalDate, String> digests = new TreeMap<>();
    sums.forEach((day, sum) -> digests.put(day, sum.toString(HEX)));
    return digests;
  }

  /** The id stands for all that the bill's own words say; the rest is what we make of them. */
  private static String said(BilledLine line) {
    return String.join(
        "|",
        line.id(),
        line.standing().code(),
        line.file(),
        line.pull().name(),
        line.billingPeriod().toString(),
        line.sku().orElse(""),
        line.usd().toString(),
        line.line().more().extra().toString());
  }

  private static void add(Map<LocalDate, BigInteger> sums, BillingPeriod period, String said) {
    BigInteger digest = new BigInteger(1, DigestUtils.sha256(said));
    marks(period).forEach(day -> sums.merge(day, digest, BigInteger::add));
  }

  /** Days by which each month that a period reaches into is known; of decades, the ends alone. */
  private static Set<LocalDate> marks(BillingPeriod period) {
    Set<LocalDate> days = new TreeSet<>(Set.of(period.start()));
    days.add(period.end().minusDays(1));
    if (!isOfDecades(period)) {
      LocalDate second = period.start().plusMonths(1).withDayOfMonth(1);
      second
          .datesUntil(period.end().isAfter(second) ? period.end() : second, Period.ofMonths(1))
          .forEach(days::add);
    }
    return days;
  }

  private static boolean isOfDecades(BillingPeriod period) {
    return period.end().isAfter(period.start().plusYears(LONGEST_YEARS));
  }
}
