package io.voxledger.rates;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a card says about one model or resource.
 *
 * @param model a name, or a prefix with a trailing {@code *}; also the sku of the charges
 * @param aliases further names or prefixes
 * @param per how many units the prices are for; above 0
 * @param prices the base prices
 * @param longContextOrNull prices of requests above a size
 * @param tiers by name of the service tier
 * @param regions multipliers by name of the region
 * @param windows multipliers by time of use; the first that contains it applies
 * @param rounding how quantities become billable
 */
public record RateEntry(
    String model,
    List<String> aliases,
    long per,
    PriceList prices,
    LongContext longContextOrNull,
    SortedMap<String, TierRates> tiers,
    SortedMap<String, BigDecimal> regions,
    List<RateWindow> windows,
    BillableRounding rounding)
    implements Serializable {
  public RateEntry {
    aliases = List.copyOf(aliases);
    tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
    windows = List.copyOf(windows);
  }

  public Optional<LongContext> longContext() {
    return Optional.ofNullable(longContextOrNull);
  }

  /** The model and its aliases. */
  public Stream<String> names() {
    return Stream.concat(Stream.of(model), aliases.stream());
  }

  /**
   * The tier whose prices a request of the reported tier takes: the named one, or the base where
   * the card has none of it.
   */
  public AppliedTier tier(Optional<String> reported) {
    return reported.map(this::namedTier).orElseGet(this::baseTier);
  }

  /** The tier without a name. */
  public AppliedTier baseTier() {
    return new AppliedTier(AppliedTier.DEFAULT, BigDecimal.ONE, prices, longContextOrNull, false);
  }

  private AppliedTier namedTier(String reported) {
    if (AppliedTier.isBase(reported)) {
      return baseTier();
    }
    TierRates named = tiers.get(reported);
    if (named == null) {
      return new AppliedTier(AppliedTier.DEFAULT, BigDecimal.ONE, prices, longContextOrNull, true);
    }
    if (named instanceof TierRates.Own own) {
      return new AppliedTier(
          reported, BigDecimal.ONE, own.prices(), own.longContextOrNull(), false);
    }
    BigDecimal multiplier = ((TierRates.Scaled) named).multiplier();
    return new AppliedTier(reported, multiplier, prices, longContextOrNull, false);
  }

  /** The window that holds at {@code t}, if any. */
  public Optional<RateWindow> window(Instant t) {
    for (RateWindow window : windows) {
      if (window.contains(t)) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /** Every tier that a request can take, the base first. */
  public Stream<AppliedTier> reachableTiers() {
    Stream<AppliedTier> named =
        tiers.keySet().stream().filter(name -> !AppliedTier.isBase(name)).map(this::namedTier);
    return Stream.concat(Stream.of(baseTier()), named);
  }
}
