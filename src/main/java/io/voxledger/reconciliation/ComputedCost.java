package io.voxledger.reconciliation;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Charges of one period, summed by sku and meter. Several for the same sku and meter are added.
 *
 * @param sku the rate entry's model
 * @param usageDate UTC; a price in another currency was converted at the exchange rate of that day
 * @param billableQuantity in the meter's unit
 * @param contractedCost USD at 12 decimals
 */
public record ComputedCost(
    String sku,
    Meter meter,
    LocalDate usageDate,
    BigDecimal billableQuantity,
    BigDecimal contractedCost) {}
