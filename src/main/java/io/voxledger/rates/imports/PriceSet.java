package io.voxledger.rates.imports;

import io.voxledger.measure.Meter;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.PriceList;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The prices of one model under one condition.
 *
 * @param base by meter
 * @param above by threshold: the prices of requests with more input tokens
 */
record PriceSet(Map<Meter, Published> base, SortedMap<Threshold, Map<Meter, Published>> above) {
  PriceSet() {
    this(new EnumMap<>(Meter.class), new TreeMap<>());
  }

  /**
   * From how many input tokens on.
   *
   * @param inclusive whether a request of exactly so many is above it
   */
  record Threshold(long over, boolean inclusive) implements Comparable<Threshold> {
    @Override
    public int compareTo(Threshold other) {
      return Long.compare(over, other.over);
    }
  }

  /** The prices at a threshold, the base prices without one. */
  Map<Meter, Published> at(Optional<Threshold> threshold) {
    return threshold.isEmpty()
        ? base
        : above.computeIfAbsent(threshold.get(), t -> new EnumMap<>(Meter.class));
  }

  /** The units that every price of the set can be stated for exactly. */
  LongStream units() {
    return Stream.concat(Stream.of(base), above.values().stream())
        .flatMap(prices -> prices.values().stream())
        .mapToLong(Published::per);
  }

  PriceList list(long per) {
    return list(base, per);
  }

  /**
   * The long-context prices; a meter without one of its own keeps its base price, as those tools
   * have it.
   */
  Optional<LongContext> longContext(long per) {
    if (above.isEmpty()) {
      return Optional.empty();
    }
    Map<Meter, Published> all = new EnumMap<>(base);
    all.putAll(above.get(above.firstKey()));
    Threshold threshold = above.firstKey();
    return Optional.of(new LongContext(threshold.over(), threshold.inclusive(), list(all, per)));
  }

  /** This set where it speaks, the other one where it does not. */
  PriceSet orElse(PriceSet other) {
    PriceSet merged = new PriceSet();
    merged.base.putAll(other.base);
    merged.base.putAll(base);
    other.above.forEach((threshold, prices) -> merged.at(Optional.of(threshold)).putAll(prices));
    above.forEach((threshold, prices) -> merged.at(Optional.of(threshold)).putAll(prices));
    return merged;
  }

  /**
   * What every price of {@code basis} is multiplied with to give this set; empty when there is no
   * such number, or none that a card can state.
   */
  Optional<BigDecimal> multipleOf(PriceSet basis) {
    Optional<BigDecimal> multiple = Multiple.of(base, basis.base);
    boolean same =
        above.keySet().equals(basis.above.keySet())
            && above.keySet().stream()
                .allMatch(
                    threshold ->
                        Multiple.agree(
                            multiple,
                            Multiple.of(above.get(threshold), basis.above.get(threshold))));
    return same ? multiple : Optional.empty();
  }

  private static PriceList list(Map<Meter, Published> prices, long per) {
    Map<Meter, BigDecimal> list = new HashMap<>();
    prices.forEach((meter, price) -> list.put(meter, price.forUnits(per)));
    return new PriceList(list);
  }
}
