package io.voxledger.costs.plans;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One LiveKit account's month under its plan.
 *
 * @param month its first day
 * @param plan the plan's name; several in the order of time, separated by commas; empty without one
 * @param fee USD
 * @param credits how much of the overage cost Inference credits pay, USD
 * @param usage in the order of sku and meter; empty when nothing was used
 */
public record PlanMonth(
    String account,
    LocalDate month,
    Optional<String> plan,
    BigDecimal fee,
    BigDecimal credits,
    List<PlanUsage> usage) {

  /** What LiveKit will ask for, USD; it sends no invoice for 0. */
  public BigDecimal estimatedInvoice() {
    return usage.stream()
        .map(PlanUsage::overageCost)
        .reduce(fee, BigDecimal::add)
        .subtract(credits);
  }
}
