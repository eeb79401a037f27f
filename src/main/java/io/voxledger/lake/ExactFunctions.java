package io.voxledger.lake;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/** Functions of queries for what Spark's own decimals would round in silence. */
public final class ExactFunctions {
  private ExactFunctions() {}

  /**
   * Makes {@code exact_ratio(dividend, divisor)}, {@code exact_percentage(part, whole)} and {@code
   * exact_share(amount, part, whole)} known: 12 decimals HALF_EVEN, null when the divisor is 0 or
   * null.
   */
  public static void register(SparkSession spark) {
    spark
        .udf()
        .register(
            "exact_ratio",
            (UDF2<Number, Number, BigDecimal>) ExactFunctions::ratio,
            DataTypes.createDecimalType(28, 12));
    spark
        .udf()
        .register(
            "exact_percentage",
            (UDF2<Number, Number, BigDecimal>) ExactFunctions::percentage,
            DataTypes.createDecimalType(28, 12));
    spark
        .udf()
        .register(
            "exact_share",
            (UDF3<Number, Number, Number, BigDecimal>) ExactFunctions::share,
            DataTypes.createDecimalType(28, 12));
  }

  /** {@code amount × part ÷ whole}: the product is exact, the division is rounded once. */
  private static BigDecimal share(Number amount, Number part, Number whole) {
    return amount == null || part == null
        ? null
        : ratio(exact(amount).multiply(exact(part)), whole);
  }

  private static BigDecimal ratio(Number dividend, Number divisor) {
    if (dividend == null || divisor == null || exact(divisor).signum() == 0) {
      return null;
    }
    return Rounding.ratio(exact(dividend), exact(divisor));
  }

  private static BigDecimal percentage(Number part, Number whole) {
    return part == null ? null : ratio(exact(part).movePointRight(2), whole);
  }

  /** Queries pass decimals and whole numbers. */
  private static BigDecimal exact(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }
}
