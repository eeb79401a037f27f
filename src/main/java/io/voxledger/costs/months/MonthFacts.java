package io.voxledger.costs.months;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.plans.PlanMonth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/**
 * All that the projects' rows of one month are made of. Maps are by project and in USD.
 *
 * @param month its first day
 * @param costs all charges of the month
 * @param plans LiveKit accounts with usage or a plan, each once
 * @param billed parts of the bills
 * @param corrections changes of closed months that are booked in this one
 * @param previous contracted totals of the month before
 */
public record MonthFacts(
    LocalDate month,
    Collection<ProjectSkuCost> costs,
    Map<String, ProjectSessions> sessions,
    Collection<PlanMonth> plans,
    Map<String, BigDecimal> billed,
    Map<String, BigDecimal> corrections,
    Map<String, BigDecimal> previous,
    Budgets budgets) {}
