package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.pricing.OtherPrices.Terms;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.RateInForce;
import io.voxledger.rates.RateTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every price that the cards and settings know for the same usage. */
final class PriceHypotheses {
  private static final Map<Meter, Meter> UNCACHED =
      Map.of(
          Meter.CACHE_READ, Meter.INPUT,
          Meter.CACHE_READ_TEXT, Meter.INPUT_TEXT,
          Meter.CACHE_READ_AUDIO, Meter.INPUT_AUDIO,
          Meter.CACHE_READ_IMAGE, Meter.INPUT_IMAGE);
  private static final Map<Meter, Meter> AUDIO_AS_TEXT =
      Map.of(
          Meter.INPUT_AUDIO, Meter.INPUT_TEXT,
          Meter.CACHE_READ_AUDIO, Meter.CACHE_READ_TEXT,
          Meter.OUTPUT_AUDIO, Meter.OUTPUT_TEXT);
  private static final Map<Meter, Meter> TEXT_AS_AUDIO =
      Map.of(
          Meter.INPUT_TEXT, Meter.INPUT_AUDIO,
          Meter.CACHE_READ_TEXT, Meter.CACHE_READ_AUDIO,
          Meter.OUTPUT_TEXT, Meter.OUTPUT_AUDIO);

  private final OtherPrices prices;
  private final List<Item> items;
  private final List<Terms> terms;
  private final List<OtherTerms> found = new ArrayList<>();

  private PriceHypotheses(OtherPrices prices, List<Item> items) {
    this.prices = prices;
    this.items = items;
    this.terms = items.stream().flatMap(item -> item.terms().stream()).toList();
  }

  /**
   * Those that change the price of at least one item.
   *
   * @param strainOfTiers of other tiers than our records have, for all usage
   */
  static List<OtherTerms> of(OtherPrices prices, List<Item> items, int strainOfTiers) {
    PriceHypotheses all = new PriceHypotheses(prices, items);
    all.addCards();
    OtherTiers.of(prices, items, strainOfTiers).forEach(all::add);
    all.add(
        Cause.LONG_CONTEXT_RATE_APPLIED,
        "at the long-context price, though under the threshold",
        t -> OtherTiers.inTier(t, t.terms().tier(), true));
    all.add(
        Cause.LONG_CONTEXT_RATE_APPLIED,
        "at the base price, though above the threshold",
        t ->
            Optional.of(t.with(t.terms().inTier(t.terms().tier(), false)))
                .filter(base -> t.terms().band() == ContextBand.LONG));
    all.addMeters();
    all.addRegions();
    all.add(
        Cause.AGREED_DISCOUNT_MISSING,
        "at list price",
        t -> t.agreed().map(agreed -> t.atListPrice()));
    return List.copyOf(all.found);
  }

  /** The meter of uncached input that cached input is otherwise. */
  static Optional<Meter> uncached(Meter meter) {
    return Optional.ofNullable(UNCACHED.get(meter));
  }

  /** The meter of text that audio otherwise is. */
  static Optional<Meter> asText(Meter meter) {
    return Optional.ofNullable(AUDIO_AS_TEXT.get(meter));
  }

  /** The meter of audio that text otherwise is. */
  static Optional<Meter> asAudio(Meter meter) {
    return Optional.ofNullable(TEXT_AS_AUDIO.get(meter));
  }

  /** The meter that input is counted on when it is read from a cache. */
  static Optional<Meter> cached(Meter input) {
    return UNCACHED.entrySet().stream()
        .filter(entry -> entry.getValue() == input)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void add(
      Cause cause, String supposition, java.util.function.Function<Terms, Optional<Terms>> change) {
    add(new OtherTerms(cause, supposition, 0, prices, change));
  }

  /** Adds what changes a price; where that is so of several tiers or bands, of each alone too. */
  private void add(OtherTerms hypothesis) {
    List<Item> changed = hypothesis.apply(items);
    SortedSet<String> served = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (changed.get(i) != items.get(i)) {
        served.add(served(items.get(i).terms().orElseThrow()));
      }
    }
    if (!served.isEmpty()) {
      found.add(hypothesis);
    }
    if (served.size() > 1) {
      served.forEach(one -> found.add(hypothesis.only(one, t -> served(t).equals(one))));
    }
  }

