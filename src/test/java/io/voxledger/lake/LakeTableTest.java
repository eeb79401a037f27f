package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTableTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
  private static final TableDefinition FRUIT =
      TableDefinition.table("fruit")
          .required("day", "DATE", "a day")
          .required("name", "STRING", "a name")
          .key("name")
          .partitionedBy("day")
          .build();

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();

  @Test
  void theSizeOfDaysIsThatOfTheirFiles() throws IOException {
    LakeTable fruit = new Warehouse(spark, "file:" + folder).table(FRUIT);
    fruit.createIfMissing();
    for (int day = 0; day < 3; day++) {
      fruit.append(
          spark.sql(
              "SELECT DATE'%s' AS day, 'apple' AS name, 'r' AS run_id"
                  .formatted(FIRST.plusDays(day))));
    }
    fruit.replaceAll(fruit.read().unionAll(fruit.ofDays(Set.of(FIRST))));

    assertThat(fruit.bytesOf(Set.of(FIRST))).isPositive().isEqualTo(onDisk(fruit, FIRST));
    assertThat(fruit.bytesOf(Set.of(FIRST, FIRST.plusDays(2))))
        .isEqualTo(onDisk(fruit, FIRST) + onDisk(fruit, FIRST.plusDays(2)));
    // Spark counts nothing as one byte.
    assertThat(fruit.bytesOf(Set.of(FIRST.plusDays(9)))).isLessThanOrEqualTo(1);
  }

  /** The files of a day that the table still has, by what Spark reads. */
  private long onDisk(LakeTable fruit, LocalDate day) throws IOException {
    Set<String> files = Set.of(fruit.ofDays(Set.of(day)).inputFiles());
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(path -> files.contains(path.toUri().toString().replace("file:///", "file:/")))
          .mapToLong(path -> path.toFile().length())
          .sum();
    }
  }
}
