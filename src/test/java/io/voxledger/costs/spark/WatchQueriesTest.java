package io.voxledger.costs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.lake.SqlFile;
import io.voxledger.testing.TestSpark;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is watched by query, against a naive computation in memory. */
class WatchQueriesTest {
  private final SparkSession spark = TestSpark.session();

  private Dataset<Row> rows(List<Row> rows, String schema) {
    return spark.createDataFrame(rows, StructType.fromDDL(schema)).repartition(3);
  }

  private record Session(String project, String provider, BigDecimal perMinute) {
    String group() {
      return project + " " + provider;
    }
  }

  private static final String SESSION_COST =
      "session_id STRING, project_id STRING, session_date DATE, duration_sec BIGINT,"
          + " cost_per_minute_usd DECIMAL(28,12),"
          + " providers ARRAY<STRUCT<provider: STRING, biller: STRING, cost_usd: DECIMAL(28,12)>>";

  /** The main provider is the one whose billers together got most; of equals the first by name. */
  private static Row row(int i, Session session) {
    String other = session.provider().equals("a") ? "b" : "a";
    BigDecimal half = new BigDecimal("0.500000000000");
    BigDecimal most = session.provider().equals("a") ? half : half.add(BigDecimal.ONE);
    return RowFactory.create(
        "RM_" + i,
        session.project(),
        LocalDate.parse("2026-09-30"),
        60L,
        session.perMinute(),
        new Row[] {
          RowFactory.create(other, "x", half.add(half)),
          RowFactory.create(session.provider(), "x", half),
          RowFactory.create(session.provider(), "y", most)
        });
  }

  @Test
  void medians_are_exact_whether_sessions_are_even_or_odd_in_number_and_however_they_tie() {
    Random random = new Random(3);
    Map<String, List<BigDecimal>> groups = new TreeMap<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      Session session =
          new Session(
              i % 3 == 0 ? "acme" : "lab",
              random.nextInt(3) == 0 ? "a" : "b",
              new BigDecimal(random.nextLong(12)).movePointLeft(12).add(new BigDecimal(i % 2)));
      groups.computeIfAbsent(session.group(), g -> new ArrayList<>()).add(session.perMinute());
      rows.add(row(i, session));
    }
    rows.add(RowFactory.create("RM_none", "acme", LocalDate.EPOCH, 0L, null, new Row[0]));
    Map<String, String> found = new TreeMap<>();
    SqlFile.of("session_median")
        .run(spark, Map.of("session_cost", rows(rows, SESSION_COST)))
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getAs("project_id") + " " + row.getAs("provider"),
                    row.<BigDecimal>getAs("twice_median") + " " + row.getAs("four_mads")));
    Map<String, String> expected = new TreeMap<>();
    groups.forEach(
        (group, values) -> {
          if (values.size() >= 20) {
            BigDecimal median = twiceMedian(values);
            List<BigDecimal> distances =
                values.stream().map(v -> v.add(v).subtract(median).abs()).toList();
            expected.put(group, median + " " + twiceMedian(distances));
          }
        });
    assertThat(found).isEqualTo(expected);
    assertThat(groups.values()).anyMatch(values -> values.size() < 20);
    assertThat(expected).hasSizeGreaterThan(2);
  }

  private static BigDecimal twiceMedian(List<BigDecimal> values) {
    List<BigDecimal> sorted = values.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2).add(sorted.get(sorted.size() / 2));
  }

  private record Connection(String session, long from, long until) {}

  @Test
  void the_peak_counts_sessions_with_an_open_connection_of_any_kind() {
    Random random = new Random(5);
    Instant first = Instant.parse("2026-08-31T23:50:00Z");
    List<Connection> connections = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    BigDecimal webrtc = BigDecimal.ZERO;
    for (int i = 0; i < 120; i++) {
      String kind = List.of("webrtc", "agent", "sip").get(i % 3);
      String meter = i % 3 == 1 ? "agent_session_seconds" : kind + "_seconds";
      long from = random.nextInt(20_000);
      long length = random.nextInt(4000);
      Instant at = first.plus(from, ChronoUnit.SECONDS);
      connections.add(new Connection("RM_" + i % 40, from, from + length));
      LocalDate day = LocalDate.ofInstant(at, java.time.ZoneOffset.UTC);
      rows.add(
          RowFactory.create(
              "RM_" + i % 40,
              "acme",
              kind,
              "used",
              at,
              day,
              scala.jdk.javaapi.CollectionConverters.asScala(
                  Map.of(meter, new BigDecimal(length).setScale(6)))));
      if (kind.equals("webrtc") && day.getMonthValue() == 9) {
        webrtc = webrtc.add(new BigDecimal(length));
      }
    }
    ReadHosting hosting =
        new ReadHosting(
            rows(
                rows,
                "session_id STRING, project_id STRING, kind STRING, standing STRING, used_at"
                    + " TIMESTAMP, usage_date DATE, quantities MAP<STRING, DECIMAL(20,6)>"),
            new TreeSet<>(List.of(LocalDate.parse("2026-09-01"))));
    long peak = 0;
    for (long t = 600; t < 24_000; t++) { // from midnight on
      long at = t;
      peak =
          Math.max(
              peak,
              connections.stream()
                  .filter(c -> c.from() <= at && at < c.until())
                  .map(Connection::session)
                  .distinct()
                  .count());
    }
    LocalDate september = LocalDate.parse("2026-09-01");
    assertThat(hosting.peaks()).isEqualTo(Map.of(september, peak));
    assertThat(hosting.secondsByDay()).containsOnlyKeys(september);
    assertThat(hosting.secondsByDay().get(september)).isEqualByComparingTo(webrtc);
    assertThat(hosting.secondsByProject().get("acme")).isEqualByComparingTo(webrtc);
  }
}
