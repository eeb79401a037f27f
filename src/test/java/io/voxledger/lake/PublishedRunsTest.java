package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once, one of which had slept while its lease expired. */
class PublishedRunsTest {
  private static final TableDefinition FRUIT =
      TableDefinition.table("fruit").required("name", "STRING", "a name").key("name").build();
  private static final TableDefinition RUN = TableDefinition.table("run").key("run_id").build();

  @TempDir private Path folder;
  private Warehouse warehouse;
  private LakeTable fruit;

  @BeforeEach
  void make() {
    warehouse = new Warehouse(TestSpark.session(), "file:" + folder);
    fruit = warehouse.table(FRUIT);
    fruit.createIfMissing();
  }

  @AfterEach
  void signNothing() {
    TestSpark.session().conf().unset("spark.databricks.delta.commitInfo.userMetadata");
  }

  @Test
  void aCommitOfAnotherRunIsSeenUnlessItWasRolledBack() {
    warehouse.signCommits("dead");
    fruit.append(row("apple"));
    warehouse.signCommits("ours");
    PublishedRuns runs = new PublishedRuns(warehouse.table(RUN), List.of(fruit));

    assertThat(runs.rollBackUnpublished()).isEqualTo(1);
    fruit.append(row("pear"));
    assertThat(runs.writtenByOthers("ours")).isEmpty();

    warehouse.signCommits("sleeper");
    fruit.append(row("plum"));

    assertThat(runs.writtenByOthers("ours")).containsExactly("fruit");
  }

  private static Dataset<Row> row(String name) {
    return TestSpark.session().sql("SELECT '" + name + "' AS name, 'r' AS run_id");
  }
}
