package io.voxledger.reports.finance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The sums that a pack is made of, all from the tables of one run. Amounts are USD.
 *
 * @param project the only one; of all projects when empty
 * @param usage of the month and the month before, which shows from what a price changed
 * @param bills empty for a pack of one project: bills know no projects
 */
public record FinanceFacts(
    YearMonth month,
    Optional<String> project,
    Run run,
    Optional<Close> close,
    Costs costs,
    Optional<Bills> bills,
    Changes changes,
    Quality quality) {

  /** The run that published the tables. */
  public record Run(
      String runId,
      LocalDate logicalDate,
      Instant startedAt,
      Instant ratesKnownAt,
      String settingsHash,
      String version) {}

  /** How the month was closed. */
  public record Close(
      Instant closedAt, boolean forced, List<String> exceptions, List<String> remarks) {}

  /** What was used and what it cost. */
  public record Costs(
      List<ProjectMonth> projects,
      List<Usage> usage,
      List<ProjectDay> days,
      List<Budget> budgets,
      List<Driver> drivers) {}

  /** A row of {@code project_month}. */
  public record ProjectMonth(
      String project,
      long sessions,
      BigDecimal minutes,
      BigDecimal ai,
      BigDecimal transport,
      BigDecimal telephony,
      BigDecimal platform,
      BigDecimal total,
      BigDecimal list,
      BigDecimal effective,
      BigDecimal corrections,
      BigDecimal billed,
      BigDecimal variance,
      Optional<BigDecimal> previousMonth,
      Optional<BigDecimal> budget,
      String status) {
    /** The project in the month after this one, in which it has no row: it costs nothing. */
    public ProjectMonth withoutCostInMonthAfter(String statusOfMonth) {
      BigDecimal nothing = BigDecimal.ZERO.setScale(total.scale());
      return new ProjectMonth(
          project,
          0,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          nothing,
          Optional.of(total),
          Optional.empty(),
          statusOfMonth);
    }
  }

  /**
   * Charges of a project, day and price, summed.
   *
   * @param line what was used
   * @param price at what
   */
  public record Usage(
      String project,
      LocalDate day,
      Line line,
      Price price,
      BigDecimal quantity,
      BigDecimal billable,
      BigDecimal list,
      BigDecimal contracted) {}

  /** What a price is for: a model or resource and what is counted of it. */
  public record Line(
      String provider,
      String biller,
      String account,
      String route,
      String kind,
      String sku,
      String meter,
      String terms) {}

  /**
   * A price in force.
   *
   * @param unit the list price, for {@code per} units
   * @param agreed the contracted one, for {@code per} units
   * @param window the days and hours that it is for; empty for always
   */
  public record Price(
      String rateId,
      Instant effectiveFrom,
      BigDecimal unit,
      BigDecimal agreed,
      long per,
      String window) {}

  /** A row of {@code project_cost_daily}. */
  public record ProjectDay(String project, LocalDate day, BigDecimal minutes, BigDecimal total) {}

  /**
   * The newest row of {@code budget_status} of a project within the month.
   *
   * @param asOf the end of that day, which need not be the month's
   */
  public record Budget(
      String project,
      LocalDate asOf,
      String basis,
      BigDecimal budget,
      BigDecimal spent,
      Optional<BigDecimal> usedPct,
      String status,
      Optional<BigDecimal> projected) {}

  /** A row of {@code cost_driver}. */
  public record Driver(String project, String driver, BigDecimal amount) {}

  /**
   * What was billed.
   *
   * @param periods totals of the periods that start in the month
   * @param open totals of final periods of any month that are open
   * @param moved all of {@code open_item_movement}, in the order of the runs
   * @param linesVariance variance of the lines of {@code periods}, summed apart
   */
  public record Bills(
      List<Period> periods,
      List<Period> open,
      List<Movement> moved,
      BigDecimal linesVariance,
      List<Cause> causes,
      List<Accrual> accruals) {}

  /** A total row of {@code reconciliation}. */
  public record Period(
      String biller,
      String account,
      LocalDate from,
      LocalDate until,
      BigDecimal computed,
      BigDecimal billed,
      BigDecimal variance,
      String status,
      boolean isFinal,
      LocalDate firstSeen,
      long ageDays,
      Decision decision) {
    /**
     * The same, as old as it is on that day; in a closed month the row itself is not written again.
     */
    public Period seenUntil(LocalDate today) {
      long age = Math.max(ageDays, ChronoUnit.DAYS.between(firstSeen, today));
      return new Period(
          biller, account, from, until, computed, billed, variance, status, isFinal, firstSeen, age,
          decision);
    }
  }

  /**
   * A row of {@code open_item_movement}.
   *
   * @param seen the logical date of the run that saw it
   */
  public record Movement(
      String biller,
      String account,
      LocalDate from,
      LocalDate until,
      LocalDate seen,
      BigDecimal added,
      BigDecimal cleared,
      BigDecimal closing) {
    /** The same movement, counted on another day. */
    Movement seenOn(LocalDate day) {
      return new Movement(biller, account, from, until, day, added, cleared, closing);
    }
  }

  /** What people decided on a period. */
  public record Decision(
      Optional<String> decision,
      Optional<String> owner,
      Optional<String> note,
      Optional<LocalDate> until) {}

  /** A row of {@code reconciliation_cause}. */
  public record Cause(
      String biller,
      String account,
      LocalDate from,
      String cause,
      Optional<String> sku,
      Optional<String> meter,
      BigDecimal amount,
      Optional<String> confidence,
      String evidence,
      String action) {
    boolean isOf(Period period) {
      return biller.equals(period.biller())
          && account.equals(period.account())
          && from.equals(period.from());
    }

    /** Whether the amount is a possibility and not a part of the variance. */
    boolean isCandidate() {
      return confidence.equals(Optional.of("candidate"));
    }
  }

  /** A row of {@code accrual}. */
  public record Accrual(
      String biller,
      String account,
      BigDecimal accrued,
      BigDecimal computed,
      BigDecimal billed,
      long unbilledPeriods) {}

  /** What was priced with, and what changed after it was published. */
  public record Changes(List<Card> cards, List<Restated> restated, List<Restated> corrected) {}

  /** A rate card that usage of the month was priced with. */
  public record Card(
      String biller,
      String card,
      LocalDate effectiveFrom,
      LocalDate recorded,
      long prices,
      Optional<String> grade,
      Optional<String> source) {}

  /**
   * A row of {@code restatement}, or of {@code month_correction} with its biller.
   *
   * @param runId the run that changed it
   */
  public record Restated(
      String project,
      LocalDate day,
      Optional<String> biller,
      Optional<BigDecimal> before,
      Optional<BigDecimal> after,
      BigDecimal delta,
      String reason,
      String runId) {}

  /** What stands beside the costs because it could not be used. */
  public record Quality(List<Quarantined> quarantined, List<Unpriced> unpriced) {}

  /** Rows that could not be used and are not resolved, by source and reason. */
  public record Quarantined(String source, String reason, long rows) {}

  /** Records of the month without a price. The bounds are those that can be known. */
  public record Unpriced(
      String biller,
      String model,
      String reason,
      long records,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high,
      Optional<String> suggestion) {}
}
