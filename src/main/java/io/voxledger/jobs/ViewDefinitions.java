package io.voxledger.jobs;

import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.AllTables;
import io.voxledger.tables.RunTables;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Statements in Spark SQL that make the warehouse known to a catalogue: each table as it lies
 * there, in schema {@value #TABLES}, and a view of it as the newest finished run published it, in
 * {@value #VIEWS}. Who reads the views reads one consistent night; run them again after every
 * night.
 */
final class ViewDefinitions {
  static final String TABLES = "voxledger_tables";
  static final String VIEWS = "voxledger";

  private final Warehouse warehouse;
  private final Row run;
  private final boolean internal;

  /**
   * @param run a row of table {@code run}
   * @param internal whether the job's own tables are named as well
   */
  ViewDefinitions(Warehouse warehouse, Row run, boolean internal) {
    this.warehouse = warehouse;
    this.run = run;
    this.internal = internal;
  }

  String text() {
    StringBuilder sql = new StringBuilder();
    sql.append("-- The tables of ").append(warehouse.uri()).append(" as run ");
    sql.append(run.<String>getAs("run_id"))
        .append(" of ")
        .append(run.<Object>getAs("logical_date"));
    sql.append(" published them.\n-- Spark SQL with Delta.\n");
    sql.append("CREATE SCHEMA IF NOT EXISTS ").append(TABLES).append(";\n");
    sql.append("CREATE SCHEMA IF NOT EXISTS ").append(VIEWS).append(";\n");
    Map<String, Long> versions = run.getJavaMap(run.fieldIndex("table_versions"));
    for (TableDefinition table : tables(versions)) {
      sql.append(
          "\nCREATE TABLE IF NOT EXISTS %s USING delta LOCATION '%s';\n"
              .formatted(named(TABLES, table), quoted(warehouse.table(table).uri())));
      sql.append(view(table, versions.get(table.name())));
    }
    return sql.toString();
  }

  private List<TableDefinition> tables(Map<String, Long> versions) {
    return AllTables.ALL.stream()
        .filter(table -> table.isPublic() || internal)
        .filter(table -> table.equals(RunTables.RUN) || versions.containsKey(table.name()))
        .toList();
  }

  /** {@code run} itself is not pinned: a run cannot name the version that its own row makes. */
  private static String view(TableDefinition table, Long version) {
    String pinned = version == null ? "" : " VERSION AS OF " + version;
    return "CREATE OR REPLACE VIEW %s COMMENT '%s' AS SELECT * FROM %s%s;\n"
        .formatted(named(VIEWS, table), quoted(table.grain()), named(TABLES, table), pinned);
  }

  private static String named(String schema, TableDefinition table) {
    return schema + ".`" + table.name() + "`";
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
