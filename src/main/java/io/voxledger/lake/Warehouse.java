package io.voxledger.lake;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder, of any file system that Hadoop knows, that holds the Delta tables. */
public final class Warehouse {
  private static final String STAGING = "_staging";

  private final SparkSession spark;
  private final String uri;
  private final Map<String, LakeTable> tables = new ConcurrentHashMap<>();

  /**
   * @param uri without a trailing slash
   */
  public Warehouse(SparkSession spark, String uri) {
    this.spark = spark;
    this.uri = uri;
  }

  public String uri() {
    return uri;
  }

  public SparkSession spark() {
    return spark;
  }

  public LakeTable table(TableDefinition definition) {
    return tables.computeIfAbsent(definition.name(), name -> new LakeTable(spark, uri, definition));
  }

  /**
   * Removes what dead runs left in their staging places. To be called by the holder of the lease.
   */
  public void clearStaging() throws IOException {
    Path staging = new Path(uri, STAGING);
    staging.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(staging, true);
  }

  /**
   * A place for a run's intermediate files; readers of the warehouse pass over names that begin
   * with {@code _}.
   */
  public String staging(String runId) {
    return uri + "/" + STAGING + "/" + runId;
  }
}
