package io.voxledger.lake;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** Functions of queries for what Spark's own decimals would round in silence. */
public final class ExactFunctions {
  private ExactFunctions() {}

  /**
   * Makes {@code exact_ratio(dividend, divisor)} and {@code exact_percentage(part, whole)} known: 12 decimals HALF_EVEN, null
   * when the divisor is 0 or null.
   */
  public static void register(SparkSession spark) {
    spark
        .udf()
        .register(
            "exact_ratio",
            (UDF2<BigDecimal, BigDecimal, BigDecimal>) ExactFunctions::ratio,
            DataTypes.createDecimalType(28, 12));
    spark
        .udf()
        .register(
            "exact_percentage",
            (UDF2<BigDecimal, BigDecimal, BigDecimal>) ExactFunctions::percentage,
            DataTypes.createDecimalType(28, 12));
  }

  private static BigDecimal ratio(BigDecimal dividend, BigDecimal divisor) {
    return dividend == null || divisor == null || divisor.signum() == 0
        ? null
        : Rounding.ratio(dividend, divisor);
  }

  private static BigDecimal percentage(BigDecimal part, BigDecimal whole) {
    return part == null ? null : ratio(part.movePointRight(2), whole);
  }
}
