package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
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
  void theSizeOfDaysIsThatOfTheirFiles() {
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

  /** The files that Spark would read, as the file system knows them. */
  private static long onDisk(LakeTable fruit, LocalDate day) {
    return Arrays.stream(fruit.ofDays(Set.of(day)).inputFiles())
        .mapToLong(file -> new File(URI.create(file)).length())
        .sum();
  }
}
