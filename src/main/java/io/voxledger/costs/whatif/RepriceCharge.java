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
import io.voxledger.pricing.UsageFacts;
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
 * the month, else the newest. Connections keep the quantities that they were billed by. Immutable.
 */
public final class RepriceCharge implements Serializable {
  private static final long serialVersionUID = 1L;

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
    Optional<PricedMeter> meter =
        result instanceof Priced priced ? Optional.of(priced.meters().get(0)) : Optional.empty();
    return Optional.of(
        new Repriced(
            use.name(),
            supposed.name(),
            use.meter(),
            scaled(quantity, ratios[1]),
            meter.map(
                m ->
                    new Range(
                        cost(m, scaled(quantity, ratios[0]), billable),
                        cost(m, scaled(quantity, ratios[1]), billable),
                        cost(m, scaled(quantity, ratios[2]), billable))),
            result instanceof Unpriced unpriced
                ? unpriced.reason().code() + ": " + unpriced.detail() + "; " + unpriced.suggestion()
                : ""));
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

  private Optional<PricingResult> byCard(UsageFacts facts) {
    return Optional.ofNullable(cardOrNull)
        .map(card -> card.price(facts))
        .filter(Priced.class::isInstance);
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
