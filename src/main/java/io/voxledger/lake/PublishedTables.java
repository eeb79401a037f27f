package io.voxledger.lake;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables as one finished run published them: a consistent night, whatever runs meanwhile. */
public final class PublishedTables {
  private final Warehouse warehouse;
  private final Map<String, Long> versions;

  /**
   * @param run a row of table {@code run}
   */
  public PublishedTables(Warehouse warehouse, Row run) {
    this.warehouse = warehouse;
    this.versions = run.getJavaMap(run.fieldIndex("table_versions"));
  }

  /** All rows of a table; none where the run's program did not have it yet. */
  public Dataset<Row> read(TableDefinition table) {
    Long version = versions.get(table.name());
    return version == null
        ? warehouse.spark().createDataFrame(java.util.List.of(), table.schema())
        : warehouse.table(table).readAt(version);
  }
}
