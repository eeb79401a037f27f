package io.voxledger.rates.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.InvalidRateCard;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.RateCards;
import io.voxledger.rates.imports.PriceFormat;
import io.voxledger.rates.imports.PulledFile;
import io.voxledger.tables.RunTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The rate files that were ever taken in: cards, price lists of other projects, exchange rates. */
public final class RateStore {
  public static final String RATE_CARD = "rate-card";
  public static final String FX = "fx";

  private final SparkSession spark;
  private final LakeTable documents;

  /**
   * The text of one rate file.
   *
   * @param pulled when a price list was pulled; empty for others
   */
  public record Document(
      String file, String contentHash, String source, Optional<Instant> pulled, String text) {}

  /**
   * All prices known at one time.
   *
   * @param conflicts cards whose id another file uses for something else
   */
  public record Known(RateBook book, List<InvalidRateCard> conflicts) {}

  public RateStore(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.documents = warehouse.table(RunTables.RATE_CARD);
  }

  /** The folders below {@code rates/} that are read. */
  public static List<String> sources() {
    List<String> sources = new ArrayList<>(List.of(RATE_CARD));
    sources.addAll(PriceFormat.sources());
    sources.add(FX);
    return sources;
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
      rows.removeIf(
          row -> row.get(0).equals(document.file()) && row.get(1).equals(document.contentHash()));
      rows.add(
          RowFactory.create(
              document.file(),
              document.contentHash(),
              document.text(),
              document.source(),
              true,
              document.pulled().orElse(null),
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
        row.getAs("pulled"),
        row.getAs("run_id"));
  }

  /** The rate cards in use, but for those of some files. */
  public List<RateCard> cardsBut(Collection<String> files) {
    return documents.version() > 0
        ? documents
            .read()
            .filter(col("current").and(col("source").equalTo(RATE_CARD)))
            .filter(not(col("file").isInCollection(files)))
            .collectAsList()
            .stream()
            .flatMap(row -> card(row.getAs("document"), row.getAs("file")).stream())
            .toList()
        : List.of();
  }

  private static Optional<RateCard> card(String text, String file) {
    return RateCardReader.read(text, file) instanceof RateCardResult.Accepted accepted
        ? Optional.of(accepted.card())
        : Optional.empty();
  }

  /** The rate book as it was known at an instant. */
  public Known load(Instant knownAt) {
    return documents.version() > 0
        ? of(documents.read(), knownAt)
        : new Known(RateBook.compile(List.of(), ExchangeRates.NONE, knownAt), List.of());
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
      Optional<PriceFormat> format = PriceFormat.of(row.getAs("source"));
      if (row.getAs("source").equals(FX)) {
        fx.addAll(FxFile.read(text).rates());
      } else if (format.isPresent()) {
        cards.addAll(format.get().read(text, new PulledFile(file, row.getAs("pulled"))).cards());
      } else {
        card(text, file).ifPresent(cards::add);
      }
    }
    RateCards.Distinct distinct = RateCards.distinct(cards);
    return new Known(
        RateBook.compile(distinct.cards(), ExchangeRates.of(fx), knownAt), distinct.conflicts());
  }
}
