package io.voxledger.rates.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.lake.ZippedText;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.InvalidRateCard;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.RateCards;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.imports.PriceFormat;
import io.voxledger.rates.imports.PulledFile;
import io.voxledger.tables.RunTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  private Parsed parsed;

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
              isPriceList(document.source()) ? ZippedText.of(document.text()) : document.text(),
              document.source(),
              true,
              document.pulled().orElse(null),
              runId));
    }
    documents.upsert(spark.createDataFrame(rows, RunTables.RATE_CARD.schema()).coalesce(1));
    parsed = null;
  }

  private static boolean isPriceList(String source) {
    return PriceFormat.of(source).isPresent();
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

  /** The rate book as it was known at an instant. The files are read once. */
  public Known load(Instant knownAt) {
    if (parsed == null) {
      parsed =
          documents.version() > 0
              ? Parsed.of(documents.read())
              : new Parsed(RateCards.distinct(List.of()), ExchangeRates.NONE);
    }
    return parsed.knownAt(knownAt);
  }

  /**
   * The rate book of a version of table {@code rate_card}.
   *
   * @param documents all of its rows
   */
  public static Known of(Dataset<Row> documents, Instant knownAt) {
    return Parsed.of(documents).knownAt(knownAt);
  }

  /** What all files say. */
  private record Parsed(RateCards.Distinct cards, ExchangeRates exchangeRates) {
    static Parsed of(Dataset<Row> documents) {
      List<RateCard> cards = new ArrayList<>();
      List<DailyRate> fx = new ArrayList<>();
      SharedEntries shared = new SharedEntries();
      Iterator<Row> rows = documents.filter("current").toLocalIterator();
      while (rows.hasNext()) {
        Row row = rows.next();
        String text = ZippedText.read(row.getAs("document"));
        String file = row.getAs("file");
        Optional<PriceFormat> format = PriceFormat.of(row.getAs("source"));
        if (row.getAs("source").equals(FX)) {
          fx.addAll(FxFile.read(text).rates());
        } else if (format.isPresent()) {
          PulledFile pull = new PulledFile(file, row.getAs("pulled"));
          format.get().read(text, pull).cards().forEach(card -> cards.add(shared.in(card)));
        } else {
          card(text, file).ifPresent(cards::add);
        }
      }
      return new Parsed(RateCards.distinct(cards), ExchangeRates.of(fx));
    }

    Known knownAt(Instant instant) {
      RateBook book = RateBook.compile(cards.cards(), exchangeRates, instant);
      return new Known(book, cards.conflicts());
    }
  }

  /** Pull after pull a price list says the same of most models: it is kept once. */
  private static final class SharedEntries {
    private final Map<RateEntry, RateEntry> entries = new HashMap<>();

    RateCard in(RateCard card) {
      return card.withEntries(
          card.entries().stream()
              .map(entry -> Optional.ofNullable(entries.putIfAbsent(entry, entry)).orElse(entry))
              .toList());
    }
  }
}
