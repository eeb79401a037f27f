package io.voxledger.jobs;

import io.voxledger.lake.ExactFunctions;
import io.voxledger.lake.LocalFiles;
import io.voxledger.lake.S3LogStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a process. */
public final class SparkSessions {
  private static final long COMPILE_FROM_BYTES = 64L << 20;

  /** Usage as JSON is about eight times as large as the Parquet that is made of it. */
  private static final int TEXT_PER_STORED = 8;

  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

  /** Columns of which hardly two rows have the same value: a dictionary of them is made in vain. */
  private static final List<String> UNLIKE =
      List.of(
          "usage_id", "line", "used_at", "recency", "digest", "tie_text", "identity", "key_hash");

  private SparkSessions() {}

  /**
   * Opens a session.
   *
   * @param master as {@code --master}; empty for {@code spark-submit}'s own, else all local cores
   */
  public static SparkSession open(java.util.Optional<String> master) {
    return open(master, Map.of());
  }

  /**
   * Opens a session.
   *
   * @param master as {@code --master}; empty for {@code spark-submit}'s own, else all local cores
   * @param hadoop options of file systems; what Spark itself was started with goes before them
   */
  static SparkSession open(java.util.Optional<String> master, Map<String, String> hadoop) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("voxledger")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config(S3LogStore.SETTING, S3LogStore.class.getName())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            // INT96, Spark's default, is read by others as nanoseconds, which end in 2262
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.decimalOperations.allowPrecisionLoss", "false")
            .config("spark.sql.maxConcurrentOutputFileWriters", "32")
            .config("spark.sql.parquet.compression.codec", "zstd")
            .config("spark.hadoop.parquet.compression.codec.zstd.level", "1")
            .config("spark.hadoop.parquet.size.statistics.enabled", "false")
            // Delta answers some queries from its log, but casts days wrongly under the java.time
            // API.
            .config("spark.databricks.delta.optimizeMetadataQuery.enabled", "false")
            // Otherwise each commit of a small table asks Spark for all its files, to copy them
            // beside the log, where nothing reads them.
            .config("spark.databricks.delta.allFilesInCrc.enabled", "false")
            // Nothing is ever stored there, but Spark makes the folder, by default where one
            // stands.
            .config(
                "spark.sql.warehouse.dir",
                Path.of(System.getProperty("java.io.tmpdir"), "voxledger-no-catalog")
                    .toUri()
                    .toString())
            // A night's queries are some 700 programs; of the 100 that Spark keeps by default, many
            // would be compiled again for the next task.
            .config("spark.sql.codegen.cache.maxEntries", "2000")
            .config("spark.ui.enabled", "false")
            // Without a UI nobody reads what Spark would keep about jobs that have ended.
            .config("spark.ui.retainedJobs", "1")
            .config("spark.ui.retainedStages", "1")
            .config("spark.ui.retainedTasks", "100")
            .config("spark.sql.ui.retainedExecutions", "1")
            .config("spark.ui.showConsoleProgress", "false");
    for (String column : UNLIKE) {
      builder.config("spark.hadoop.parquet.enable.dictionary#" + column, "false");
    }
    if (!isSubmitted()) {
      String local = master.orElse("local[*]");
      builder.master(local);
      if (local.startsWith("local")) {
        small(builder);
      }
    }
    SparkSession spark = builder.getOrCreate();
    hadoop.forEach(
        (option, value) -> {
          if (!spark.sparkContext().getConf().contains("spark.hadoop." + option)) {
            spark.sparkContext().hadoopConfiguration().set(option, value);
          }
        });
    ExactFunctions.register(spark);
    prepareFor(spark, 0);
    return spark;
  }

  /**
   * Chooses how queries are executed: compiling them costs seconds, which only a large input gives
   * back.
   *
   * @param bytes about how much will be read
   */
  static void prepareFor(SparkSession spark, long bytes) {
    boolean large = bytes > COMPILE_FROM_BYTES;
    spark.conf().set("spark.sql.codegen.wholeStage", large);
    spark.conf().set("spark.sql.codegen.factoryMode", large ? "FALLBACK" : "NO_CODEGEN");
    if (!isSubmitted() && spark.sparkContext().isLocal()) {
      int cores = Runtime.getRuntime().availableProcessors();
      spark.conf().set("spark.sql.shuffle.partitions", large ? cores * 4 : Math.min(cores, 4));
      if (large) {
        spark.conf().set(ADAPTIVE, true);
      }
    }
  }

  /**
   * Chooses whether queries are planned again after each of their shuffles, which costs a job for
   * each, and which only much that is stored gives back; much that is new turns it on again.
   *
   * @param bytes of the stored usage
   */
  static void prepareForWarehouse(SparkSession spark, long bytes) {
    if (!isSubmitted() && spark.sparkContext().isLocal()) {
      spark.conf().set(ADAPTIVE, bytes > COMPILE_FROM_BYTES / TEXT_PER_STORED);
    }
  }

  /** As for new input, for stages that read tables; what was chosen for a large input stays. */
  static void prepareForStored(SparkSession spark, long bytes) {
    if (bytes > COMPILE_FROM_BYTES / TEXT_PER_STORED) {
      prepareFor(spark, Long.MAX_VALUE);
    }
  }

  /** Whether {@code spark-submit} started this, whose settings are the cluster's. */
  private static boolean isSubmitted() {
    return System.getProperty("spark.master") != null;
  }

  /**
   * One process has little to gain from many tasks, and each costs more than a small night's work.
   */
  private static void small(SparkSession.Builder builder) {
    builder
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        // By default every sort and every hash table, however few its rows, begins with a page that
        // grows with the heap: 64 MB of zeros, at 4 GB.
        .config("spark.buffer.pageSize", "2m")
        // the plan as a text for the UI, of which the long form takes as long as planning does
        .config("spark.sql.ui.explainMode", "simple")
        .config("spark.sql.adaptive.coalescePartitions.minPartitionSize", "8m")
        .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false")
        // Otherwise tasks ask the driver over the network for each class that a compiler looks for.
        .config("spark.sql.artifact.isolation.enabled", "false")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.databricks.delta.snapshotCache.storageLevel", "MEMORY_ONLY_SER");
    // A cluster's workers read local files before they have our jar.
    LocalFiles.SETTINGS.forEach((name, value) -> builder.config("spark.hadoop." + name, value));
  }
}
