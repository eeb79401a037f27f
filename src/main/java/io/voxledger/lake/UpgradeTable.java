package io.voxledger.lake;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Brings a table that an older program wrote into the form that this one declares: adds columns,
 * fills required ones, sets properties. What only the older one declared stays, unread.
 */
final class UpgradeTable {
  static final String VERSION = "voxledger.schema.version";

  private final SparkSession spark;
  private final LakeTable table;
  private final TableDefinition definition;

  UpgradeTable(SparkSession spark, LakeTable table) {
    this.spark = spark;
    this.table = table;
    this.definition = table.definition();
  }

  /** Thrown for a table that this program cannot read or write rightly. */
  static final class Incompatible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Incompatible(LakeTable table, String why) {
      super(
          "table %s %s; run the newest Voxledger, or let this one make another warehouse from the landing area"
              .formatted(table.uri(), why));
    }
  }

  /**
   * Upgrades, in commits that the run publishes.
   *
   * @throws Incompatible when a newer program wrote it, or a column has another type
   */
  void upgrade() {
    Map<String, String> properties = properties();
    int version = Integer.parseInt(properties.getOrDefault(VERSION, "1"));
    if (version > TableDefinition.SCHEMA_VERSION) {
      throw new Incompatible(
          table,
          "has schema version %d, this program knows %d"
              .formatted(version, TableDefinition.SCHEMA_VERSION));
    }
    // Not as the table reads itself: without rows it has the declared form.
    StructType present = DeltaTable.forPath(spark, table.uri()).toDF().schema();
    List<Column> missing =
        definition.columns().stream().filter(column -> isMissing(column, present)).toList();
    if (!missing.isEmpty()) {
      add(missing);
      fill(missing);
    }
    if (!properties.entrySet().containsAll(TableProperties.ALL.entrySet())) {
      alter(
          "SET TBLPROPERTIES",
          TableProperties.ALL.entrySet().stream()
              .map(property -> "'%s' = '%s'".formatted(property.getKey(), property.getValue())));
    }
  }

  private Map<String, String> properties() {
    Row detail = DeltaTable.forPath(spark, table.uri()).detail().select("properties").first();
    return new HashMap<>(detail.<String, String>getJavaMap(0));
  }

  private boolean isMissing(Column column, StructType present) {
    if (!List.of(present.fieldNames()).contains(column.name())) {
      return true;
    }
    String type = present.apply(column.name()).dataType().sql();
    if (!type.equals(column.dataType().sql())) {
      throw new Incompatible(
          table,
          "has column %s of type %s, not %s".formatted(column.name(), type, column.sqlType()));
    }
    return false;
  }

  /** A column can only be added as one that may be null; every row that is written has it. */
  private void add(List<Column> missing) {
    alter(
        "ADD COLUMNS",
        missing.stream()
            .map(
                column ->
                    "`%s` %s COMMENT '%s'"
                        .formatted(
                            column.name(),
                            column.sqlType(),
                            column.comment().replace("'", "\\'"))));
  }

  private void fill(List<Column> missing) {
    Map<String, org.apache.spark.sql.Column> values = new HashMap<>();
    for (Column column : missing) {
      String sql = definition.fills().get(column.name());
      if (sql != null) {
        values.put(column.name(), expr(sql).cast(column.dataType()));
      } else if (!column.nullable()) {
        throw new Incompatible(
            table, "lacks column %s, which older rows cannot be given".formatted(column.name()));
      }
    }
    if (!values.isEmpty()) {
      table.update(lit(true), values);
    }
  }

  private void alter(String what, Stream<String> parts) {
    spark.sql(
        "ALTER TABLE delta.`%s` %s (%s)"
            .formatted(table.uri(), what, parts.collect(joining(", "))));
  }
}
