package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same usage in JSON lines, CSV and Parquet is the same usage, wherever it is landed first. */
class LandedFormsTest {
  @TempDir private Path folder;

  @Test
  void usageIsTheSameInEveryForm() {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-10T10:00:00Z", 3),
        record("b", "RM_1", "2026-09-10T11:00:00Z", 5));
    landing.records(
        "2.csv",
        "usage_id,session_id,used_at,provider,kind,model,quantities.input_text",
        "c,RM_2,2026-09-10T10:00:00Z,openai,llm,m,3",
        "d,RM_2,2026-09-10T11:00:00Z,openai,llm,m,5",
        "e,RM_2,yesterday,openai,llm,m,5",
        "f,RM_2,2026-09-10T11:00:00Z,openai,llm,m,5,6");
    landParquet(
        "3.parquet",
        "SELECT 'g' usage_id, 'RM_3' session_id, TIMESTAMP'2026-09-10 10:00:00' used_at, 'openai' provider,"
            + " 'llm' kind, 'm' model, map('input_text', CAST(3 AS DECIMAL(20,6))) quantities"
            + " UNION ALL SELECT 'h', 'RM_3', TIMESTAMP'2026-09-10 11:00:00', 'openai',"
            + " 'llm', 'm', map('input_text', CAST(5 AS DECIMAL(20,6)))"
            + " UNION ALL SELECT 'i', 'RM_3', NULL, 'openai', 'llm', 'm', map()");
    landing.records("4.csv", "usage_id,session_id", "\"j\"x,RM_4");

    assertThat(place.night("2026-10-01").exitCode()).as("one file is unreadable").isEqualTo(4);

    List<String> charges = place.rows("charge", "session_id", "run_id");
    assertThat(charges).hasSize(3).containsOnly(charges.get(0));
    assertThat(place.rows("session_cost"))
        .hasSize(3)
        .allMatch(session -> session.contains("8.0000"));
    assertThat(reasons(place))
        .containsExactly(
            "2.csv 4 bad_timestamp",
            "2.csv 5 not_an_object",
            "3.parquet 3 missing_field",
            "4.csv null unreadable_file");
    Row csv = place.table("ingested_file").filter("file LIKE '%2.csv'").select("rows_read").first();
    assertThat(csv.getLong(0)).isEqualTo(4);

    Map<String, Long> published = place.publishedVersions();
    place.night("2026-10-01");
    assertThat(place.publishedVersions()).as("nothing is new").isEqualTo(published);
  }

  private static List<String> reasons(Place place) {
    return place
        .table("quarantine")
        .select(
            functions.expr(
                "concat(element_at(split(file, '/'), -1), ' ', coalesce(string(line), 'null'), ' ', reason)"))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private void landParquet(String file, String query) {
    Dataset<Row> rows = TestSpark.session().sql(query).coalesce(1);
    Path written = folder.resolve("written");
    rows.write().parquet(written.toString());
    Path target = folder.resolve("landing/usage/usage-record").resolve(file);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(written, "part-*.parquet")) {
      Files.move(parts.iterator().next(), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
