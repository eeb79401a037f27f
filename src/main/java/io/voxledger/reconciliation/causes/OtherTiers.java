package io.voxledger.reconciliation.causes;

import io.voxledger.pricing.OtherPrices;
import io.voxledger.pricing.OtherPrices.Terms;
import io.voxledger.rates.AppliedTier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** That all requests were billed at another service tier than our records have. */
final class OtherTiers {
  private OtherTiers() {}

  /**
   * For every tier that the cards name, there and back.
   *
   * @param strain of each of them
   */
  static List<OtherTerms> of(OtherPrices prices, List<Item> items, int strain) {
    SortedSet<String> named = new TreeSet<>();
    items.stream()
        .flatMap(item -> item.terms().stream())
        .forEach(t -> named.addAll(t.rate().entry().tiers().keySet()));
    List<OtherTerms> all = new ArrayList<>();
    for (String tier : named) {
      String there = "at the price of tier " + tier;
      String back = "at the base price, though served as " + tier;
      Function<Terms, Optional<Terms>> toTier =
          t -> t.terms().serviceTier().equals(AppliedTier.DEFAULT) ? to(t, tier) : Optional.empty();
      Function<Terms, Optional<Terms>> toBase =
          t -> t.terms().serviceTier().equals(tier) ? to(t, AppliedTier.DEFAULT) : Optional.empty();
      all.add(new OtherTerms(cause(tier, prices, items, toTier), there, strain, prices, toTier));
      all.add(new OtherTerms(cause(tier, prices, items, toBase), back, strain, prices, toBase));
    }
    return all;
  }

  private static Cause cause(
      String tier, OtherPrices prices, List<Item> items, Function<Terms, Optional<Terms>> change) {
    OtherTerms some = new OtherTerms(Cause.SERVICE_TIER_PREMIUM, "", 0, prices, change);
    return cause(tier, PeriodCase.cost(some.apply(items)).subtract(PeriodCase.cost(items)));
  }

  /**
   * What it is called when usage goes to or from a tier.
   *
   * @param more than before, USD; below 0 for less
   */
  static Cause cause(String tier, BigDecimal more) {
    if (more.signum() >= 0) {
      return Cause.SERVICE_TIER_PREMIUM;
    }
    return isBatch(tier) ? Cause.BATCH_DISCOUNT : Cause.SERVICE_TIER_DISCOUNT;
  }

  /** Cards name the tier of batches in their own ways. */
  static boolean isBatch(String tier) {
    return tier.toLowerCase(Locale.ROOT).contains("batch");
  }

  /** The same usage at a tier of its entry; empty where the entry has no price for it. */
  static Optional<Terms> to(Terms t, String tier) {
    if (!tier.equals(AppliedTier.DEFAULT) && !t.rate().entry().tiers().containsKey(tier)) {
      return Optional.empty();
    }
    AppliedTier applied = t.rate().entry().tier(Optional.of(tier));
    return inTier(t, applied, t.isLong() && applied.longContext().isPresent());
  }

  static Optional<Terms> inTier(Terms t, AppliedTier tier, boolean isLong) {
    return isLong && tier.longContext().isEmpty()
        ? Optional.empty()
        : Optional.of(t.with(t.terms().inTier(tier, isLong)));
  }
}
