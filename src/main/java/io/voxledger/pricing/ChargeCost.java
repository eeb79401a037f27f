package io.voxledger.pricing;

import java.math.BigDecimal;

/**
 * What a charge costs.
 *
 * @param quantity in the meter's unit, 6 decimals
 * @param billableQuantity after rounding up, 6 decimals
 * @param listCost USD at the public price, 12 decimals
 * @param contractedCost USD at the agreed price, 12 decimals
 */
public record ChargeCost(
    BigDecimal quantity,
    BigDecimal billableQuantity,
    BigDecimal listCost,
    BigDecimal contractedCost) {}
