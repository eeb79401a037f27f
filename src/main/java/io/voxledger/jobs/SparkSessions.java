package io.voxledger.jobs;

import io.voxledger.lake.ExactFunctions;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a process. */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * Opens a session.
   *
   * @param master as {@code --master}; empty for {@code spark-submit}'s own, else all local cores
   */
  public static SparkSession open(java.util.Optional<String> master) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("voxledger")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.decimalOperations.allowPrecisionLoss", "false")
            .config("spark.sql.maxConcurrentOutputFileWriters", "32")
            .config("spark.sql.parquet.compression.codec", "zstd")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false");
    boolean submitted = System.getProperty("spark.master") != null;
    if (!submitted) {
      String local = master.orElse("local[*]");
      builder.master(local);
      if (local.startsWith("local")) {
        small(builder);
      }
    }
    SparkSession spark = builder.getOrCreate();
    ExactFunctions.register(spark);
    return spark;
  }

  /** One process has little to gain from many tasks, and each costs more than a small night's work. */
  private static void small(SparkSession.Builder builder) {
    int cores = Runtime.getRuntime().availableProcessors();
    builder
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", Integer.toString(cores * 4))
        .config("spark.sql.adaptive.coalescePartitions.minPartitionSize", "8m")
        .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
        .config("spark.databricks.delta.snapshotPartitions", "2")
        .config("spark.databricks.delta.snapshotCache.storageLevel", "MEMORY_ONLY_SER");
  }
}
