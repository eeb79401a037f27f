package io.voxledger.billed.spark;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.PullKey;
import io.voxledger.billed.SettleBills;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.SkuNames;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.measure.Meter;
import io.voxledger.tables.BillTables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Every bill file that was ever taken in, as parsed. Which of their lines count is decided anew
 * when one comes: a pull may wait for its last page for nights.
 */
public final class BillStore {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final SparkSession spark;
  private final LakeTable files;
  private final LakeTable lines;

  /**
   * What one file holds.
   *
   * @param isDamaged whether a row of it is in quarantine, so that its pull is not complete
   */
  public record StoredFile(PullKey pull, boolean isDamaged, List<BillPage> pages) {}

  /** A file to be kept. */
  public record Document(String file, String contentHash, StoredFile content) {}

  public BillStore(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.files = warehouse.table(BillTables.BILL_FILE);
    this.lines = warehouse.table(BillTables.BILLED_LINE);
  }

  /** Keeps files; a new content of a file takes the place of its old one. */
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
                          false,
                          row.getAs("run_id"))));
    }
    for (Document document : read) {
      rows.removeIf(
          row -> row.get(0).equals(document.file()) && row.get(1).equals(document.contentHash()));
      rows.add(
          RowFactory.create(
              document.file(), document.contentHash(), write(document.content()), true, runId));
    }
    files.upsert(spark.createDataFrame(rows, BillTables.BILL_FILE.schema()).coalesce(1));
  }

  /** Decides which lines of all bills count. */
  public SettledBills settle(SkuNames skuNames, FxRates fxRates) {
    List<BillPage> pages = new ArrayList<>();
    List<PullKey> damaged = new ArrayList<>();
    if (files.version() > 0) {
      for (Row row : files.read().filter("current").select("document").collectAsList()) {
        StoredFile file = read(row.getString(0));
        pages.addAll(file.pages());
        if (file.isDamaged()) {
          damaged.add(file.pull());
        }
      }
    }
    return new SettleBills(skuNames, fxRates).settle(pages, damaged);
  }

  /**
   * Publishes lines as table {@code billed_line}; a line without an exchange rate waits for one.
   */
  public void publish(SettledBills bills, String runId) {
    List<Row> rows =
        bills.lines().stream()
            .filter(line -> line.billedCostUsd().isPresent())
            .map(line -> row(line, runId))
            .toList();
    lines.replaceAll(spark.createDataFrame(rows, BillTables.BILLED_LINE.schema()).coalesce(1));
  }

  private static Row row(BilledLine line, String runId) {
    return RowFactory.create(
        line.id(),
        line.line().biller(),
        line.line().account(),
        line.source().folder(),
        line.standing().name().toLowerCase(Locale.ROOT),
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
        line.line().category().name().toLowerCase(Locale.ROOT),
        line.line().quantity().map(q -> q.value()).orElse(null),
        line.line().quantity().map(q -> q.unit()).orElse(null),
        line.line().amountOriginal(),
        line.line().currency(),
        line.billedCostUsd().orElse(BigDecimal.ZERO),
        line.isFinal(),
        runId);
  }

  private static String write(StoredFile file) {
    try {
      return JSON.writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a bill file", e);
    }
  }

  private static StoredFile read(String json) {
    try {
      return JSON.readValue(json, StoredFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a stored bill file", e);
    }
  }
}
