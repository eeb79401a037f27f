package io.voxledger.billed.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.PullKey;
import io.voxledger.billed.SettleBills;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.SettledQuantity;
import io.voxledger.billed.SkuNames;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.tables.BillTables;
import io.voxledger.time.BillingCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Every bill file that was ever taken in, as parsed. Which of their lines count is decided anew
 * when one comes: a pull may wait for its last page for nights.
 */
public final class BillStore {
  /** Spark carries the rows of a task all at once, several times. */
  private static final int LINES_OF_A_TASK = 50_000;

  private final SparkSession spark;
  private final LakeTable files;
  private final LakeTable lines;
  private final LakeTable quantities;
  private final BilledDays days;
  private final StoredBills json;

  /**
   * What one file holds.
   *
   * @param isDamaged whether a row of it, or all of it, is in quarantine, so that its pull is not
   *     complete
   */
  public record StoredFile(PullKey pull, boolean isDamaged, List<BillPage> pages) {}

  /** A file to be kept. */
  public record Document(String file, String contentHash, StoredFile content) {}

  /**
   * Opens the store.
   *
   * @param sources what the source of a folder is like
   */
  public BillStore(Warehouse warehouse, Function<String, Optional<BillSource>> sources) {
    this.spark = warehouse.spark();
    this.files = warehouse.table(BillTables.BILL_FILE);
    this.lines = warehouse.table(BillTables.BILLED_LINE);
    this.quantities = warehouse.table(BillTables.BILLED_QUANTITY);
    this.days = new BilledDays(warehouse);
    this.json = new StoredBills(sources);
  }

  /**
   * Keeps files. A new content of a file takes the place of its old one; where every line stands by
   * itself, it stands beside it, as another file would.
   */
  public void add(List<Document> read, String runId) {
    if (read.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    List<String> names = read.stream().map(Document::file).toList();
    if (files.version() > 0) {
      files
          .read()
          .filter(col("current").and(col("file").isInCollection(names)))
          .collectAsList()
          .forEach(
              row ->
                  rows.add(
                      RowFactory.create(
                          row.getAs("file"),
                          row.getAs("content_hash"),
                          row.getAs("document"),
                          !json.read(row.getAs("document")).pull().source().isRestating(),
                          row.getAs("run_id"))));
    }
    for (Document document : read) {
      rows.removeIf(
          row -> row.get(0).equals(document.file()) && row.get(1).equals(document.contentHash()));
      rows.add(
          RowFactory.create(
              document.file(),
              document.contentHash(),
              json.write(document.content()),
              true,
              runId));
    }
    files.upsert(spark.createDataFrame(rows, BillTables.BILL_FILE.schema()).coalesce(1));
  }

  /**
   * Notes files that cannot be read, unless an earlier content of theirs could: that still stands.
   */
  public void addUnreadable(List<Document> unreadable, String runId) {
    List<String> names = unreadable.stream().map(Document::file).toList();
    Set<String> known =
        files.version() > 0 && !names.isEmpty()
            ? Set.copyOf(
                files
                    .read()
                    .filter(col("current").and(col("file").isInCollection(names)))
                    .select("file")
                    .distinct()
                    .as(Encoders.STRING())
                    .collectAsList())
            : Set.of();
    add(unreadable.stream().filter(file -> !known.contains(file.file())).toList(), runId);
  }

  /** Decides which lines of all bills count. */
  public SettledBills settle(SkuNames skuNames, FxRates fxRates, BillingCalendar calendar) {
    List<BillPage> pages = new ArrayList<>();
    List<PullKey> damaged = new ArrayList<>();
    if (files.version() > 0) {
      Iterator<Row> rows = files.read().filter("current").select("document").toLocalIterator();
      while (rows.hasNext()) { // one after the other: as text they are larger than as lines
        StoredFile file = json.read(rows.next().getString(0));
        pages.addAll(file.pages());
        if (file.isDamaged()) {
          damaged.add(file.pull());
        }
      }
    }
    return new SettleBills(skuNames, fxRates, calendar).settle(pages, damaged);
  }

  /**
   * Publishes what changed: lines as table {@code billed_line}, and what was reported without
   * money.
   *
   * @param exchangeRates by which bills in other currencies are compared
   * @return the days of which the bills say something else than what was published last
   */
  public Set<LocalDate> publish(SettledBills bills, FxRates exchangeRates, String runId) {
    Set<LocalDate> changed = days.publish(bills, exchangeRates, runId);
    if (!changed.isEmpty()) {
      publishLines(bills, runId);
    }
    return changed;
  }

  private void publishLines(SettledBills bills, String runId) {
    List<Row> rows = bills.lines().stream().map(line -> row(line, runId)).toList();
    lines.replaceAll(
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(rows, rows.size() / LINES_OF_A_TASK + 1),
            BillTables.BILLED_LINE.schema()));
    List<Row> reported = bills.quantities().stream().map(quantity -> row(quantity, runId)).toList();
    if (!reported.isEmpty() || quantities.version() > 0) {
      quantities.replaceAll(
          spark.createDataFrame(reported, BillTables.BILLED_QUANTITY.schema()).coalesce(1));
    }
  }

  private static Row row(BilledLine line, String runId) {
    return RowFactory.create(
        line.id(),
        line.line().biller(),
        line.line().account(),
        line.source().folder(),
        line.standing().code(),
        line.file(),
        line.pull().name(),
        line.line().invoiceId().orElse(null),
        line.line().period().start(),
        line.line().period().end(),
        line.billingDate(),
        line.line().lineItem().orElse(null),
        line.line().model().orElse(null),
        line.sku().orElse(null),
        line.line().meter().map(Meter::code).orElse(null),
        line.line().serviceTier().orElse(null),
        line.line().category().code(),
        line.line().quantity().map(q -> q.value()).orElse(null),
        line.line().quantity().map(q -> q.unit()).orElse(null),
        line.line().amountOriginal(),
        line.line().currency(),
        line.billedCostUsd().orElse(null),
        line.isFinal(),
        line.usd().flags().toArray(new String[0]),
        CollectionConverters.asScala(line.line().more().extra()),
        runId);
  }

  private static Row row(SettledQuantity quantity, String runId) {
    return RowFactory.create(
        quantity.biller(),
        quantity.account(),
        quantity.source().folder(),
        quantity.period().start(),
        quantity.period().end(),
        quantity.model().orElse(null),
        quantity.meter().code(),
        quantity.serviceTier().orElse(null),
        quantity.batch().orElse(null),
        quantity.quantity(),
        quantity.requests(),
        runId);
  }
}
