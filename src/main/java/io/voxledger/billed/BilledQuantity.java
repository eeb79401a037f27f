package io.voxledger.billed;

import io.voxledger.measure.Basis;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a line bills.
 *
 * @param value at 6 decimals
 * @param unit a unit of our meters ({@link #unitOf}); else the bill's own word, and the value as
 *     written
 */
public record BilledQuantity(BigDecimal value, String unit) {
  public BilledQuantity {
    value = Rounding.quantity(value);
  }

  /** A quantity in the unit in which our meters of that basis count. */
  public static BilledQuantity of(BigDecimal value, Basis basis) {
    return new BilledQuantity(value, unitOf(basis));
  }

  /** The unit's name in tables: {@code tokens}, {@code seconds}, {@code bytes}… */
  public static String unitOf(Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT);
  }

  /** Which meters the quantity can be compared with; empty for a unit that is not one of ours. */
  public Optional<Basis> basis() {
    return Arrays.stream(Basis.values()).filter(b -> unitOf(b).equals(unit)).findFirst();
  }
}
