package io.voxledger.costs.budgets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What will have been spent when a budget, or its month, ends.
 *
 * @param expected USD, 12 decimals
 * @param low USD; in four of five cases the truth lies between it and {@code high}
 * @param high USD
 * @param exhausted the day on which all of the budget is or was spent; empty when it lasts
 */
public record Outlook(
    BigDecimal expected, BigDecimal low, BigDecimal high, Optional<LocalDate> exhausted) {}
