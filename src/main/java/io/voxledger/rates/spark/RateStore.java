package io.voxledger.rates.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.InvalidRateCard;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.RateCards;
import io.voxledger.rates.RateRows;
import io.voxledger.rates.RateSource;
import io.voxledger.rates.RateWindow;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The rate cards and exchange rates that were ever taken in, and the prices that they yield. */
public final class RateStore {
  public static final String RATE_CARD = "rate-card";
  public static final String FX = "fx";

  private final SparkSession spark;
  private final LakeTable documents;
  private final LakeTable rates;

  /** The text of one rate file. */
  public record Document(String file, String contentHash, String source, String text) {}

  /**
   * All prices known at one time.
   *
   * @param conflicts cards whose id another file uses for something else
   */
  public record Known(RateBook book, List<InvalidRateCard> conflicts) {}

  /**
   * A card that has come, gone or changed since usage was priced last.
   *
   * @param until exclusive
   */
  public record ChangedCard(
      String cardId, String biller, Instant from, java.util.Optional<Instant> until) {}

  public RateStore(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.documents = warehouse.table(RunTables.RATE_CARD);
    this.rates = warehouse.table(CostTables.RATE);
  }

  /** Keeps good files; a new content of a file takes the place of its old one. */
  public void add(List<Document> good, String runId) {
    if (good.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    List<String> files = good.stream().map(Document::file).toList();
    if (documents.version() > 0) {
      documents
          .read()
          .filter(col("current").and(col("file").isInCollection(files)))
          .collectAsList()
          .forEach(row -> rows.add(withCurrent(row, false)));
    }
    for (Document document : good) {
      rows.add(
          RowFactory.create(
              document.file(),
              document.contentHash(),
              document.text(),
              document.source(),
              true,
              runId));
    }
    documents.upsert(spark.createDataFrame(rows, RunTables.RATE_CARD.schema()).coalesce(1));
  }

  private static Row withCurrent(Row row, boolean current) {
    return RowFactory.create(
        row.getAs("file"),
        row.getAs("content_hash"),
        row.getAs("document"),
        row.getAs("source"),
        current,
        row.getAs("run_id"));
  }

  /** The rate book as it was known at an instant. */
  public Known load(Instant knownAt) {
    return documents.version() > 0
        ? of(documents.read(), knownAt)
        : new Known(RateBook.compile(List.of(), ExchangeRates.of(List.of()), knownAt), List.of());
  }

  /**
   * The rate book of a version of table {@code rate_card}.
   *
   * @param documents all of its rows
   */
  public static Known of(Dataset<Row> documents, Instant knownAt) {
    List<RateCard> cards = new ArrayList<>();
    List<DailyRate> fx = new ArrayList<>();
    for (Row row : documents.filter("current").collectAsList()) {
      String text = row.getAs("document");
      String file = row.getAs("file");
      if (row.getAs("source").equals(FX)) {
        fx.addAll(FxFile.read(text));
      } else if (RateCardReader.read(text, file) instanceof RateCardResult.Accepted accepted) {
        cards.add(accepted.card());
      }
    }
    RateCards.Distinct distinct = RateCards.distinct(cards);
    return new Known(
        RateBook.compile(distinct.cards(), ExchangeRates.of(fx), knownAt), distinct.conflicts());
  }

  /**
   * Which cards differ between the prices of the book and those that usage was priced with last.
   */
  public List<ChangedCard> changedSince(RateBook book) {
    Map<String, RateCard> now = new HashMap<>();
    book.cards().forEach(card -> now.put(card.id() + "|" + digest(card, book), card));
    List<ChangedCard> changed = new ArrayList<>();
    Set<String> before = new HashSet<>();
    if (rates.version() > 0) {
      for (Row row : cardsOf(rates.read()).collectAsList()) {
        String key = row.<String>getAs("card_id") + "|" + row.<String>getAs("card_digest");
        before.add(key);
        if (!now.containsKey(key)) {
          changed.add(
              new ChangedCard(
                  row.getAs("card_id"),
                  row.getAs("biller"),
                  row.getAs("effective_from"),
                  java.util.Optional.ofNullable(row.getAs("effective_until"))));
        }
      }
    }
    now.forEach(
        (key, card) -> {
          if (!before.contains(key)) {
            changed.add(
                new ChangedCard(
                    card.id(), card.biller(), card.effective().from(), card.effective().until()));
          }
        });
    return changed;
  }

  private static Dataset<Row> cardsOf(Dataset<Row> rates) {
    return rates
        .select("card_id", "card_digest", "biller", "effective_from", "effective_until")
        .distinct();
  }

  /** What the card's prices in USD depend on. */
  private static String digest(RateCard card, RateBook book) {
    return card.contentDigest() + book.exchangeRates().contentDigest(card.currency());
  }

  /** Publishes the book's prices as table {@code rate}. */
  public void publish(RateBook book, String runId) {
    List<Row> rows = new ArrayList<>();
    for (RateCard card : book.cards()) {
      String digest = digest(card, book);
      RateRows.of(card).forEach(rate -> rows.add(row(rate, digest, runId)));
    }
    rates.replaceAll(spark.createDataFrame(rows, CostTables.RATE.schema()).coalesce(1));
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
