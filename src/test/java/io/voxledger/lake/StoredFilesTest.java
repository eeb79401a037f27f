package io.voxledger.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read without Delta's reader is what Delta's reader reads. */
class StoredFilesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();

  @Test
  void everyVersionIsReadAsDeltaReadsIt() {
    LakeTable fruit = table("a wåre house %20#", true);
    Random random = new Random(11);
    while (fruit.version() < 12) { // a checkpoint and two commits
      change(fruit, random);
    }

    for (long version = 1; version <= fruit.version(); version++) {
      assertThat(texts(fruit.readAt(version))).isEqualTo(texts(byDelta(fruit, version)));
    }
    assertThat(fruit.read().schema()).isEqualTo(byDelta(fruit, fruit.version()).schema());
  }

  @Test
  void aTableWithoutDaysIsReadToo() {
    LakeTable fruit = table("plain", false);
    fruit.append(rows(2, "apple", 3));
    fruit.upsert(rows(3, "apple", 4));

    assertThat(texts(fruit.read())).isEqualTo(texts(byDelta(fruit, 2))).hasSize(1);
  }

  @Test
  void filesOfOtherDaysAreNotOpened() {
    LakeTable fruit = table("days", true);
    for (int day = 0; day < 4; day++) {
      fruit.append(rows(day, "apple", day));
    }
    List<LocalDate> days = List.of(FIRST, FIRST.plusDays(2), FIRST.plusDays(9));

    assertThat(filesOf(fruit.ofDays(days))).hasSize(2);
    assertThat(texts(fruit.ofDays(days))).hasSize(2);
    assertThat(filesOf(fruit.read().filter("day > DATE'2026-09-02' AND pieces > 0"))).hasSize(2);
    assertThat(fruit.bytesOf(days)).isPositive().isLessThan(fruit.bytesOf(days(4)));
    assertThat(fruit.ofDays(List.of()).isEmpty()).isTrue();
  }

  @Test
  void whatWasReadStaysWhatItWas() {
    LakeTable fruit = table("later", true);
    fruit.append(rows(0, "apple", 1));
    Dataset<Row> before = fruit.read();

    fruit.replaceAll(rows(1, "pear", 2));

    assertThat(texts(before)).containsExactly("[2026-09-01,apple,1,a run]");
    assertThat(texts(fruit.read())).containsExactly("[2026-09-02,pear,2,a run]");
  }

  @Test
  void aTableThatSomebodyGaveDeletionVectorsIsReadByDelta() {
    LakeTable fruit = table("vectors", true);
    spark.sql(
        "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
            .formatted(fruit.uri()));
    fruit.append(rows(0, "apple", 1).union(rows(0, "pear", 2)).coalesce(1));
    fruit.delete(expr("name = 'pear'"));

    assertThat(texts(fruit.read())).containsExactly("[2026-09-01,apple,1,a run]");
    assertThat(texts(fruit.ofDays(days(1)))).containsExactly("[2026-09-01,apple,1,a run]");
  }

  private LakeTable table(String name, boolean byDay) {
    return FruitTable.at(spark, folder.resolve(name), byDay);
  }

  private void change(LakeTable fruit, Random random) {
    int day = random.nextInt(4);
    Dataset<Row> rows = rows(day, "f" + random.nextInt(5), random.nextInt(100));
    String ofDay = DayFilter.in("day", List.of(FIRST.plusDays(day)));
    switch (random.nextInt(7)) {
      case 0, 1 -> fruit.append(rows);
      case 2 -> fruit.replaceDays(List.of(FIRST.plusDays(day)), rows);
      case 3 -> fruit.upsert(rows);
      case 4 -> fruit.delete(expr(ofDay));
      case 5 -> fruit.compact();
      default -> fruit.restore(1 + random.nextInt((int) Math.max(1, fruit.version())));
    }
  }

  private Dataset<Row> rows(int day, String name, long pieces) {
    return spark.sql(
        "SELECT DATE'%s' day, '%s' name, %d pieces, 'a run' run_id"
            .formatted(FIRST.plusDays(day), name, pieces));
  }

  private static List<LocalDate> days(int count) {
    return FIRST.datesUntil(FIRST.plusDays(count)).toList();
  }

  private Dataset<Row> byDelta(LakeTable table, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(table.uri());
  }

  private static List<String> filesOf(Dataset<Row> rows) {
    return rows.select(col("_metadata.file_path")).distinct().as(Encoders.STRING()).collectAsList();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
