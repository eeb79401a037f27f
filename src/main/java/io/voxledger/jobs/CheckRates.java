package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateLookup;
import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import io.voxledger.tables.CostTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** What {@code doctor} says about rate cards: those that lie there now, against what is used. */
final class CheckRates {
  private static final String CHECK = "rates";
  private static final int RECENT_DAYS = 35;
  private static final int MOST = 10;
  private static final Duration SOON = Duration.ofDays(30);

  private final Warehouse warehouse;
  private final Settings settings;
  private final Instant now;
  private final Configuration hadoop;
  private final List<Finding> findings = new ArrayList<>();

  CheckRates(Warehouse warehouse, Settings settings, Clock clock) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.now = clock.instant();
    this.hadoop = warehouse.spark().sparkContext().hadoopConfiguration();
  }

  List<Finding> findings() {
    RateBook book = book();
    if (book.cards().isEmpty()) {
      findings.add(
          Finding.problem(
              CHECK,
              "no rate card is known; nothing would have a price",
              "Put cards into <landing>/rates/rate-card/ or a folder of `rates`"));
      return findings;
    }
    TreeSet<String> billers = new TreeSet<>();
    book.cards().forEach(card -> billers.add(card.biller()));
    findings.add(
        Finding.ok(
            CHECK, Shown.count(book.cards().size(), "card") + " of " + String.join(", ", billers)));
    unpriced();
    ending(book);
    findings.addAll(new CardAges(book, now).findings(inUse()));
    return findings;
  }

  private RateBook book() {
    LandedRates rates = LandedRates.read(settings, hadoop);
    rates
        .problems()
        .forEach(
            problem ->
                findings.add(
                    Finding.warning(
                        CHECK, problem, "The card is not used until this is corrected")));
    return rates.book(now);
  }

  private void unpriced() {
    List<Row> rows = recent(warehouse.table(CostTables.UNPRICED_USAGE), "reason", "suggestion");
    RateBook builtIn = RateBook.compile(BuiltInCards.read(), ExchangeRates.NONE, now);
    rows.stream().limit(MOST).forEach(row -> findings.add(unpriced(row, builtIn)));
    if (rows.size() > MOST) {
      findings.add(
          Finding.warning(
              CHECK,
              Shown.count(rows.size() - MOST, "more model") + " without a price",
              "See table unpriced_usage"));
    }
  }

  private Finding unpriced(Row row, RateBook builtIn) {
    return Finding.warning(
        CHECK,
        "%s %s: %s without a price (%s)"
            .formatted(
                row.getAs("biller"),
                row.getAs("model"),
                Shown.count(row.<Long>getAs("records"), "record"),
                row.getAs("reason")),
        builtIn(builtIn, row.getAs("biller"), row.getAs("model"))
            .or(() -> Optional.ofNullable(row.getAs("suggestion")))
            .orElse("Add a rate to a card"));
  }

  /** Which card of those that come with Voxledger has a price for a model. */
  private Optional<String> builtIn(RateBook builtIn, String biller, String model) {
    return builtIn.find(biller, model, now) instanceof RateLookup.Found found
        ? Optional.of(
            "The card "
                + found.rate().card().id()
                + " that comes with Voxledger prices it: name the folder `rates` of our `conf` in `rates`, or copy the card")
        : Optional.empty();
  }

  /** What was charged in the last weeks with usage. */
  private List<CardAges.Use> inUse() {
    return recent(warehouse.table(CostTables.CHARGE)).stream()
        .map(row -> new CardAges.Use(row.getAs("biller"), row.getAs("model")))
        .toList();
  }

  /** Models in use that will lose their rate, or have lost it. */
  private void ending(RateBook book) {
    for (Row row : recent(warehouse.table(CostTables.CHARGE))) {
      String biller = row.getAs("biller");
      String model = row.getAs("model");
      if (!(book.find(biller, model, now.plus(SOON)) instanceof RateLookup.Found)) {
        String until =
            book.considered(biller, model, now).stream()
                .flatMap(rate -> rate.card().effective().until().stream())
                .max(Instant::compareTo)
                .map(end -> "its rate ends at " + end)
                .orElse("no card that lies there names it any more");
        findings.add(
            Finding.warning(
                CHECK,
                biller + " " + model + ": " + until,
                "Add a card of " + biller + " that holds from then on"));
      }
    }
  }

  /** What the last weeks with usage name, by biller and model. */
  private List<Row> recent(LakeTable table, String... further) {
    if (table.version() <= 0) {
      return List.of();
    }
    Row last = table.read().agg(max("usage_date")).first();
    if (last.isNullAt(0)) {
      return List.of();
    }
    LocalDate first = last.<LocalDate>getAs(0).minusDays(RECENT_DAYS);
    List<String> columns = new ArrayList<>(List.of("biller", "model"));
    columns.addAll(List.of(further));
    org.apache.spark.sql.Column[] by =
        columns.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new);
    return table
        .read()
        .filter(DayFilter.from("usage_date", first))
        .groupBy(by)
        .agg(count(lit(1)).as("records"))
        .orderBy(by)
        .collectAsList();
  }
}
