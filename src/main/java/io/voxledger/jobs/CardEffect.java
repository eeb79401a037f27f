package io.voxledger.jobs;

import io.voxledger.costs.spark.RepriceMonth;
import io.voxledger.costs.whatif.RepriceCharge;
import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.costs.whatif.Scenario;
import io.voxledger.costs.whatif.TokenFactors;
import io.voxledger.costs.whatif.WhatIf;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.pricing.Pricer;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import io.voxledger.reports.WhatIfReport;
import io.voxledger.settings.Settings;
import io.voxledger.tables.RunTables;
import io.voxledger.time.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the charges of a month would have cost with a new card in force: what {@code what-if} says
 * of a card, before it is in any rate book.
 */
final class CardEffect {
  private static final int DECIMALS = 4;

  private final YearMonth month;
  private final WhatIf whatIf;
  private final Map<String, Line> lines = new TreeMap<>();

  /** One model and meter: as charged, and with the card, where it has a price. */
  private record Line(
      String model, String meter, BigDecimal now, Optional<Range> then, String problem) {
    Line plus(Line other) {
      return new Line(
          model,
          meter,
          now.add(other.now),
          then.isPresent() && other.then.isPresent()
              ? Optional.of(then.get().plus(other.then.get()))
              : Optional.empty(),
          problem.isEmpty() ? other.problem : problem);
    }
  }

  private CardEffect(YearMonth month, WhatIf whatIf) {
    this.month = month;
    this.whatIf = whatIf;
    for (WhatIf.Line line : whatIf.lines()) {
      Line added =
          new Line(
              line.supposed().from(),
              line.supposed().meter().code(),
              line.currentUsd(),
              line.supposed().cost(),
              line.supposed().problem());
      String key = added.model() + " " + added.meter() + " " + added.then().isPresent();
      lines.merge(key, added, Line::plus);
    }
  }

  /** Prices the published charges of the card's biller again. */
  static CardEffect of(
      RateCard card, YearMonth month, Settings settings, Warehouse warehouse, Instant knownAt) {
    PublishedTables tables = NewestRun.tables(warehouse);
    RateBook book = RateStore.of(tables.read(RunTables.RATE_CARD), knownAt).book();
    AgreedPrices agreed = settings.agreedPrices();
    RepriceCharge reprice =
        new RepriceCharge(
            new Scenario(List.of(), null, null, false),
            TokenFactors.NONE,
            new Pricer(book, agreed),
            Optional.of(pricer(card, book, agreed)),
            endOf(month));
    LocalDate first = month.atDay(1);
    return new CardEffect(
        month, new RepriceMonth(warehouse.spark(), tables, first).reprice(card.biller(), reprice));
  }

  /** Prices by one card as if it were in force for ever, with the book's exchange rates. */
  static Pricer pricer(RateCard card, RateBook book, AgreedPrices agreed) {
    RateCard forEver =
        new RateCard(
            card.id(),
            card.biller(),
            card.currency(),
            new TimeRange(Instant.EPOCH, null),
            Instant.EPOCH,
            card.source(),
            card.entries(),
            card.file(),
            card.priceListOrNull());
    return new Pricer(
        RateBook.compile(List.of(forEver), book.exchangeRates(), book.knownAt()), agreed);
  }

  /** The first instant after the month. */
  static Instant endOf(YearMonth month) {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  String text() {
    TextTable table = new TextTable("model", "meter", "charged", "with card", "change", "");
    lines.values().forEach(line -> addTo(table, line));
    addTo(table, new Line("total", "", now(), Optional.of(then()), ""));
    StringBuilder text =
        new StringBuilder(
            "Charges of "
                + month
                + " (contracted, USD), and the same usage at the card's prices:\n");
    text.append(table);
    if (then().low().compareTo(then().high()) < 0) {
      text.append(
          "  with the card between %s and %s%n"
              .formatted(shown(then().low()), shown(then().high())));
    }
    if (whatIf.withoutPriceUsd().signum() > 0) {
      text.append(
          "  not in the total: charges of %s USD that have no price with the card%n"
              .formatted(shown(whatIf.withoutPriceUsd())));
    }
    if (whatIf.unchangedUsd().signum() != 0) {
      text.append(
          "The card says nothing about further charges of %s USD of that biller.%n"
              .formatted(shown(whatIf.unchangedUsd())));
    }
    text.append("\nAssumed\n");
    WhatIfReport.assumedOfPrices(whatIf)
        .forEach(line -> text.append("  - ").append(line).append('\n'));
    return text.toString().stripTrailing();
  }

  private static void addTo(TextTable table, Line line) {
    table.row(
        line.model(),
        line.meter(),
        shown(line.now()),
        line.then().map(cost -> shown(cost.expected())).orElse("no price"),
        line.then().map(cost -> shown(cost.expected().subtract(line.now()))).orElse(""),
        line.problem());
  }

  private static String shown(BigDecimal usd) {
    return Shown.rounded(usd, DECIMALS);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("month", month.toString());
    json.put("charged_usd", now().toPlainString());
    json.put("with_card_usd", then().expected().toPlainString());
    json.put("low_usd", then().low().toPlainString());
    json.put("high_usd", then().high().toPlainString());
    json.put("change_usd", then().expected().subtract(now()).toPlainString());
    json.put("without_price_usd", whatIf.withoutPriceUsd().toPlainString());
    json.put("not_on_card_usd", whatIf.unchangedUsd().toPlainString());
    List<Map<String, Object>> rows = new ArrayList<>();
    lines.values().forEach(line -> rows.add(json(line)));
    json.put("lines", rows);
    json.put("assumptions", WhatIfReport.assumedOfPrices(whatIf));
    return json;
  }

  private static Map<String, Object> json(Line line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", line.model());
    row.put("meter", line.meter());
    row.put("charged_usd", line.now().toPlainString());
    row.put("with_card_usd", line.then().map(cost -> cost.expected().toPlainString()).orElse(null));
    row.put("problem", line.problem());
    return row;
  }

  /** But for what has no price with the card. */
  private BigDecimal now() {
    return whatIf.comparedUsd().subtract(whatIf.unchangedUsd());
  }

  private Range then() {
    Range all = whatIf.supposedUsd();
    BigDecimal unchanged = whatIf.unchangedUsd();
    return new Range(
        all.low().subtract(unchanged),
        all.expected().subtract(unchanged),
        all.high().subtract(unchanged));
  }
}
