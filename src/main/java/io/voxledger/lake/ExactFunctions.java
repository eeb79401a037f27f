package io.voxledger.lake;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Functions of queries for what Spark's own decimals would round in silence. */
public final class ExactFunctions {
  private static final DataType RATIO = DataTypes.createDecimalType(28, 12);

  private ExactFunctions() {}

  /**
   * Makes {@code exact_ratio(dividend, divisor)}, {@code exact_percentage(part, whole)} and {@code
   * exact_share(amount, part, whole)} known: 12 decimals HALF_EVEN, null when the divisor is 0 or
   * null. A ratio or percentage that no column has room for is null too: one absurd number must not
   * stop a night.
   */
  public static void register(SparkSession spark) {
    spark
        .udf()
        .register("exact_ratio", (UDF2<Number, Number, BigDecimal>) ExactFunctions::ratio, RATIO);
    spark
        .udf()
        .register(
            "exact_percentage",
            (UDF2<Number, Number, BigDecimal>) ExactFunctions::percentage,
            RATIO);
    spark
        .udf()
        .register(
            "exact_share", (UDF3<Number, Number, Number, BigDecimal>) ExactFunctions::share, RATIO);
  }

  /** {@code amount × part ÷ whole}: the product is exact, the division is rounded once. */
  private static BigDecimal share(Number amount, Number part, Number whole) {
    return amount == null || part == null || whole == null || exact(whole).signum() == 0
        ? null
        : Rounding.ratio(exact(amount).multiply(exact(part)), exact(whole));
  }

  private static BigDecimal ratio(Number dividend, Number divisor) {
    return dividend == null || divisor == null
        ? null
        : Rounding.storedRatio(exact(dividend), exact(divisor)).orElse(null);
  }

  private static BigDecimal percentage(Number part, Number whole) {
    return part == null ? null : ratio(exact(part).movePointRight(2), whole);
  }

  /** Queries pass decimals and whole numbers. */
  private static BigDecimal exact(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }
}
