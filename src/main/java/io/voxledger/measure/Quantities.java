package io.voxledger.measure;

import static java.util.Objects.requireNonNull;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Immutable disjoint quantities by meter, each above 0 at 6 decimals, in the meter's unit, ordered
 * by meter.
 */
public final class Quantities {
  /** No usage. */
  public static final Quantities NONE = new Quantities(new EnumMap<>(Meter.class));

  private final EnumMap<Meter, BigDecimal> byMeter;

  private Quantities(EnumMap<Meter, BigDecimal> byMeter) {
    this.byMeter = byMeter;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A single quantity, or {@link #NONE} when it is 0. */
  public static Quantities of(Meter meter, BigDecimal quantity) {
    return builder().add(meter, quantity).build();
  }

  /** The quantities of a map; those that are 0 are left out. */
  public static Quantities copyOf(Map<Meter, BigDecimal> quantities) {
    Builder builder = builder();
    quantities.forEach(builder::add);
    return builder.build();
  }

  public boolean isEmpty() {
    return byMeter.isEmpty();
  }

  public Set<Meter> meters() {
    return Collections.unmodifiableSet(byMeter.keySet());
  }

  public Optional<BigDecimal> find(Meter meter) {
    return Optional.ofNullable(byMeter.get(meter));
  }

  /** The quantity of that meter, 0 when there is none. */
  public BigDecimal get(Meter meter) {
    BigDecimal quantity = byMeter.get(meter);
    return quantity == null ? BigDecimal.ZERO : quantity;
  }

  /** An unmodifiable view, ordered by meter. */
  public Map<Meter, BigDecimal> asMap() {
    return Collections.unmodifiableMap(byMeter);
  }

  /** Whether tokens are here whose modality the source did not tell. */
  public boolean isModalityUnknown() {
    return byMeter.keySet().stream().anyMatch(Meter::isModalityUnknown);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantities that && byMeter.equals(that.byMeter);
  }

  @Override
  public int hashCode() {
    return byMeter.hashCode();
  }

  @Override
  public String toString() {
    return byMeter.toString();
  }

  /** Collects quantities; what is added to one meter twice is summed. */
  public static final class Builder {
    private final EnumMap<Meter, BigDecimal> byMeter = new EnumMap<>(Meter.class);

    private Builder() {}

    /** Adds a quantity that is 0 or above; 0 leaves no trace. */
    public Builder add(Meter meter, BigDecimal quantity) {
      requireNonNull(meter, "meter");
      if (quantity.signum() < 0) {
        throw new IllegalArgumentException("negative quantity " + quantity + " of " + meter.code());
      }
      if (quantity.signum() > 0) {
        byMeter.merge(meter, Rounding.quantity(quantity), BigDecimal::add);
      }
      return this;
    }

    /** The quantities; those that round to 0 at 6 decimals are left out. */
    public Quantities build() {
      byMeter.values().removeIf(q -> q.signum() == 0);
      return new Quantities(new EnumMap<>(byMeter));
    }
  }
}
