package io.voxledger.reconciliation;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of one variance, in USD at 12 decimals. A component that does not apply is absent, not
 * 0.
 */
public record Components(Map<Component, BigDecimal> byComponent) {
  public Components {
    EnumMap<Component, BigDecimal> copy = new EnumMap<>(Component.class);
    copy.putAll(byComponent);
    byComponent = Collections.unmodifiableMap(copy);
  }

  static Components of(Component component, BigDecimal amount) {
    return new Components(Map.of(component, amount));
  }

  static Components of(Component a, BigDecimal amountA, Component b, BigDecimal amountB) {
    return new Components(Map.of(a, amountA, b, amountB));
  }

  /** The same with what is due to the bill's exchange rate, where that is another than ours. */
  Components withFx(BigDecimal fxVariance) {
    return fxVariance.signum() == 0
        ? this
        : sum(List.of(this, of(Component.FX_VARIANCE, fxVariance)));
  }

  /** Component by component. */
  static Components sum(Collection<Components> parts) {
    EnumMap<Component, BigDecimal> sums = new EnumMap<>(Component.class);
    parts.forEach(part -> part.byComponent.forEach((c, v) -> sums.merge(c, v, BigDecimal::add)));
    return new Components(sums);
  }

  public Optional<BigDecimal> find(Component component) {
    return Optional.ofNullable(byComponent.get(component));
  }

  /** All components together. */
  public BigDecimal total() {
    return byComponent.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
