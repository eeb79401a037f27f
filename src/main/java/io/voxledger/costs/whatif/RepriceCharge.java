package io.voxledger.costs.whatif;

import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.costs.whatif.TokenFactor.Ratio;
import io.voxledger.measure.Quantities;
import io.voxledger.money.Rounding;
import io.voxledger.pricing.ChargeSum;
import io.voxledger.pricing.MeteredOtherwise;
import io.voxledger.pricing.PricedMeter;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.PricingResult;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.pricing.UnpricedReason;
import io.voxledger.pricing.UsageFacts;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateLookup;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Prices charges again as if something had been otherwise. A charge is linear within its rate, so
 * its quantity is all that is needed of its usage.
 *
 * <p>A price is that of the time of use; where what is supposed had none yet, that at the end of
 * the month, else the newest. Hours are those that the charge's own price was for; where that does
 * not tell, those without a window, and the range has the others. Connections keep the quantities
 * that they were billed by. Immutable.
 */
public final class RepriceCharge implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Set<UnpricedReason> SAYS_NOTHING =
      Set.of(
          UnpricedReason.NO_RATE_CARD,
          UnpricedReason.NO_RATE_FOR_MODEL,
          UnpricedReason.NO_RATE_FOR_METER);

  private final Scenario scenario;
  private final TokenFactors factors;
  private final Pricer pricer;
  private final Pricer cardOrNull;
  private final Instant endOfMonth;

  /**
   * What to price by.
   *
   * @param pricer all that is known
   * @param card goes before it, if given
   * @param endOfMonth exclusive
   */
  public RepriceCharge(
      Scenario scenario,
      TokenFactors factors,
      Pricer pricer,
      Optional<Pricer> card,
      Instant endOfMonth) {
    this.scenario = scenario;
    this.factors = factors;
    this.pricer = pricer;
    this.cardOrNull = card.orElse(null);
    this.endOfMonth = endOfMonth;
  }

  /**
   * The charge as it would have been; empty when what is supposed leaves it as it is.
   *
   * @param quantity used, in the meter's unit
   * @param billable as it was billed, in the meter's unit
   */
  public Optional<Repriced> reprice(PastUse use, BigDecimal quantity, BigDecimal billable) {
    PastUse supposed = scenario.apply(use);
    Ratio[] ratios = ratios(use, supposed);
    UsageFacts facts = facts(supposed, supposed.usedAt(), scaled(quantity, ratios[1]));
    Optional<PricingResult> byCard = byCard(facts);
    if (supposed.equals(use) && byCard.isEmpty()) {
      return Optional.empty();
    }
    PricingResult result = byCard.orElseGet(() -> priced(facts));
    List<PricedMeter> meters =
        result instanceof Priced priced
            ? atAllHours(use, facts, priced, byCard.isPresent() ? cardOrNull : pricer)
            : List.of();
    return Optional.of(
        new Repriced(
            use.name(),
            supposed.name(),
            use.meter(),
            scaled(quantity, ratios[1]),
            meters.stream()
                .map(m -> range(m, quantity, ratios, billable))
                .reduce(RepriceCharge::covering),
            result instanceof Unpriced unpriced
                ? unpriced.reason().code() + ": " + unpriced.detail() + "; " + unpriced.suggestion()
                : "",
            assumed(use, supposed, meters)));
  }

  /** The prices of all hours in which it may have been used, the expected one first. */
  private List<PricedMeter> atAllHours(PastUse use, UsageFacts facts, Priced priced, Pricer by) {
    PricedMeter first = priced.meters().get(0);
    RateEntry entry = entry(first);
    Optional<RateEntry> was = entry(use);
    boolean hasHours =
        !entry.windows().isEmpty() || was.filter(e -> !e.windows().isEmpty()).isPresent();
    if (!hasHours || !(by.price(facts) instanceof Priced)) {
      return List.of(first);
    }
    return PossibleTimes.of(use, was, entry).stream()
        .map(time -> by.price(at(facts, time)))
        .filter(Priced.class::isInstance)
        .map(result -> ((Priced) result).meters().get(0))
        .toList();
  }

  /** The entry by which the charge was priced; empty when its card is gone. */
  private Optional<RateEntry> entry(PastUse use) {
    return pricer.book().find(use.biller(), use.model(), use.usedAt())
            instanceof RateLookup.Found found
        ? Optional.of(found.rate().entry())
        : Optional.empty();
  }

  private static RateEntry entry(PricedMeter meter) {
    PublishedRate published = meter.rate().published();
    return published.card().entries().stream()
        .filter(entry -> entry.model().equals(published.model()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> assumed(PastUse use, PastUse supposed, List<PricedMeter> meters) {
    Optional<RateEntry> was = entry(use);
    if (meters.isEmpty() || was.isEmpty()) {
      return List.of();
    }
    RateEntry entry = entry(meters.get(0));
    boolean isHourKnown =
        entry.windows().isEmpty()
            || meters.stream().map(m -> m.rate().rateId()).distinct().count() == 1;
    return NotTold.of(use, supposed, was.get(), entry, isHourKnown);
  }

  private static Range range(
      PricedMeter meter, BigDecimal quantity, Ratio[] ratios, BigDecimal billable) {
    return new Range(
        cost(meter, scaled(quantity, ratios[0]), billable),
        cost(meter, scaled(quantity, ratios[1]), billable),
        cost(meter, scaled(quantity, ratios[2]), billable));
  }

  /** From the lesser of both to the greater, with what the first expects. */
  private static Range covering(Range first, Range other) {
    return new Range(
        first.low().min(other.low()), first.expected(), first.high().max(other.high()));
  }

  /**
   * The least, the expected and the greatest; tokens of two providers are alike without a factor.
   */
  private Ratio[] ratios(PastUse use, PastUse supposed) {
    return factors
        .find(use.provider(), supposed.provider(), supposed.meter())
        .map(factor -> new Ratio[] {factor.low(), factor.factor(), factor.high()})
        .orElseGet(() -> new Ratio[] {Ratio.ONE, Ratio.ONE, Ratio.ONE});
  }

  private static BigDecimal scaled(BigDecimal quantity, Ratio ratio) {
    return quantity
        .multiply(ratio.dividend())
        .divide(ratio.divisor(), Rounding.QUANTITY_SCALE, RoundingMode.HALF_EVEN);
  }

  private static UsageFacts facts(PastUse use, Instant at, BigDecimal quantity) {
    return new UsageFacts(
        use.biller(),
        use.account(),
        use.model(),
        use.kind(),
        Optional.of(use.tier()),
        use.region(),
        at,
        OptionalLong.of(use.isLong() ? Long.MAX_VALUE : 0),
        Quantities.of(use.meter(), quantity));
  }

  /** Empty where the card says nothing about it. */
  private Optional<PricingResult> byCard(UsageFacts facts) {
    return Optional.ofNullable(cardOrNull)
        .map(card -> card.price(facts))
        .filter(
            result -> !(result instanceof Unpriced none) || !SAYS_NOTHING.contains(none.reason()));
  }

  private PricingResult priced(UsageFacts facts) {
    PricingResult first = pricer.price(facts);
    for (Instant later : List.of(endOfMonth.minusNanos(1000), pricer.book().knownAt())) {
      if (!(first instanceof Priced)) {
        PricingResult then = pricer.price(at(facts, later));
        first = then instanceof Priced ? then : first;
      }
    }
    return first;
  }

  private static UsageFacts at(UsageFacts facts, Instant time) {
    return new UsageFacts(
        facts.biller(),
        facts.account(),
        facts.model(),
        facts.kind(),
        facts.serviceTier(),
        facts.region(),
        time,
        facts.contextTokens(),
        facts.quantities());
  }

  private static BigDecimal cost(PricedMeter meter, BigDecimal quantity, BigDecimal billable) {
    ChargeSum sum =
        meter.roundedAlone()
            ? new ChargeSum(
                1, quantity, billable, BigDecimal.ZERO, Set.of(), MeteredOtherwise.NOTHING)
            : new ChargeSum(
                1, quantity, BigDecimal.ZERO, quantity, Set.of(), MeteredOtherwise.NOTHING);
    return sum.cost(meter.rate()).contractedCost();
  }
}
