package io.voxledger.costs.months;

import io.voxledger.measure.Kind.CostFamily;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * One project's month; a row of {@code project_month}. Money is in USD at 12 decimals.
 *
 * @param month its first day
 * @param minutes of the sessions that began in it
 * @param costs contracted, by family
 * @param effective after plan fees, allowances and credits
 * @param planShare its part of plan fees, in the effective cost
 * @param credits its part of credits, taken off the effective cost
 * @param corrections changes of closed months that are booked in this one
 * @param billed its part of the bills
 * @param previous total of the month before; empty when the project cost nothing then
 */
public record ProjectMonth(
    String projectId,
    LocalDate month,
    long sessions,
    BigDecimal minutes,
    Map<CostFamily, BigDecimal> costs,
    BigDecimal list,
    BigDecimal effective,
    BigDecimal planShare,
    BigDecimal credits,
    BigDecimal corrections,
    BigDecimal billed,
    Optional<BigDecimal> previous,
    Optional<BigDecimal> budget) {

  /** Contracted. */
  public BigDecimal total() {
    return costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal costOf(CostFamily family) {
    return costs.getOrDefault(family, BigDecimal.ZERO);
  }

  /** Billed − contracted. */
  public BigDecimal variance() {
    return billed.subtract(total());
  }
}
