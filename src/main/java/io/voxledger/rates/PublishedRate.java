package io.voxledger.rates;

import io.voxledger.measure.Meter;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One price that a card can yield for one meter: a row of table {@code rate}.
 *
 * @param rateId digest of the card's id and of what makes this price
 * @param card the card it stands on
 * @param model the entry's model, the sku of its charges
 * @param meter the meter that is priced
 * @param terms under which conditions
 * @param publishedFor the meter that the card publishes the price for: {@code meter}, its generic
 *     one, or what stands in for it
 * @param flagOrNull set when the price stands in for a missing one
 * @param price as published, in the card's currency for {@code per} units
 * @param multiplier of tier, window and region together
 * @param unitPrice price × multiplier, rounded HALF_EVEN at 12 decimals, in the card's currency
 */
public record PublishedRate(
    String rateId,
    RateCard card,
    String model,
    Meter meter,
    RateTerms terms,
    Meter publishedFor,
    Flag flagOrNull,
    BigDecimal price,
    BigDecimal multiplier,
    BigDecimal unitPrice,
    long per,
    BillableRounding rounding) {
  public Optional<Flag> flag() {
    return Optional.ofNullable(flagOrNull);
  }
}
