package io.voxledger.lake;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A small table of days, names and pieces, with or without a partition for each day. */
final class FruitTable {
  private FruitTable() {}

  static LakeTable at(SparkSession spark, Path folder, boolean byDay) {
    TableDefinition.Builder fruit =
        TableDefinition.table("fruit")
            .required("day", "DATE", "a day")
            .optional("name", "STRING", "a name")
            .required("pieces", "BIGINT", "pieces")
            .key("name");
    LakeTable table =
        new Warehouse(spark, "file:" + folder)
            .table((byDay ? fruit.partitionedBy("day") : fruit).build());
    table.createIfMissing();
    return table;
  }
}
