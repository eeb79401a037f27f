package io.voxledger.lake;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any commits, the table is again what Delta says that the older version was. */
class TakeBackCommitsTest {
  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();
  private LakeTable fruit;

  @BeforeEach
  void make() {
    fruit = FruitTable.at(spark, folder, true);
  }

  @Test
  void anySeriesOfCommitsIsTakenBack() {
    Random random = new Random(7);
    for (int round = 0; round < 6; round++) {
      long before = fruit.version() - random.nextInt((int) Math.min(3, fruit.version() + 1));
      int commits = 1 + random.nextInt(4);
      for (int i = 0; i < commits; i++) {
        change(random);
      }

      fruit.restore(before);

      assertIs(before);
    }
  }

  private void change(Random random) {
    String day = "2026-09-0" + (1 + random.nextInt(4));
    Dataset<Row> rows = row(day, "f" + random.nextInt(5), random.nextInt(100));
    switch (random.nextInt(6)) {
      case 0 -> fruit.append(rows);
      case 1 -> fruit.replaceDays(List.of(LocalDate.parse(day)), rows);
      case 2 -> fruit.upsert(rows);
      case 3 -> fruit.delete(expr("day = DATE'%s'".formatted(day)));
      case 4 -> fruit.compact();
      default -> fruit.restore(random.nextInt((int) fruit.version() + 1));
    }
  }

  @Test
  void aChangeOfItsColumnsIsTakenBackToo() {
    fruit.append(row("2026-09-01", "apple", 1));
    long before = fruit.version();
    spark.sql("ALTER TABLE delta.`%s` ADD COLUMNS (colour STRING)".formatted(fruit.uri()));
    fruit.delete(expr("true"));

    fruit.restore(before);

    assertIs(before);
    assertThat(newest().columns()).doesNotContain("colour");
  }

  @Test
  void nothingIsLeftOfATableThatWasEmpty() {
    fruit.append(row("2026-09-01", "apple", 1));
    fruit.append(row("2026-09-02", "pear", 1));

    fruit.restore(0);

    assertThat(newest().count()).isZero();
    assertThat(newest().inputFiles()).isEmpty();
  }

  @Test
  void whatIsOnlyPackedAnewIsTheSame() {
    fruit.append(row("2026-09-01", "apple", 1));
    fruit.append(row("2026-09-01", "pear", 1));
    long before = fruit.version();

    fruit.compact();
    assertThat(fruit.version()).isGreaterThan(before);
    assertThat(fruit.isOtherThanAt(before)).isFalse();

    fruit.append(row("2026-09-01", "plum", 1));
    assertThat(fruit.isOtherThanAt(before)).isTrue();
  }

  @Test
  void nothingIsCommittedWhenFilesOfTheOlderVersionAreDeleted() throws IOException {
    fruit.append(row("2026-09-01", "apple", 1));
    long before = fruit.version();
    String file = fruit.read().inputFiles()[0];
    fruit.delete(expr("true"));
    long after = fruit.version();
    Files.delete(Path.of(URI.create(file)));

    assertThatThrownBy(() -> fruit.restore(before))
        .isInstanceOf(DamagedLog.class)
        .hasMessageContaining("another program wrote to the table and cleaned it up");
    assertThat(fruit.version()).isEqualTo(after);
  }

  /** As a loss of power may leave it; to Delta it is a commit of nothing. */
  @Test
  void anEmptyCommitIsNoCommit() throws IOException {
    fruit.append(row("2026-09-01", "apple", 1));
    Path log = folder.resolve("fruit/_delta_log");
    Files.write(log.resolve("%020d.json".formatted(fruit.version())), new byte[0]);

    assertThatThrownBy(fruit::version)
        .isInstanceOf(DamagedLog.class)
        .hasMessageContainingAll("fruit", "00001.json is empty", "restore that folder");
  }

  @Test
  void aCommitThatIsCutOffIsToldWithItsTable() throws IOException {
    fruit.append(row("2026-09-01", "apple", 1));
    Path commit = folder.resolve("fruit/_delta_log/%020d.json".formatted(fruit.version()));
    byte[] whole = Files.readAllBytes(commit);
    Files.write(commit, Arrays.copyOf(whole, whole.length / 2));
    Files.deleteIfExists(commit.resolveSibling("." + commit.getFileName() + ".crc"));

    assertThatThrownBy(() -> FruitTable.at(spark, folder, true).read())
        .isInstanceOf(DamagedLog.class)
        .hasMessageContainingAll("fruit", "restore that folder");
  }

  private Dataset<Row> newest() {
    return fruit.readAt(fruit.version());
  }

  /** Files, rows and what is counted without opening a file. */
  private void assertIs(long version) {
    Dataset<Row> then =
        spark.read().format("delta").option("versionAsOf", version).load(fruit.uri());
    Dataset<Row> now = newest();
    assertThat(now.inputFiles()).containsExactlyInAnyOrder(then.inputFiles());
    assertThat(texts(now)).isEqualTo(texts(then));
    assertThat(now.count()).isEqualTo(then.count());
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private Dataset<Row> row(String day, String name, long pieces) {
    return spark.sql(
        "SELECT DATE'%s' AS day, '%s' AS name, %dL AS pieces, 'r' AS run_id"
            .formatted(day, name, pieces));
  }
}
