package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that an older program wrote opens, and its rows read as the new program's do. */
class UpgradeTableTest {
  private static final TableDefinition NEW =
      TableDefinition.table("fruit")
          .required("name", "STRING", "a name")
          .optional("colour", "STRING", "isn't always known")
          .required("pieces", "BIGINT", "pieces")
          .filledWith("length(name)")
          .key("name")
          .build();

  @TempDir private Path folder;

  @Test
  void missingColumnsAreAddedAndRequiredOnesFilled() throws Exception {
    SparkSession spark = TestSpark.session();
    Warehouse warehouse = oldWarehouse("name STRING, run_id STRING");

    warehouse.upgrade(List.of(NEW), List.of(NEW));

    LakeTable fruit = warehouse.table(NEW);
    fruit.append(spark.sql("SELECT 'plum' name, 'blue' colour, 2L pieces, 'r2' run_id"));
    List<Row> rows =
        fruit.read().select("name", "colour", "pieces").orderBy("name").collectAsList();
    assertThat(rows).extracting(Row::toString).containsExactly("[apple,null,5]", "[plum,blue,2]");
    assertThat(detail()).contains("voxledger.schema.version", "interval 90 days");
    warehouse.rememberForm(List.of(NEW));
    long version = fruit.version();
    warehouse.upgrade(List.of(NEW), List.of(NEW));
    assertThat(fruit.version()).isEqualTo(version);
  }

  @Test
  void aTableWithoutRowsIsUpgradedToo() throws Exception {
    Warehouse warehouse = emptyWarehouse("name STRING, run_id STRING");

    warehouse.upgrade(List.of(NEW), List.of(NEW));

    LakeTable fruit = warehouse.table(NEW);
    fruit.append(
        TestSpark.session().sql("SELECT 'plum' name, 'blue' colour, 2L pieces, 'r2' run_id"));
    assertThat(fruit.read().select("colour").first().getString(0)).isEqualTo("blue");
    assertThat(detail()).contains("interval 90 days");
  }

  @Test
  void whatCannotBeReadRightlyIsRefused() {
    Warehouse warehouse = oldWarehouse("name STRING, pieces STRING, run_id STRING");

    assertThatThrownBy(() -> warehouse.upgrade(List.of(NEW), List.of(NEW)))
        .isInstanceOf(UpgradeTable.Incompatible.class)
        .hasMessageContaining("pieces of type STRING, not BIGINT");

    TestSpark.session()
        .sql(
            "ALTER TABLE delta.`"
                + table()
                + "` SET TBLPROPERTIES ('voxledger.schema.version' = 99)");

    assertThatThrownBy(() -> warehouse.upgrade(List.of(NEW), List.of(NEW)))
        .isInstanceOf(UpgradeTable.Incompatible.class)
        .hasMessageContaining("schema version 99");
  }

  private Warehouse oldWarehouse(String columns) {
    Warehouse warehouse = emptyWarehouse(columns);
    TestSpark.session()
        .sql("INSERT INTO delta.`%s` (name, run_id) VALUES ('apple', 'r1')".formatted(table()));
    return warehouse;
  }

  private Warehouse emptyWarehouse(String columns) {
    SparkSession spark = TestSpark.session();
    spark.sql(
        "CREATE TABLE delta.`%s` (%s) USING delta TBLPROPERTIES ('voxledger.schema.version' = '1')"
            .formatted(table(), columns));
    return new Warehouse(spark, "file:" + folder);
  }

  private String table() {
    return "file:" + folder.resolve("fruit");
  }

  private String detail() {
    return TestSpark.session().sql("DESCRIBE DETAIL delta.`" + table() + "`").first().toString();
  }
}
