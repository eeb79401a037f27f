package io.voxledger.lake;

import java.io.IOException;
import java.util.Collection;
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
   * Brings tables of an older program into the form declared here. To be called by the holder of
   * the lease, on published tables.
   *
   * @param old the tables that were there before this run
   * @param all all that are declared
   */
  public void upgrade(Collection<TableDefinition> old, Collection<TableDefinition> all)
      throws IOException {
    if (old.isEmpty() || form(all).isThatOfTheWarehouse()) {
      return;
    }
    AtOnce.run(
        spark,
        old.stream()
            .map(this::table)
            .<Runnable>map(table -> () -> new UpgradeTable(spark, table).upgrade())
            .toArray(Runnable[]::new));
  }

  /** Notes that the tables that are published now have the form declared here. */
  public void rememberForm(Collection<TableDefinition> definitions) throws IOException {
    WarehouseForm form = form(definitions);
    if (!form.isThatOfTheWarehouse()) {
      form.remember();
    }
  }

  private WarehouseForm form(Collection<TableDefinition> definitions) {
    return new WarehouseForm(definitions, uri, spark.sparkContext().hadoopConfiguration());
  }

  /** Writes a run's id into every commit that the session makes from now on. */
  public void signCommits(String runId) {
    spark.conf().set("spark.databricks.delta.commitInfo.userMetadata", runId);
  }

  /**
   * Lets tables delete replaced files however young; what must stay is the caller's to know. The
   * deletion itself is no commit, so that published versions stay the newest ones.
   */
  public void prepareToForget() {
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    spark.conf().set("spark.databricks.delta.vacuum.logging.enabled", false);
    // by default as many tasks as there are folders, up to 10,000, for each table
    spark
        .conf()
        .set(
            "spark.sql.sources.parallelPartitionDiscovery.parallelism",
            Integer.toString(4 * spark.sparkContext().defaultParallelism()));
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
