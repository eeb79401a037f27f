package io.voxledger.costs.whatif;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a charge would have cost.
 *
 * @param from {@code provider/model} as it was
 * @param to {@code provider/model} as supposed; equal to {@code from} where only the price differs
 * @param meter as it was
 * @param quantity as supposed, in the unit of the meter as supposed
 * @param cost empty when what is supposed has no price
 * @param problem why it has none; empty when it has one
 * @param assumed what charges do not tell and another price depends on, in sentences
 */
public record Repriced(
    String from,
    String to,
    Meter meter,
    BigDecimal quantity,
    Optional<Range> cost,
    String problem,
    List<String> assumed) {

  /** USD at 12 decimals. */
  public record Range(BigDecimal low, BigDecimal expected, BigDecimal high) {
    public static final Range NONE = new Range(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    static Range of(BigDecimal certain) {
      return new Range(certain, certain, certain);
    }

    public Range plus(Range other) {
      return new Range(low.add(other.low), expected.add(other.expected), high.add(other.high));
    }
  }
}
