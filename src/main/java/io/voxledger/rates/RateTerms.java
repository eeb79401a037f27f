package io.voxledger.rates;

import io.voxledger.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Under which conditions an entry is applied; everything that, besides the meter, decides a price.
 *
 * @param tier as applied
 * @param longContextOrNull the prices that a long request takes; null in band {@code base}
 * @param regionOrNull as applied; null without a multiplier
 * @param regionMultiplier 1 without a region
 * @param windowOrNull the window of use
 */
public record RateTerms(
    AppliedTier tier,
    LongContext longContextOrNull,
    String regionOrNull,
    BigDecimal regionMultiplier,
    RateWindow windowOrNull) {

  /** The same region and window in another tier, base or long. */
  public RateTerms inTier(AppliedTier other, boolean isLong) {
    return new RateTerms(
        other,
        isLong ? other.longContextOrNull() : null,
        regionOrNull,
        regionMultiplier,
        windowOrNull);
  }

  /** The same with a region's multiplier, or with none. */
  public RateTerms inRegion(Optional<String> region, BigDecimal multiplier) {
    return new RateTerms(tier, longContextOrNull, region.orElse(null), multiplier, windowOrNull);
  }

  /** {@code default}, or the name of the tier. */
  public String serviceTier() {
    return tier.name();
  }

  public ContextBand band() {
    return longContextOrNull == null ? ContextBand.BASE : ContextBand.LONG;
  }

  public Optional<LongContext> longContext() {
    return Optional.ofNullable(longContextOrNull);
  }

  public Optional<String> region() {
    return Optional.ofNullable(regionOrNull);
  }

  public Optional<RateWindow> window() {
    return Optional.ofNullable(windowOrNull);
  }

  /** Window × region: what an agreed price is multiplied with. */
  public BigDecimal windowAndRegion() {
    BigDecimal window = windowOrNull == null ? BigDecimal.ONE : windowOrNull.multiplier();
    return window.multiply(regionMultiplier);
  }

  /** Tier × window × region. */
  public BigDecimal multiplier() {
    return Decimals.canonical(tier.multiplier().multiply(windowAndRegion()));
  }
}
