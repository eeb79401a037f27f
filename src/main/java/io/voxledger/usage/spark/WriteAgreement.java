package io.voxledger.usage.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.Keys;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.ChooseSources;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Compares, for sessions that were settled, what two sources said of the same usage: rows of {@code
 * usage_agreement}.
 */
final class WriteAgreement {
  private final SparkSession spark;
  private final LakeTable records;
  private final LakeTable agreement;

  WriteAgreement(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.records = warehouse.table(UsageTables.USAGE_RECORD);
    this.agreement = warehouse.table(UsageTables.USAGE_AGREEMENT);
    spark
        .udf()
        .register(
            "undated_model", (UDF1<String, String>) ChooseSources::undated, DataTypes.StringType);
  }

  /**
   * Writes the table.
   *
   * @param sessions that were settled
   * @param days on which they have records, or had
   */
  void write(Dataset<Row> sessions, Collection<LocalDate> days, String runId) {
    if (agreement.version() > 0) {
      agreement.deleteMatching(days, sessions);
    }
    Dataset<Row> shadowed =
        Keys.among(
                records
                    .ofDays(days)
                    .filter("standing = 'shadowed'")
                    .select("session_id")
                    .distinct(),
                sessions,
                "session_id")
            .persist(StorageLevel.MEMORY_AND_DISK());
    if (!shadowed.isEmpty()) {
      Dataset<Row> of = Keys.among(records.ofDays(days), shadowed, "session_id");
      Dataset<Row> rows =
          SqlFile.of("usage_agreement")
              .run(spark, Map.of("usage_record", of))
              .withColumn("run_id", lit(runId));
      agreement.append(rows.repartition(col("session_date")));
    }
    shadowed.unpersist();
  }
}
