package io.voxledger.pricing;

import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.BillableRounding;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.PublishedRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A published price as it was applied to a use, in USD.
 *
 * @param published the price on the card
 * @param exchange the exchange rate of the day of use; 1 for cards in USD
 * @param unitPrice USD for {@code per} units, 12 decimals
 * @param agreed the agreed price that was taken into account
 * @param contractedUnitPrice USD for {@code per} units, 12 decimals
 */
public record AppliedRate(
    PublishedRate published,
    ExchangeRates.Rate exchange,
    BigDecimal unitPrice,
    Optional<AgreedPrice> agreed,
    BigDecimal contractedUnitPrice) {
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(6);

  /**
   * Whether DECIMAL(18,12) has room for both unit prices. Cards are checked when they are read; an
   * exchange rate or an agreed price can still go beyond it.
   */
  public boolean fits() {
    return largest().compareTo(LIMIT) < 0;
  }

  /** The larger one of the two unit prices. */
  BigDecimal largest() {
    return unitPrice.max(contractedUnitPrice);
  }

  public String rateId() {
    return published.rateId();
  }

  /** The rate entry's model. */
  public String sku() {
    return published.model();
  }

  public long per() {
    return published.per();
  }

  public BillableRounding rounding() {
    return published.rounding();
  }

  /** The tier as applied, {@code default} for the base. */
  public String serviceTier() {
    return published.terms().serviceTier();
  }

  /** The region whose multiplier was applied. */
  public Optional<String> region() {
    return published.terms().region();
  }

  public ContextBand contextBand() {
    return published.terms().band();
  }

  public String cardId() {
    return published.card().id();
  }

  public Instant effectiveFrom() {
    return published.card().effective().from();
  }
}
