package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night on damaged rows of every source: each is used, or set aside with a reason. */
class FuzzedInputTest {
  private static final int ROWS = Integer.getInteger("voxledger.fuzz.rows", 8_000);
  private static final long SEED = Long.getLong("voxledger.fuzz.seed", 1);
  private static final long BOMB_MEGABYTES = 300;

  @TempDir private Path folder;

  @Test
  void everyRowIsAccountedFor() {
    FuzzedLanding landing = new FuzzedLanding(folder.resolve("landing"), SEED);
    Map<String, Long> lines = landing.lines(Sample.LANDING, ROWS);
    landing.documents(Sample.LANDING, "billing", 40);
    landing.documents(Sample.LANDING, "rates", 20);
    landing.documents(Sample.LANDING, "usage", 40);
    landing.csv(Sample.LANDING, ROWS / 40);
    landing.bomb("usage/usage-record/bomb.jsonl.gz", BOMB_MEGABYTES);
    Place.copy(Sample.LANDING.resolve("rates"), folder.resolve("landing/rates"));
    Place place =
        new Place(
            Sample.CONF,
            "file:" + folder.resolve("landing"),
            "file:" + folder.resolve("warehouse"));

    Place.Outcome night = place.night(Sample.DATE, "--json");

    assertThat(night.exitCode()).as(night.stderr()).isIn(0, 3, 4);
    assertThat(rowsRead(place, lines)).isEqualTo(lines).isNotEmpty();
    assertThat(place.table("quarantine").filter("line IS NOT NULL").count())
        .isEqualTo(sum(place, "rows_quarantined"));
    assertThat(sum(place, "rows_accepted")).isPositive();
    assertThat(place.table("ingested_file").filter("file LIKE '%/cells.csv'").collectAsList())
        .isNotEmpty()
        .allMatch(file -> usable(file) > 0);
    assertThat(place.night(Sample.DATE).exitCode()).as("nothing is new").isZero();
  }

  /** Of files that are set aside as a whole, nothing is read; they are taken out of the lines. */
  private static Map<String, Long> rowsRead(Place place, Map<String, Long> lines) {
    for (Row row : place.table("quarantine").filter("line IS NULL").collectAsList()) {
      lines.remove(row.<String>getAs("file"));
    }
    Map<String, Long> read = new TreeMap<>();
    for (Row row : place.table("ingested_file").filter("current").collectAsList()) {
      if (lines.containsKey(row.<String>getAs("file"))) {
        read.put(row.getAs("file"), row.getAs("rows_read"));
      }
    }
    return read;
  }

  private static long usable(Row file) {
    return file.<Long>getAs("rows_read") - file.<Long>getAs("rows_quarantined");
  }

  private static long sum(Place place, String column) {
    List<Row> rows = place.table("ingested_file").select(column).collectAsList();
    return rows.stream().mapToLong(row -> row.getLong(0)).sum();
  }
}
