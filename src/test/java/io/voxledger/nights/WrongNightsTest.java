package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.voxledger.testing.FailingFileSystem;
import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a run, and that the next one ends where an undisturbed one would. */
class WrongNightsTest {
  private static final List<String> TABLES =
      List.of(
          "usage_record",
          "charge",
          "session_cost",
          "project_cost_daily",
          "provider_cost_daily",
          "billed_line");
  private static final String COUNTS_OF_4 = "current AND file LIKE '%/4.jsonl'";
  private static final Column[] COUNTS =
      Stream.of("rows_read", "rows_accepted", "rows_duplicate", "rows_quarantined")
          .map(functions::col)
          .toArray(Column[]::new);
  private static final String NEW_COLUMN = "past_threshold";
  private static final String BROKEN_WITH_A_KEY =
      "{\"usage_id\":\"x\",\"api_key\":\"sk-proj-0123456789abcdef\",\"used_at\":";
  private static final String BILL =
      """
      biller,account,period_start,period_end,line_item,quantity,unit,amount_original,currency
      openai,proj_a,2026-09-12T00:00:00Z,2026-09-13T00:00:00Z,%s,1,token,3,USD
      """;

  @TempDir private Path folder;
  private SmallLanding landing;
  private Place place;

  @BeforeEach
  void land() {
    FailingFileSystem.dieAt("");
    landing = new SmallLanding(folder);
    Place files = landing.place(FailingFileSystem.SCHEME, "warehouse");
    place =
        new Place(
            files.conf(),
            files.landing().replaceFirst("^file", FailingFileSystem.SCHEME),
            files.warehouse());
  }

  @Test
  void theNightAfterEndsWhereAnUndisturbedOneWould() throws IOException {
    aFileIsReplacedWhileItIsRead();
    theDiskIsFull();
    filesAreBeyondALimitAndReadAgain();
    theClockIsSetBackAndTheTablesAreOfAnOlderProgram();
    aTableIsDeleted();
    deletedTablesArePutBack();
    assertEqualToUndisturbed();
    aTableAndWhatItCameFromAreDeleted();
  }

  private void aFileIsReplacedWhileItIsRead() {
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T23:00:00Z", 3));
    FailingFileSystem.beforeReading(
        "1.jsonl",
        () ->
            landing.records(
                "1.jsonl",
                record("a", "RM_1", "2026-09-10T23:00:00Z", 3),
                record("b", "RM_2", "2026-09-10T23:30:00Z", 4)));
    place.night("2026-10-01");
    assertThat(place.table("ingested_file").filter("file LIKE '%1.jsonl' AND current").count())
        .isEqualTo(1);
  }

