package io.voxledger.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table, declared once. Its schema, its Delta DDL, its checks and its page of the dictionary
 * derive from here.
 *
 * @param grain a sentence that says what one row is
 * @param key the columns that identify a row, null-safe
 * @param partition the partition column, if any
 * @param checks SQL conditions by name, kept as Delta CHECK constraints
 * @param fills SQL by column: what stands in rows that were written before a required column was
 *     declared
 * @param isPublic whether users query it; others are the job's own memory
 */
public record TableDefinition(
    String name,
    String grain,
    List<Column> columns,
    List<String> key,
    Optional<String> partition,
    Map<String, String> checks,
    Map<String, String> fills,
    boolean isPublic) {

  /**
   * The version of the tables' form; raised when a column changes its meaning or a property its
   * value. A new column alone does not raise it.
   */
  public static final int SCHEMA_VERSION = 2;

  /** The column that every table carries. */
  public static final Column RUN_ID =
      Column.required("run_id", "STRING", "the run that wrote the row");

  public static Builder table(String name) {
    return new Builder(name);
  }

  public StructType schema() {
    return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** The keys of rows. */
  Dataset<Row> keysOf(Dataset<Row> rows) {
    return rows.select(
        key.stream()
            .map(org.apache.spark.sql.functions::col)
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  /**
   * The declared columns of rows in their order and types; a missing column is an error of ours
   * that Spark names.
   */
  Dataset<Row> conforming(Dataset<Row> rows) {
    return rows.select(
        columns.stream()
            .map(c -> rows.col(c.name()).cast(c.dataType()).as(c.name()))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  /** Collects a declaration; {@code run_id} is added as the last column. */
  public static final class Builder {
    private final String name;
    private String grain = "";
    private final List<Column> columns = new ArrayList<>();
    private List<String> key = List.of();
    private Optional<String> partition = Optional.empty();
    private final Map<String, String> checks = new LinkedHashMap<>();
    private final Map<String, String> fills = new LinkedHashMap<>();
    private boolean isPublic = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder grain(String sentence) {
      grain = sentence;
      return this;
    }

    public Builder key(String... columnNames) {
      key = List.of(columnNames);
      return this;
    }

    public Builder required(String column, String sqlType, String comment) {
      columns.add(Column.required(column, sqlType, comment));
      return this;
    }

    public Builder optional(String column, String sqlType, String comment) {
      columns.add(Column.optional(column, sqlType, comment));
      return this;
    }

    /** Says what stands in the last column in rows that were written before it was declared. */
    public Builder filledWith(String sql) {
      fills.put(columns.get(columns.size() - 1).name(), sql);
      return this;
    }

    public Builder partitionedBy(String column) {
      partition = Optional.of(column);
      return this;
    }

    public Builder check(String checkName, String condition) {
      checks.put(checkName, condition);
      return this;
    }

    /** Marks the table as the job's own memory: readable, but without a promise to its readers. */
    public Builder internal() {
      isPublic = false;
      return this;
    }

    public TableDefinition build() {
      if (columns.stream().noneMatch(c -> c.name().equals(RUN_ID.name()))) {
        columns.add(RUN_ID);
      }
      return new TableDefinition(
          name,
          grain,
          List.copyOf(columns),
          key,
          partition,
          Map.copyOf(checks),
          Map.copyOf(fills),
          isPublic);
    }
  }
}
