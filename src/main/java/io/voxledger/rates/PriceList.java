package io.voxledger.rates;

import io.voxledger.measure.Meter;
import io.voxledger.money.Decimals;
import io.voxledger.usage.Flag;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Published prices by meter, for the entry's {@code per} units, exactly as published. Meters may be
 * generic.
 */
public final class PriceList implements Serializable {
  private static final long serialVersionUID = 1L;
  private final EnumMap<Meter, BigDecimal> published;

  public PriceList(Map<Meter, BigDecimal> published) {
    this.published = new EnumMap<>(Meter.class);
    published.forEach((meter, price) -> this.published.put(meter, Decimals.canonical(price)));
  }

  /**
   * A published price that serves a meter.
   *
   * @param publishedFor the meter it was published for
   * @param flagOrNull set when it is a price of something else, taken for want of a better one
   */
  public record Hit(Meter publishedFor, BigDecimal price, Flag flagOrNull) {
    public Optional<Flag> flag() {
      return Optional.ofNullable(flagOrNull);
    }
  }

  /** The first price on the meter's chain. */
  public Optional<Hit> find(Meter meter) {
    for (PriceChain.Link link : PriceChain.of(meter)) {
      BigDecimal price = published.get(link.meter());
      if (price != null) {
        return Optional.of(new Hit(link.meter(), price, link.flagOrNull()));
      }
    }
    return Optional.empty();
  }

  /** An unmodifiable view, ordered by meter. */
  public Map<Meter, BigDecimal> asMap() {
    return Collections.unmodifiableMap(published);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriceList that && published.equals(that.published);
  }

  @Override
  public int hashCode() {
    return published.hashCode();
  }

  @Override
  public String toString() {
    return published.toString();
  }
}
