package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.RepriceSums;
import io.voxledger.pricing.RepriceSums.Sum;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import io.voxledger.settings.Settings;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** What the charges of a month would have cost with a new card in force. */
final class CardEffect {
  private final Settings settings;
  private final YearMonth month;
  private final Map<String, Line> lines = new TreeMap<>();
  private BigDecimal unchanged = BigDecimal.ZERO;

  /** One sku and meter: as charged, and with the card. */
  private record Line(String biller, String sku, String meter, BigDecimal now, BigDecimal then) {
    Line plus(Line other) {
      return new Line(biller, sku, meter, now.add(other.now), then.add(other.then));
    }
  }

  CardEffect(Settings settings, YearMonth month) {
    this.settings = settings;
    this.month = month;
  }

  /**
   * Prices what the newest run published.
   *
   * @param knownAt of which time the exchange rates are
   */
  void of(RateCard card, Warehouse warehouse, Instant knownAt) {
    PublishedTables tables = NewestRun.tables(warehouse);
    ExchangeRates exchange =
        RateStore.of(tables.read(RunTables.RATE_CARD), knownAt).book().exchangeRates();
    RateBook only = RateBook.compile(List.of(card), exchange, card.recordedAt().plusSeconds(1));
    RepriceSums reprice = new RepriceSums(card, only, settings.agreedPrices());
    for (Row row : charged(card, tables)) {
      Sum charged = sumOf(row);
      Optional<BigDecimal> cost = reprice.cost(charged);
      if (cost.isPresent()) {
        Line line =
            new Line(
                charged.biller(),
                charged.sku(),
                charged.meter().code(),
                charged.contractedCost(),
                cost.get());
        lines.merge(line.biller() + " " + line.sku() + " " + line.meter(), line, Line::plus);
      } else {
        unchanged = unchanged.add(charged.contractedCost());
      }
    }
  }

  private List<Row> charged(RateCard card, PublishedTables tables) {
    return tables
        .read(CostTables.CHARGE)
        .filter(col("usage_date").between(month.atDay(1), month.atEndOfMonth()))
        .filter(col("biller").equalTo(card.biller()))
        .groupBy(
            col("biller"),
            col("account"),
            col("model"),
            col("sku"),
            col("kind"),
            col("meter"),
            col("service_tier"),
            col("region"),
            col("context_band"))
        .agg(sum("billable_quantity").as("billable"), sum("contracted_cost").as("cost"))
        .collectAsList();
  }

  private static Sum sumOf(Row row) {
    return new Sum(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("model"),
        row.getAs("sku"),
        Kind.of(row.getAs("kind")).orElseThrow(),
        Meter.of(row.getAs("meter")).orElseThrow(),
        row.getAs("service_tier"),
        Optional.ofNullable(row.getAs("region")),
        ContextBand.valueOf(row.<String>getAs("context_band").toUpperCase(Locale.ROOT)),
        row.getAs("billable"),
        row.getAs("cost"));
  }

  void print() {
    TextTable table = new TextTable("biller", "model", "meter", "charged", "with card", "change");
    for (Line line : lines.values()) {
      addTo(table, line);
    }
    addTo(table, new Line("total", "", "", now(), then()));
    System.out.println(
        "Charges of " + month + " (contracted, USD), and the same usage at the card's prices:");
    System.out.print(table);
    if (unchanged.signum() != 0) {
      System.out.println(
          "The card says nothing about further charges of "
              + Shown.rounded(unchanged, 4)
              + " USD of that biller.");
    }
  }

  private static void addTo(TextTable table, Line line) {
    table.row(
        line.biller(),
        line.sku(),
        line.meter(),
        Shown.rounded(line.now(), 4),
        Shown.rounded(line.then(), 4),
        Shown.rounded(line.then().subtract(line.now()), 4));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("month", month.toString());
    json.put("charged_usd", now().toPlainString());
    json.put("with_card_usd", then().toPlainString());
    json.put("change_usd", then().subtract(now()).toPlainString());
    json.put("not_on_card_usd", unchanged.toPlainString());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Line line : lines.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("biller", line.biller());
      row.put("sku", line.sku());
      row.put("meter", line.meter());
      row.put("charged_usd", line.now().toPlainString());
      row.put("with_card_usd", line.then().toPlainString());
      rows.add(row);
    }
    json.put("lines", rows);
    return json;
  }

  private BigDecimal now() {
    return lines.values().stream().map(Line::now).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal then() {
    return lines.values().stream().map(Line::then).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
