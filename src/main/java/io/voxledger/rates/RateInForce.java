package io.voxledger.rates;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * An entry together with its card. Slices are worked out once; there are as many as the card can
 * tell apart. Thread-safe.
 */
public final class RateInForce {
  private final RateCard card;
  private final RateEntry entry;
  private final Map<SliceKey, RateSlice> slices = new ConcurrentHashMap<>();

  private record SliceKey(
      String tier, boolean isLong, String regionOrNull, RateWindow windowOrNull) {}

  RateInForce(RateCard card, RateEntry entry) {
    this.card = card;
    this.entry = entry;
  }

  public RateCard card() {
    return card;
  }

  public RateEntry entry() {
    return entry;
  }

  /**
   * What a request is charged at.
   *
   * @param tier from {@link RateEntry#tier}
   * @param region as reported; one that the entry does not list multiplies by 1
   * @param t time of use
   * @param contextTokens input tokens of the request; not known counts as base
   */
  public RateSlice slice(
      AppliedTier tier, Optional<String> region, Instant t, OptionalLong contextTokens) {
    LongContext longContext = tier.longContextOrNull();
    boolean isLong =
        longContext != null
            && contextTokens.isPresent()
            && longContext.appliesTo(contextTokens.getAsLong());
    String listed = region.filter(entry.regions()::containsKey).orElse(null);
    RateWindow window = entry.windows().isEmpty() ? null : entry.window(t).orElse(null);
    SliceKey key = new SliceKey(tier.name(), isLong, listed, window);
    RateSlice known = slices.get(key);
    return known != null
        ? known
        : slices.computeIfAbsent(
            key, k -> new RateSlice(card, entry, terms(tier, isLong, listed, window)));
  }

  /** The prices under terms of this entry, as a request might have taken them. */
  public RateSlice slice(RateTerms terms) {
    SliceKey key =
        new SliceKey(
            terms.serviceTier(),
            terms.longContextOrNull() != null,
            terms.regionOrNull(),
            terms.windowOrNull());
    return slices.computeIfAbsent(key, k -> new RateSlice(card, entry, terms));
  }

  /** Every slice that some request can take. */
  Stream<RateSlice> allSlices() {
    return entry.reachableTiers().flatMap(this::slices);
  }

  private Stream<RateSlice> slices(AppliedTier tier) {
    Stream<Boolean> bands =
        tier.longContext().isPresent() ? Stream.of(false, true) : Stream.of(false);
    return bands.flatMap(isLong -> slices(tier, isLong));
  }

  private Stream<RateSlice> slices(AppliedTier tier, boolean isLong) {
    return orNone(entry.regions().keySet().stream())
        .flatMap(
            region ->
                orNone(entry.windows().stream())
                    .map(window -> terms(tier, isLong, region.orElse(null), window.orElse(null))))
        .map(terms -> new RateSlice(card, entry, terms));
  }

  private RateTerms terms(AppliedTier tier, boolean isLong, String region, RateWindow window) {
    BigDecimal regionMultiplier = region == null ? BigDecimal.ONE : entry.regions().get(region);
    return new RateTerms(
        tier, isLong ? tier.longContextOrNull() : null, region, regionMultiplier, window);
  }

  private static <T> Stream<Optional<T>> orNone(Stream<T> values) {
    return Stream.concat(Stream.of(Optional.empty()), values.map(Optional::of));
  }
}
