package io.voxledger.pricing.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.voxledger.usage.Flag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Flags as the bits of a BIGINT, while parts are added up: Spark aggregates numbers of fixed width
 * in place, and sets of text one object at a time.
 */
final class FlagBits {
  private FlagBits() {}

  static long of(Set<Flag> flags) {
    return flags.stream().mapToLong(FlagBits::bit).sum();
  }

  private static long bit(Flag flag) {
    return 1L << flag.ordinal();
  }

  /** The sorted codes of all flags that a column has in a group. */
  static Column codes(String column) {
    Column bits = bit_or(col(column));
    return array_compact(
        array(
            Arrays.stream(Flag.values())
                .sorted(Comparator.comparing(Flag::code))
                .map(flag -> when(bits.bitwiseAND(bit(flag)).notEqual(0), lit(flag.code())))
                .toArray(Column[]::new)));
  }
}