  private void theDiskIsFull() throws IOException {
    byte[] whole = wholeFile();
    Path cut = landing.write("landing/usage/usage-record/2.jsonl.gz", "");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
    landing.records("3.jsonl", record("d", "RM_3", "2026-09-11T23:10:00Z", 6));
    FailingFileSystem.fillUpAt("write charge");

    Place.Outcome failed = place.run("nightly", "--date", "2026-10-01");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.stderr()).contains("No space left on device");
    FailingFileSystem.dieAt("");
  }

  private static byte[] wholeFile() throws IOException {
    return gzip(record("c", "RM_3", "2026-09-11T23:00:00Z", 5) + "\n");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /**
   * A truncated file is whole and a limit is raised, and {@code ingest --replay-quarantine} reads
   * what it had refused.
   */
  private void filesAreBeyondALimitAndReadAgain() throws IOException {
    String padding = "x".repeat(3000);
    String longRow = record("f", "RM_4", "2026-09-12T10:05:00Z", 8).replace("{\"u", pad(padding));
    String good = record("e", "RM_4", "2026-09-12T10:00:00Z", 7);
    landing.records("4.jsonl", good, longRow, BROKEN_WITH_A_KEY, good);
    String packed = record("g", "RM_5", "2026-09-12T11:00:00Z", 9).replace("{\"u", pad(padding));
    Files.write(landing.write("landing/usage/usage-record/5.jsonl.gz", ""), gzip(packed + "\n"));
    Path card = landing.card("late", "2026-09-02T00:00:00Z", "2");
    Files.writeString(card, "# " + padding + "\n" + Files.readString(card));
    landing.write("landing/billing/billed-line/bill.csv", BILL.formatted(padding));
    Path strict =
        landing.write(
            "conf/strict.yaml",
            Files.readString(place.conf())
                + "limits: {row_bytes: 1000, free_bytes: 2500, expansion: 2, document_bytes: 2500}\n");

    Place.Outcome refused = place.withConf(strict).night("2026-10-01");

    assertThat(refused.exitCode()).as(refused.stderr()).isEqualTo(4);
    assertThat(unresolved())
        .containsExactly(
            "file=billing/billed-line/bill.csv line= reason=unreadable_file",
            "file=rates/rate-card/late.yaml line= reason=unreadable_file",
            "file=usage/usage-record/2.jsonl.gz line= reason=unreadable_file",
            "file=usage/usage-record/4.jsonl line=2 reason=malformed_json",
            "file=usage/usage-record/4.jsonl line=3 reason=malformed_json",
            "file=usage/usage-record/5.jsonl.gz line= reason=unreadable_file");
    assertThat(place.rows("quarantine").toString())
        .contains("\"api_key\":\"[credential]\"")
        .doesNotContain("0123456789abcdef");

    Files.write(folder.resolve("landing/usage/usage-record/2.jsonl.gz"), wholeFile());
    Place.Outcome replayed = place.run("ingest", "--replay-quarantine", "--json");

    assertThat(replayed.exitCode()).as(replayed.stderr()).isZero();
    assertThat(unresolved())
        .containsExactly("file=usage/usage-record/4.jsonl line=3 reason=malformed_json");
    assertThat(Place.rows(place.table("ingested_file").filter(COUNTS_OF_4).select(COUNTS)))
        .containsExactly("rows_read=4 rows_accepted=2 rows_duplicate=1 rows_quarantined=1");
    place.run("ingest", "--replay-quarantine");
    assertThat(Place.rows(place.table("ingested_file").filter(COUNTS_OF_4).select(COUNTS)))
        .as("again without anything to find")
        .containsExactly("rows_read=4 rows_accepted=2 rows_duplicate=1 rows_quarantined=1");
  }

  private static String pad(String padding) {
    return "{\"note\":\"" + padding + "\",\"u";
  }

  private List<String> unresolved() {
    return Place.rows(
        place.table("quarantine").filter("resolved_run IS NULL").select("file", "line", "reason"));
  }

  /**
   * The same as a last run whose clock was ahead, by a program whose charges lacked a column that
   * came with the schema version after it.
   */
  private void theClockIsSetBackAndTheTablesAreOfAnOlderProgram() throws IOException {
    OlderProgram older = new OlderProgram(place, NEW_COLUMN);
    older.write("charge", "usage_date");
    older.write("sku_cost_daily", "month");
    Files.delete(folder.resolve("warehouse/_form"));
    String ahead = "20990101T000000.000Z-1";
    place
        .table("run")
        .orderBy(functions.col("run_id").desc())
        .limit(1)
        .withColumn("run_id", functions.lit(ahead))
        .withColumn("ended_at", functions.expr("TIMESTAMP'2099-01-01T00:00:00Z'"))
        .withColumn(
            "table_versions", functions.expr(older.versionsWith("charge", "sku_cost_daily")))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(place.warehouse() + "/run");

    Place.Outcome night = place.night("2026-10-01");

    assertThat(night.stderr()).contains("the clock is behind the last run's end");
    assertThat(place.newestRun().<String>getAs("run_id")).isGreaterThan(ahead);
    assertThat(place.table("charge").filter("usage_date = DATE'2026-09-11'").count()).isEqualTo(1);
    assertThat(place.table("charge").filter(NEW_COLUMN + " = 0").count())
        .isEqualTo(place.table("charge").count());
  }

  private void aTableIsDeleted() throws IOException {
    place.deleteTable("charge");
    assertThat(place.run("price").stderr()).contains("charge is not as the last run published it");
    place.deleteTable("usage_record");

    assertThat(place.night("2026-10-01").stderr()).contains("reading the landing area again");
  }

  /** A night that was to make a table again died, and the landing area has lost files since. */
  private void deletedTablesArePutBack() throws IOException {
    landing.write("warehouse/_rebuild", "");
    DeltaTable.forPath(TestSpark.session(), place.warehouse() + "/charge").delete();
    Path gone = folder.resolve("landing/usage/usage-record/3.jsonl");
    Path kept = folder.resolve("kept.jsonl");
    Files.move(gone, kept);

    assertThat(place.night("2026-10-01").stderr()).contains("all tables are there again");
    Files.move(kept, gone);
  }

  private void aTableAndWhatItCameFromAreDeleted() throws IOException {
    place.deleteTable("charge");
    Files.delete(folder.resolve("landing/usage/usage-record/3.jsonl"));

    Place.Outcome refused = place.run("nightly", "--date", "2026-10-01");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains("usage/usage-record/3.jsonl", "Restore the table's folder");
  }

  private void assertEqualToUndisturbed() {
    Place undisturbed = place.withWarehouse(landing.place("undisturbed").warehouse());
    undisturbed.night("2026-10-01");
    for (String table : TABLES) {
      assertThat(place.rows(table, "run_id"))
          .as(table)
          .isEqualTo(undisturbed.rows(table, "run_id"));
    }
  }
}
