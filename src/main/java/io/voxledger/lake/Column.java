package io.voxledger.lake;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * A column, declared once: its name, Spark SQL type, whether it may be null, and a sentence with
 * its unit.
 *
 * @param sqlType Spark SQL's name of the type, for example {@code DECIMAL(28,12)}
 */
public record Column(String name, String sqlType, boolean nullable, String comment) {
  /** Quantities of one record or charge. */
  public static final String QUANTITY = "DECIMAL(20,6)";

  /** Sums of quantities. */
  public static final String QUANTITY_SUM = "DECIMAL(28,6)";

  /** Costs in USD. */
  public static final String COST = "DECIMAL(28,12)";

  /** Prices of one published unit in USD. */
  public static final String UNIT_PRICE = "DECIMAL(18,12)";

  public Column {
    requireNonNull(name, "name");
    requireNonNull(sqlType, "sqlType");
    requireNonNull(comment, "comment");
  }

  /** A column that is never null. */
  public static Column required(String name, String sqlType, String comment) {
    return new Column(name, sqlType, false, comment);
  }

  /** A column that may be null. */
  public static Column optional(String name, String sqlType, String comment) {
    return new Column(name, sqlType, true, comment);
  }

  public DataType dataType() {
    return DataType.fromDDL(sqlType);
  }

  StructField field() {
    return StructField.apply(
        name, dataType(), nullable, org.apache.spark.sql.types.Metadata.empty());
  }
}
