package io.voxledger.costs.plans;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;

/**
 * What an account used of a sku in a month, and how much of it its plan includes.
 *
 * @param used billable, in the meter's unit
 * @param included the month's allowance, in the meter's unit
 * @param overage what no allowance covers, in the meter's unit
 * @param overageCost USD
 */
public record PlanUsage(
    String sku,
    Meter meter,
    BigDecimal used,
    BigDecimal included,
    BigDecimal overage,
    BigDecimal overageCost) {}
