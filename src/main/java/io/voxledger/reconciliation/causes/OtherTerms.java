package io.voxledger.reconciliation.causes;

import io.voxledger.pricing.OtherPrices;
import io.voxledger.pricing.OtherPrices.Terms;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** That charges were billed at the price of other terms of their card, or of another card. */
record OtherTerms(
    Cause cause,
    String supposition,
    int strain,
    OtherPrices prices,
    Function<Terms, Optional<Terms>> change)
    implements Hypothesis {
  private static final Set<Cause> OF_REQUESTS =
      EnumSet.of(
          Cause.SERVICE_TIER_PREMIUM,
          Cause.SERVICE_TIER_DISCOUNT,
          Cause.BATCH_DISCOUNT,
          Cause.LONG_CONTEXT_RATE_APPLIED,
          Cause.REGION_UPLIFT);

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  /** Tiers, sizes and regions are a request's, which has several meters. */
  @Override
  public Reach reach() {
    return OF_REQUESTS.contains(cause) ? Reach.REQUESTS : Reach.EACH_LINE;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    return items.stream().map(this::changed).toList();
  }

  private Item changed(Item item) {
    return item.terms()
        .flatMap(change)
        .flatMap(other -> prices.price(other).map(price -> item.under(other, price)))
        .orElse(item);
  }

  /** The same of some of the charges. */
  OtherTerms only(String which, Predicate<Terms> some) {
    return new OtherTerms(
        cause,
        supposition + " for " + which,
        strain,
        prices,
        t -> some.test(t) ? change.apply(t) : Optional.empty());
  }

  OtherTerms as(Cause other) {
    return new OtherTerms(other, supposition, strain, prices, change);
  }
}
