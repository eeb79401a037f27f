package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.voxledger.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What replaces files gives the rows that a list in memory has after the same changes. */
class ReplaceFilesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();
  private final List<Fruit> model = new ArrayList<>();

  /**
   * A row.
   *
   * @param name its key, possibly null
   */
  private record Fruit(LocalDate day, String name, long pieces) {
    Row row() {
      return RowFactory.create(day, name, pieces, "r");
    }
  }

  @ParameterizedTest(name = "by day {0}, with deletion vectors {1}, in {2}, {3} changes")
  @CsvSource({
    "true, false, a wåre house %20#, 12", // past a checkpoint
    "false, false, plain, 6",
    "true, true, vectors, 6",
  })
  void randomChangesGiveWhatAListGives(boolean byDay, boolean vectors, String name, int changes) {
    LakeTable fruit = table(name, byDay);
    if (vectors) {
      spark.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
              .formatted(fruit.uri()));
    }
    Random random = new Random(5);
    for (int i = 0; i < changes; i++) {
      String change = change(fruit, byDay, random);
      assertThat(texts(fruit.read())).as("%d: %s", i, change).isEqualTo(modelTexts());
    }
    assertThat(texts(spark.read().format("delta").load(fruit.uri()))).isEqualTo(modelTexts());
  }

  private String change(LakeTable fruit, boolean byDay, Random random) {
    Set<LocalDate> days = Set.of(day(random), day(random).plusDays(9));
    List<Fruit> rows = Stream.generate(() -> fruit(random)).distinct().limit(3).toList();
    List<Fruit> ofDays = rows.stream().filter(row -> days.contains(row.day())).toList();
    List<String> names = Arrays.asList(rows.get(0).name(), rows.get(1).name());
    switch (random.nextInt(byDay ? 6 : 3)) {
      case 0 -> {
        fruit.append(dataset(rows));
        model.addAll(rows);
        return "append " + rows;
      }
      case 1 -> {
        List<Fruit> unique = rows.subList(0, 1);
        fruit.upsert(dataset(unique));
        replace(row -> Objects.equals(row.name(), unique.get(0).name()), unique);
        return "upsert " + unique;
      }
      case 2 -> {
        fruit.replaceWhere("pieces > 5", dataset(rows));
        replace(row -> row.pieces() > 5, rows);
        return "replace where " + rows;
      }
      case 3 -> {
        fruit.replaceDays(days, dataset(ofDays));
        replace(row -> days.contains(row.day()), ofDays);
        return "replace " + days + " by " + ofDays;
      }
      case 4 -> {
        fruit.replaceWithin(days, "pieces > 5", dataset(ofDays));
        replace(row -> days.contains(row.day()) && row.pieces() > 5, ofDays);
        return "replace within " + days + " by " + ofDays;
      }
      default -> {
        fruit.deleteMatching(days, dataset(rows.subList(0, 2)).select("name").distinct());
        replace(row -> days.contains(row.day()) && names.contains(row.name()), List.of());
        return "delete " + names + " of " + days;
      }
    }
  }

  @Test
  void filesWithoutSuchARowStay() {
    LakeTable fruit = table("stay", true);
    fruit.deleteMatching(keys("of a table that was never written"));
    assertThat(fruit.version()).isZero();
    for (int day = 0; day < 3; day++) {
      fruit.append(dataset(List.of(new Fruit(FIRST.plusDays(day), "f" + day, 1))));
    }
    Set<String> before = Set.of(fruit.read().inputFiles());
    long version = fruit.version();

    fruit.deleteMatching(keys("nothing"));
    assertThat(fruit.version()).isEqualTo(version);
    fruit.upsert(dataset(List.of(new Fruit(FIRST, "f1", 9))));

    Set<String> after = new HashSet<>(Set.of(fruit.read().inputFiles()));
    after.retainAll(before);
    assertThat(after).hasSize(2);
    assertThat(texts(fruit.read()))
        .containsExactly("[2026-09-01,f0,1,r]", "[2026-09-01,f1,9,r]", "[2026-09-03,f2,1,r]");
  }

  @Test
  void aRowOfAnotherDayIsAnError() {
    LakeTable fruit = table("other", true);
    fruit.append(dataset(List.of(new Fruit(FIRST, "a", 1))));

    assertThatThrownBy(
            () ->
                fruit.replaceDays(
                    Set.of(FIRST), dataset(List.of(new Fruit(FIRST.plusDays(1), "a", 1)))))
        .hasMessageContaining("2026-09-02");
    assertThat(texts(fruit.read())).containsExactly("[2026-09-01,a,1,r]");
  }

  @Test
  void whatAnotherWriterCommitsMeanwhileIsAConflict() {
    LakeTable fruit = table("conflict", true);
    fruit.append(dataset(List.of(new Fruit(FIRST, "a", 1))));
    ReplaceFiles replacement =
        new ReplaceFiles(
            spark,
            fruit.definition(),
            fruit.uri(),
            fruit.version(),
            StoredFiles.of(spark, fruit.uri(), fruit.version()));
    fruit.append(dataset(List.of(new Fruit(FIRST, "b", 1))));

    assertThatThrownBy(() -> replacement.all(dataset(List.of(new Fruit(FIRST, "c", 1)))))
        .isInstanceOf(DeltaConcurrentModificationException.class);
    assertThat(texts(fruit.read())).hasSize(2);
  }

  @Test
  void theHistorySaysWhatWasReplaced() {
    LakeTable fruit = table("history", true);
    fruit.append(dataset(List.of(new Fruit(FIRST, "a", 1))));
    fruit.replaceDays(Set.of(FIRST), dataset(List.of(new Fruit(FIRST, "b", 1))));

    Row newest = spark.sql("DESCRIBE HISTORY delta.`%s`".formatted(fruit.uri())).first();
    assertThat(newest.<String>getAs("operation")).isEqualTo("WRITE");
    assertThat(newest.getJavaMap(newest.fieldIndex("operationParameters")).toString())
        .contains("mode=Overwrite")
        .contains("day IN (DATE'2026-09-01')");
    DeltaLog.clearCache();
    assertThat(DeltaLog.forTable(spark, fruit.uri()).unsafeVolatileSnapshot().numOfFiles())
        .isEqualTo(1);
  }

  private void replace(Predicate<Fruit> old, List<Fruit> rows) {
    model.removeIf(old);
    model.addAll(rows);
  }

  private static LocalDate day(Random random) {
    return FIRST.plusDays(random.nextInt(4));
  }

  private static Fruit fruit(Random random) {
    int name = random.nextInt(6);
    return new Fruit(day(random), name == 0 ? null : "f" + name, random.nextInt(10));
  }

  private LakeTable table(String name, boolean byDay) {
    return FruitTable.at(spark, folder.resolve(name), byDay);
  }

  private Dataset<Row> dataset(List<Fruit> rows) {
    return spark
        .createDataFrame(
            rows.stream().map(Fruit::row).toList(),
            StructType.fromDDL(
                "day DATE NOT NULL, name STRING, pieces BIGINT NOT NULL, run_id STRING NOT NULL"))
        .coalesce(1);
  }

  private Dataset<Row> keys(String... names) {
    return spark.createDataset(List.of(names), Encoders.STRING()).toDF("name");
  }

  private List<String> modelTexts() {
    return model.stream().map(fruit -> fruit.row().toString()).sorted().toList();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
