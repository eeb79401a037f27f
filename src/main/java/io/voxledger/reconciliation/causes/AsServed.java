package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.pricing.OtherPrices.Price;
import io.voxledger.pricing.OtherPrices.Terms;
import io.voxledger.rates.AppliedTier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a part of the usage was served, and billed, at another service tier than our records have,
 * as the provider's own usage export tells.
 *
 * @param tier at which it was served
 * @param parts how much of the usage in a place was served at that tier, of 1
 * @param before the same of other tiers, which are taken into account already
 */
record AsServed(
    Cause cause,
    String supposition,
    String tier,
    Map<Place, BigDecimal> parts,
    OtherPrices prices,
    List<AsServed> before)
    implements Hypothesis {

  /** Causes first, as they are taken. */
  private static final Comparator<AsServed> ORDER =
      Comparator.comparing(AsServed::cause).thenComparing(AsServed::tier);

  /** Where our records have usage. */
  record Place(String sku, Meter meter, String tier) {
    static Place of(Terms terms, Meter meter) {
      return new Place(terms.usage().sku(), meter, terms.terms().serviceTier());
    }
  }

  private record Counted(String sku, Meter meter) {}

  /** One for each tier that has a larger share in the export than in our records. */
  static List<AsServed> of(OtherPrices prices, List<Item> items, ServedTiers served) {
    List<Item> told =
        items.stream()
            .filter(item -> item.quantity().signum() > 0 && item.terms().isPresent())
            .filter(item -> served.isTold(sku(item)))
            .toList();
    Map<String, Map<Place, BigDecimal>> byTier = new TreeMap<>();
    told.stream()
        .collect(groupingBy(item -> new Counted(sku(item), item.meter())))
        .forEach((counted, ofMeter) -> addParts(counted, ofMeter, served, byTier));
    List<AsServed> all = new ArrayList<>();
    byTier.forEach((tier, parts) -> all.add(of(tier, parts, prices, told)));
    return all;
  }

  private static String sku(Item item) {
    return item.terms().orElseThrow().usage().sku();
  }

  private static void addParts(
      Counted counted,
      List<Item> items,
      ServedTiers served,
      Map<String, Map<Place, BigDecimal>> byTier) {
    Map<String, BigDecimal> ours = new HashMap<>();
    items.forEach(
        item ->
            ours.merge(
                Place.of(item.terms().orElseThrow(), counted.meter()).tier(),
                item.quantity(),
                BigDecimal::add));
    Map<String, BigDecimal> theirs =
        served.of(
            counted.sku(), counted.meter(), items.get(0).terms().orElseThrow().rate().entry());
    TierShift.of(ours, theirs)
        .parts()
        .forEach(
            (to, from) ->
                from.forEach(
                    (tier, part) ->
                        byTier
                            .computeIfAbsent(to, t -> new HashMap<>())
                            .put(new Place(counted.sku(), counted.meter(), tier), part)));
  }

  private static AsServed of(
      String tier, Map<Place, BigDecimal> parts, OtherPrices prices, List<Item> items) {
    AsServed some = new AsServed(Cause.SERVICE_TIER_PREMIUM, "", tier, parts, prices, List.of());
    BigDecimal more = PeriodCase.cost(some.apply(items)).subtract(PeriodCase.cost(items));
    String left = tier.equals(AppliedTier.DEFAULT) ? some.firstLeft() : tier;
    return new AsServed(
        OtherTiers.cause(left, more), some.supposition(items), tier, parts, prices, List.of());
  }

  /** The first tier that has less in the export than in our records. */
  private String firstLeft() {
    return parts.keySet().stream().map(Place::tier).min(String::compareTo).orElseThrow();
  }

  private String supposition(List<Item> items) {
    BigDecimal moved =
        items.stream()
            .map(item -> item.quantity().multiply(part(item)))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return "at the price of tier %s for %s of %s %s, as the provider's usage export shows"
        .formatted(
            tier,
            Sentences.number(moved.setScale(0, RoundingMode.HALF_EVEN)),
            Sentences.number(PeriodCase.quantity(items)),
            BilledQuantity.unitOf(items.get(0).meter().basis()));
  }

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  /** A tier is a request's, which has several meters. */
  @Override
  public Reach reach() {
    return Reach.REQUESTS;
  }

  @Override
  public Hypothesis besides(List<Hypothesis> others) {
    List<AsServed> earlier =
        others.stream()
            .filter(AsServed.class::isInstance)
            .map(AsServed.class::cast)
            .filter(other -> ORDER.compare(other, this) < 0)
            .toList();
    return earlier.isEmpty()
        ? this
        : new AsServed(cause, supposition, tier, parts, prices, earlier);
  }

  @Override
  public List<Item> apply(List<Item> items) {
    return items.stream().map(this::changed).toList();
  }

  /** The price is that of all tiers at which it was served, each by its part. */
  private Item changed(Item item) {
    BigDecimal more = more(item);
    BigDecimal now =
        before.stream().map(other -> other.more(item)).reduce(BigDecimal.ONE, BigDecimal::add);
    return more.signum() == 0 || now.signum() <= 0
        ? item
        : item.times(now.add(more).divide(now, MathContext.DECIMAL128));
  }

  /** What the price goes up by, of 1; below 0 where it goes down. */
  private BigDecimal more(Item item) {
    BigDecimal part = part(item);
    if (part.signum() == 0 || item.price().contracted().signum() == 0) {
      return BigDecimal.ZERO;
    }
    return item.terms()
        .flatMap(terms -> OtherTiers.to(terms, tier))
        .flatMap(prices::price)
        .map(price -> part.multiply(ratio(price, item.price()).subtract(BigDecimal.ONE)))
        .orElse(BigDecimal.ZERO);
  }

  private BigDecimal part(Item item) {
    return item.terms()
        .map(terms -> parts.get(Place.of(terms, item.meter())))
        .orElse(BigDecimal.ZERO);
  }

  private static BigDecimal ratio(Price other, Price now) {
    return other
        .contracted()
        .multiply(BigDecimal.valueOf(now.per()))
        .divide(now.contracted().multiply(BigDecimal.valueOf(other.per())), MathContext.DECIMAL128);
  }
}
