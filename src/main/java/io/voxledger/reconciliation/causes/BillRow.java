package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Tolerance;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One line of the comparison, and how closely a hypothesis has to meet it.
 *
 * @param compared scope {@code line}
 * @param noise how far the bill's own digits may lie from what was meant, USD
 */
record BillRow(int index, ReconciliationRow compared, BigDecimal noise, Tolerance tolerance) {
  /** How close a prediction is. */
  enum Closeness {
    /** As close as the bill's digits. */
    TIGHT,
    /** Within the tolerance of the comparison. */
    LOOSE,
    OPEN
  }

  String sku() {
    return compared.key().sku().orElseThrow();
  }

  /** Without what the bill's exchange rate makes of it. */
  BigDecimal billed() {
    return compared.billedCost().subtract(exchange(compared));
  }

  BigDecimal variance() {
    return billed().subtract(compared.computedCost());
  }

  /** What the bill's exchange rate adds, USD. */
  static BigDecimal exchange(ReconciliationRow row) {
    return row.components().find(Component.FX_VARIANCE).orElse(BigDecimal.ZERO);
  }

  /** Whether the bill has such a line. */
  boolean isBilled() {
    return compared.components().find(Component.COMPUTED_ONLY).isEmpty();
  }

  /** Whether anything was computed for it. */
  boolean isComputed() {
    return compared.components().find(Component.BILLED_ONLY).isEmpty();
  }

  /** The billed quantity, where it counts what we count; 0 where the line is not on the bill. */
  Optional<BigDecimal> quantity() {
    if (!isBilled()) {
      return Optional.empty();
    }
    boolean comparable =
        !isComputed() || compared.components().find(Component.USAGE_VARIANCE).isPresent();
    return comparable ? compared.billedQuantity() : Optional.empty();
  }

  Closeness closeness(BigDecimal predictedCost) {
    BigDecimal rest = billed().subtract(predictedCost);
    if (rest.abs().compareTo(noise) <= 0) {
      return Closeness.TIGHT;
    }
    return tolerance.allows(rest, predictedCost, billed()) ? Closeness.LOOSE : Closeness.OPEN;
  }
}
