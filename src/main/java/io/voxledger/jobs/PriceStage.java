package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;

import io.voxledger.costs.spark.WriteCosts;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.TableDefinition;
import io.voxledger.pricing.Pricer;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.spark.PublishedRates;
import io.voxledger.rates.spark.RateChanges;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.time.ClosedMonths;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Prices the usage of every day whose usage, rates or settings changed. */
final class PriceStage {
  private final RunContext run;
  private final ClosedMonths closed;
  private final RateStore store;
  private final PublishedRates published;

  PriceStage(RunContext run, ClosedMonths closed, RateStore store) {
    this.run = run;
    this.closed = closed;
    this.store = store;
    this.published = new PublishedRates(run.warehouse());
  }

  /**
   * What was priced.
   *
   * @param changes how the known prices differ from those that the last run priced with
   */
  record Result(RateStore.Known known, RateChanges changes) {}

  /**
   * Prices.
   *
   * @param reproduce whether given days are priced as of an earlier time, and nothing else is
   */
  Result price(Touched touched, boolean reproduce) {
    RateStore.Known known = store.load(run.ratesKnownAt());
    known.conflicts().forEach(conflict -> run.progress().warn(conflict.message()));
    RateChanges changes = reproduce ? RateChanges.NONE : published.changedSince(known);
    if (!changes.isNone()) {
      TreeSet<LocalDate> days = unpricedDays();
      days.addAll(chargedDays(changes));
      days.forEach(day -> touched.usageDay(day, Touched.RATE_CHANGE));
    }
    if (!touched.usageDays().isEmpty()) {
      run.progress().stage("pricing " + touched.usageDays().size() + " days");
      prepareFor(touched.usageDays().keySet());
      new WriteCosts(run.warehouse(), input(touched, known.book())).write();
      touched.pricedDays().addAll(closed.open(touched.usageDays().keySet()));
    }
    if (!changes.isNone() || !touched.usageDays().isEmpty()) {
      RateStore.Known shown = reproduce ? store.load(run.startedAt()) : known;
      published.publish(shown, changes, run.runId());
    }
    return new Result(known, changes);
  }

  /**
   * However few rows are new, a late one or a price that reaches far back: whole days are priced.
   */
  private void prepareFor(Collection<LocalDate> days) {
    SparkSessions.prepareForStored(
        run.spark(), run.warehouse().table(UsageTables.USAGE_RECORD).bytesOf(days));
  }

  /** Notes the days of a span that have usage. */
  void touch(RunPlan.Span span, Touched touched) {
    days(run.warehouse()
            .table(UsageTables.USAGE_RECORD)
            .read()
            .filter(col("usage_date").between(span.from(), span.to())))
        .forEach(day -> touched.usageDay(day, Touched.RATE_CHANGE));
  }

  /** Only reads the rates, for stages that follow. */
  Result loadOnly() {
    return new Result(store.load(run.ratesKnownAt()), RateChanges.NONE);
  }

  private WriteCosts.Input input(Touched touched, RateBook book) {
    return new WriteCosts.Input(
        touched.usageDays(),
        new Pricer(book, run.settings().agreedPrices()),
        run.settings().calendar(),
        run.settings().tags(),
        closed,
        run.runId());
  }

  /** The days on which a biller was charged, or a closed day has its usage, at other prices now. */
  private TreeSet<LocalDate> chargedDays(RateChanges changes) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Row row : billedDays(changes.billers()).collectAsList()) {
      LocalDate day = row.getAs("usage_date");
      if (changes.bearOn(row.getAs("biller"), day)) {
        days.add(day);
      }
    }
    return days;
  }

  /** What came for a closed day and cost nothing so far is neither charged nor a correction. */
  private Dataset<Row> billedDays(Set<String> billers) {
    Dataset<Row> charged = daysOf(CostTables.CHARGE, billers);
    return closed.isEmpty()
        ? charged.distinct()
        : charged
            .union(
                daysOf(UsageTables.USAGE_RECORD, billers)
                    .filter("NOT (" + DayFilter.outside("usage_date", closed.months()) + ")"))
            .distinct();
  }

  private Dataset<Row> daysOf(TableDefinition table, Set<String> billers) {
    return run.warehouse()
        .table(table)
        .read()
        .filter(col("biller").isInCollection(billers))
        .select("biller", "usage_date");
  }

  /** Any card may bear on what has no price, if only in what is suggested. */
  private TreeSet<LocalDate> unpricedDays() {
    return days(run.warehouse().table(CostTables.UNPRICED_USAGE).read());
  }

  private static TreeSet<LocalDate> days(Dataset<Row> rows) {
    return new TreeSet<>(
        rows.select("usage_date").distinct().as(Encoders.LOCALDATE()).collectAsList());
  }
}
