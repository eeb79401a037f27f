package io.voxledger.pricing;

import io.voxledger.rates.BillableRounding;
import java.math.BigDecimal;

/**
 * What the quantity of a charge is multiplied with.
 *
 * @param unitPrice list price in USD for {@code per} units, 12 decimals
 * @param contractedUnitPrice agreed price in USD for {@code per} units, 12 decimals
 */
public record ChargePrice(
    BigDecimal unitPrice, BigDecimal contractedUnitPrice, long per, BillableRounding rounding) {

  public static ChargePrice of(AppliedRate rate) {
    return new ChargePrice(
        rate.unitPrice(), rate.contractedUnitPrice(), rate.per(), rate.rounding());
  }
}