  private static String served(Terms t) {
    return "tier "
        + t.terms().serviceTier()
        + " and band "
        + t.terms().band().code()
        + t.terms().region().map(region -> " in " + region).orElse("");
  }

  private void addCards() {
    SortedSet<String> cards = new TreeSet<>();
    for (Terms t : terms) {
      List<RateInForce> entries = prices.entries(t.usage().biller(), t.usage().sku());
      int own = indexOf(entries, t.rate());
      for (int i = 0; i < entries.size(); i++) {
        boolean neighbour = Math.abs(i - own) == 1;
        boolean recordedLater =
            entries.get(i).card().recordedAt().isAfter(t.rate().card().recordedAt());
        if (own >= 0 && i != own && (neighbour || recordedLater)) {
          cards.add(entries.get(i).card().id());
        }
      }
    }
    cards.forEach(
        card -> add(Cause.RATE_CHANGED, "at the price of card " + card, t -> onCard(t, card)));
  }

  private static int indexOf(List<RateInForce> entries, RateInForce rate) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).card().id().equals(rate.card().id())) {
        return i;
      }
    }
    return -1;
  }

  private Optional<Terms> onCard(Terms t, String card) {
    return prices.entries(t.usage().biller(), t.usage().sku()).stream()
        .filter(entry -> entry.card().id().equals(card) && !isOf(t, entry))
        .findFirst()
        .flatMap(entry -> onEntry(t, entry));
  }

  private static boolean isOf(Terms t, RateInForce entry) {
    return t.rate().card().id().equals(entry.card().id());
  }

  /** The same tier, band and region as the other card prices them. */
  private static Optional<Terms> onEntry(Terms t, RateInForce entry) {
    AppliedTier tier = entry.entry().tier(Optional.of(t.terms().serviceTier()));
    boolean isLong = t.isLong() && tier.longContext().isPresent();
    Optional<String> region = t.terms().region().filter(entry.entry().regions()::containsKey);
    BigDecimal multiplier = region.map(entry.entry().regions()::get).orElse(BigDecimal.ONE);
    RateTerms terms =
        new RateTerms(
            tier,
            isLong ? tier.longContextOrNull() : null,
            region.orElse(null),
            multiplier,
            t.terms().windowOrNull());
    return Optional.of(new Terms(t.usage(), entry, terms, t.meter(), t.agreed()));
  }

  private void addMeters() {
    add(
        Cause.CACHE_DISCOUNT_NOT_APPLIED,
        "with cached input at the price of uncached input",
        t -> uncached(t.meter()).map(t::pricedAs));
    add(
        Cause.MODALITY_MISMATCH,
        "with audio at the price of text",
        t -> asText(t.meter()).map(t::pricedAs));
    add(
        Cause.MODALITY_MISMATCH,
        "with text at the price of audio",
        t -> asAudio(t.meter()).map(t::pricedAs));
  }

  private void addRegions() {
    SortedSet<String> regions = new TreeSet<>();
    terms.forEach(t -> regions.addAll(t.rate().entry().regions().keySet()));
    for (String region : regions) {
      add(
          Cause.REGION_UPLIFT,
          "with the multiplier of region " + region,
          t ->
              Optional.ofNullable(t.rate().entry().regions().get(region))
                  .filter(m -> !t.terms().region().equals(Optional.of(region)))
                  .map(m -> t.with(t.terms().inRegion(Optional.of(region), m))));
    }
    add(
        Cause.REGION_UPLIFT,
        "without the multiplier of their region",
        t ->
            t.terms()
                .region()
                .map(r -> t.with(t.terms().inRegion(Optional.empty(), BigDecimal.ONE))));
  }
}
