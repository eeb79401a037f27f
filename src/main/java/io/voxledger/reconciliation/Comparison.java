package io.voxledger.reconciliation;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The money of one row: two sides and what lies between them.
 *
 * @param computedQuantity empty when nothing was computed, or in units that do not add up
 * @param billedQuantity empty when the bill has none, or in units that do not add up
 * @param hasComputed whether anything was computed, be it for 0
 * @param hasBilled whether anything is on the bill, be it for 0
 */
record Comparison(
    Optional<BigDecimal> computedQuantity,
    BigDecimal computedCost,
    Optional<BigDecimal> billedQuantity,
    BigDecimal billedCost,
    boolean hasComputed,
    boolean hasBilled,
    Components components) {
  private static final BigDecimal NOTHING = Rounding.cost(BigDecimal.ZERO);

  Comparison {
    BigDecimal variance = billedCost.subtract(computedCost);
    if (components.total().compareTo(variance) != 0) {
      throw new IllegalStateException(
          "components " + components + " sum up to " + components.total() + ", not to " + variance);
    }
  }

  /** Lines that nothing was computed for. */
  static Comparison billedOnly(BilledSum billed, Component component) {
    return new Comparison(
        Optional.empty(),
        NOTHING,
        billed.quantity(),
        billed.cost(),
        false,
        true,
        Components.of(component, billed.cost().subtract(billed.fxVariance()))
            .withFx(billed.fxVariance()));
  }

  /** Usage that no line bills. */
  static Comparison computedOnly(ComputedSum computed) {
    return new Comparison(
        computed.quantity(),
        computed.cost(),
        Optional.empty(),
        NOTHING,
        true,
        false,
        Components.of(Component.COMPUTED_ONLY, computed.cost().negate()));
  }

  /**
   * Both sides, split into quantity and price where both have quantities of the same unit. What is
   * due to the bill's exchange rate stands by itself; the rest is at ours.
   */
  static Comparison of(ComputedSum computed, BilledSum billed) {
    return new Comparison(
        computed.quantity(),
        computed.cost(),
        billed.quantity(),
        billed.cost(),
        true,
        true,
        split(computed, billed));
  }

  private static Components split(ComputedSum computed, BilledSum billed) {
    BigDecimal variance = billed.cost().subtract(billed.fxVariance()).subtract(computed.cost());
    boolean comparable =
        billed.quantity().isPresent()
            && computed.quantity().filter(q -> q.signum() > 0).isPresent()
            && billed.basis().equals(computed.basis());
    if (!comparable) {
      return Components.of(Component.UNSPLIT_VARIANCE, variance).withFx(billed.fxVariance());
    }
    BigDecimal ours = computed.quantity().get();
    BigDecimal more = billed.quantity().get().subtract(ours);
    return Rounding.storedRatio(more.multiply(computed.cost()), ours)
        .map(
            usage ->
                Components.of(
                    Component.USAGE_VARIANCE,
                    usage,
                    Component.RATE_VARIANCE,
                    variance.subtract(usage)))
        .orElse(Components.of(Component.UNSPLIT_VARIANCE, variance))
        .withFx(billed.fxVariance());
  }
}
