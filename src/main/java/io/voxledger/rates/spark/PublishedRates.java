package io.voxledger.rates.spark;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateRows;
import io.voxledger.rates.RateSource;
import io.voxledger.rates.RateWindow;
import io.voxledger.rates.spark.RateStore.Known;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RateTables;
import io.voxledger.tables.RunTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The prices that usage was priced with, as table {@code rate} shows them: all of our own cards,
 * and of the thousands in price lists of other projects those that a charge has. Which cards of
 * such a list were known then stands in {@code priced_card}.
 */
public final class PublishedRates {
  private static final String[] CARD = {
    "card_id", "card_digest", "biller", "effective_from", "effective_until"
  };

  private final SparkSession spark;
  private final LakeTable rates;
  private final LakeTable importedCards;
  private final PricedExchangeRates exchangeRates;
  private final LakeTable charges;

  public PublishedRates(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.rates = warehouse.table(RateTables.RATE);
    this.importedCards = warehouse.table(RunTables.PRICED_CARD);
    this.exchangeRates = new PricedExchangeRates(warehouse);
    this.charges = warehouse.table(CostTables.CHARGE);
  }

  /** How the prices of the book differ from those that usage was priced with last. */
  public RateChanges changedSince(Known known) {
    RateBook book = known.book();
    return new RateChanges(
        changedCards(book), book.cards(), exchangeRates.read(), book.exchangeRates());
  }

  private List<RateChanges.Card> changedCards(RateBook book) {
    Map<String, RateCard> now = new HashMap<>();
    book.cards().forEach(card -> now.put(card.id() + "|" + card.contentDigest(), card));
    List<RateChanges.Card> changed = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (Row row : cardsBefore()) {
      String key = row.<String>getAs("card_id") + "|" + row.<String>getAs("card_digest");
      if (before.add(key) && !now.containsKey(key)) {
        changed.add(
            new RateChanges.Card(
                row.getAs("biller"),
                row.getAs("effective_from"),
                Optional.ofNullable(row.getAs("effective_until"))));
      }
    }
    now.forEach(
        (key, card) -> {
          if (!before.contains(key)) {
            changed.add(RateChanges.Card.of(card));
          }
        });
    return changed;
  }

  private List<Row> cardsBefore() {
    List<Row> cards = new ArrayList<>();
    for (LakeTable table : List.of(rates, importedCards)) {
      if (table.version() > 0) {
        cards.addAll(table.read().select(CARD[0], tail(CARD)).distinct().collectAsList());
      }
    }
    return cards;
  }

  /**
   * Publishes the book's prices after usage was priced with them.
   *
   * @param changes how the book differs from what was published before; where its cards do not,
   *     only what is charged can have changed
   */
  public void publish(Known known, RateChanges changes, String runId) {
    if (changes.ofExchangeRates()) {
      exchangeRates.publish(known.book().exchangeRates(), runId);
    }
    publishCards(known, changes.ofCards(), runId);
  }

  private void publishCards(Known known, boolean cardsChanged, String runId) {
    boolean hasImports = known.book().cards().stream().anyMatch(RateCard::isImported);
    if (cardsChanged && (hasImports || importedCards.version() > 0)) {
      publishImportedCards(known, runId);
    }
    if (!cardsChanged && !hasImports) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    Set<String> charged = hasImports ? addCharged(known, rows, runId) : Set.of();
    if (!cardsChanged && charged.equals(importedRatesBefore(known))) {
      return;
    }
    for (RateCard card : known.book().cards()) {
      if (!card.isImported()) {
        String digest = card.contentDigest();
        RateRows.of(card).forEach(rate -> rows.add(row(rate, digest, runId)));
      }
    }
    rates.replaceAll(spark.createDataFrame(rows, RateTables.RATE.schema()).coalesce(1));
  }

  /** Adds the rows of imported prices that a charge has; gives their ids. */
  private Set<String> addCharged(Known known, List<Row> rows, String runId) {
    Map<String, Set<String>> charged = chargedRates();
    Set<String> ids = new HashSet<>();
    for (RateCard card : known.book().cards()) {
      if (card.isImported()) {
        String biller = card.biller() + " ";
        for (PublishedRate rate :
            RateRows.of(card, entry -> charged.containsKey(biller + entry.model()))) {
          if (charged.get(biller + rate.model()).contains(rate.rateId())
              && ids.add(rate.rateId())) {
            rows.add(row(rate, card.contentDigest(), runId));
          }
        }
      }
    }
    return ids;
  }

  /** The ids of all rates that charges have, by biller and sku. */
  private Map<String, Set<String>> chargedRates() {
    Map<String, Set<String>> charged = new HashMap<>();
    for (Row row : charges.read().select("biller", "sku", "rate_id").distinct().collectAsList()) {
      charged
          .computeIfAbsent(row.getString(0) + " " + row.getString(1), sku -> new HashSet<>())
          .add(row.getString(2));
    }
    return charged;
  }

  private Set<String> importedRatesBefore(Known known) {
    if (rates.version() <= 0) {
      return Set.of();
    }
    Set<String> imported =
        known.book().cards().stream()
            .filter(RateCard::isImported)
            .map(RateCard::id)
            .collect(Collectors.toSet());
    return rates.read().select("rate_id", "card_id").collectAsList().stream()
        .filter(row -> imported.contains(row.getString(1)))
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  private void publishImportedCards(Known known, String runId) {
    List<Row> rows = new ArrayList<>();
    for (RateCard card : known.book().cards()) {
      if (card.isImported()) {
        rows.add(
            RowFactory.create(
                card.id(),
                card.contentDigest(),
                card.biller(),
                card.effective().from(),
                card.effective().untilOrNull(),
                runId));
      }
    }
    Dataset<Row> cards = spark.createDataFrame(rows, RunTables.PRICED_CARD.schema());
    importedCards.replaceAll(cards.coalesce(1));
  }

  private static String[] tail(String[] columns) {
    return Arrays.copyOfRange(columns, 1, columns.length);
  }

  private static Row row(PublishedRate rate, String cardDigest, String runId) {
    RateCard card = rate.card();
    return RowFactory.create(
        rate.rateId(),
        card.biller(),
        rate.model(),
        rate.meter().code(),
        rate.terms().serviceTier(),
        rate.terms().band().code(),
        rate.terms().longContext().map(lc -> lc.over()).orElse(null),
        rate.terms().longContext().map(lc -> lc.inclusive()).orElse(null),
        rate.terms().region().orElse(null),
        rate.terms().window().map(RateWindow::code).orElse(null),
        rate.price(),
        rate.multiplier(),
        rate.unitPrice(),
        rate.per(),
        rate.rounding().incrementOrNull(),
        rate.rounding().minimum(),
        card.currency(),
        card.effective().from(),
        card.effective().untilOrNull(),
        card.recordedAt(),
        card.id(),
        card.source().textOrNull(),
        card.source().grade().map(RateSource.Grade::code).orElse(null),
        card.file(),
        cardDigest,
        runId);
  }
}
