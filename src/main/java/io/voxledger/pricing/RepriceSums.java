package io.voxledger.pricing;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.money.Rounding;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateLookup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What charges that were summed would cost at the prices of one card. Billable quantities stay as
 * they are: a card that rounds otherwise would move them a little.
 */
public final class RepriceSums {
  private final RateBook book;
  private final Pricer pricer;
  private final Instant at;

  /**
   * Charges that have one price.
   *
   * @param serviceTier as applied, {@code default} for the base
   * @param region as applied
   * @param billable quantity in the meter's unit
   * @param contractedCost USD, as charged
   */
  public record Sum(
      String biller,
      String account,
      String model,
      String sku,
      Kind kind,
      Meter meter,
      String serviceTier,
      Optional<String> region,
      ContextBand band,
      BigDecimal billable,
      BigDecimal contractedCost) {}

  /** The prices of {@code card} on its first day, with what was agreed. */
  public RepriceSums(RateCard card, RateBook onlyThatCard, AgreedPrices agreed) {
    this.book = onlyThatCard;
    this.pricer = new Pricer(onlyThatCard, agreed);
    this.at = card.effective().from();
  }

  /** What the sum would cost in USD; empty when the card does not price it. */
  public Optional<BigDecimal> cost(Sum sum) {
    if (!(book.find(sum.biller(), sum.model(), at) instanceof RateLookup.Found found)) {
      return Optional.empty();
    }
    Optional<LongContext> longer =
        found.rate().entry().tier(Optional.of(sum.serviceTier())).longContext();
    boolean isLong = sum.band() == ContextBand.LONG && longer.isPresent();
    UsageFacts usage =
        new UsageFacts(
            sum.biller(),
            sum.account(),
            sum.model(),
            sum.kind(),
            Optional.of(sum.serviceTier()),
            sum.region(),
            at,
            OptionalLong.of(isLong ? longer.get().over() + 1 : 0),
            Quantities.builder().add(sum.meter(), BigDecimal.ONE).build());
    return pricer.price(usage) instanceof Priced priced
        ? Optional.of(cost(sum.billable(), priced.meters().get(0).rate()))
        : Optional.empty();
  }

  private static BigDecimal cost(BigDecimal billable, AppliedRate rate) {
    return Rounding.cost(billable, rate.contractedUnitPrice(), rate.per());
  }
}
