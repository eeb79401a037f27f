package io.voxledger.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is known of a month when it is to be closed.
 *
 * @param logicalDate the day that the newest night reported on
 * @param totals the periods that touch the month or the one before
 * @param decisions of people
 * @param bills who sends bills, and how long they may change
 * @param usage what was used
 * @param openItems how open items of all months moved since the close before
 * @param isPriced whether all usage that was taken in is priced and compared
 */
public record MonthFacts(
    YearMonth month,
    LocalDate logicalDate,
    List<PeriodTotal> totals,
    Decisions decisions,
    Bills bills,
    Usage usage,
    RollForward openItems,
    boolean isPriced) {

  /**
   * Who sends bills.
   *
   * @param payers of whom any bill ever came
   * @param lagDays by biller
   * @param withoutRate currencies of lines of the month that have no exchange rate
   */
  public record Bills(
      Set<Payer> payers, Map<String, Integer> lagDays, Map<Payer, Set<String>> withoutRate) {
    /** What keeps a payer's periods from being final, but time; empty where nothing is known. */
    String reason(Payer payer) {
      Set<String> currencies = withoutRate.getOrDefault(payer, Set.of());
      return currencies.isEmpty()
          ? ""
          : "; no exchange rate of %s is known: land one in rates/fx"
              .formatted(String.join(", ", currencies));
    }

    int lagOf(String biller) {
      return lagDays.getOrDefault(biller, ReconcileTerms.DEFAULT_LAG_DAYS);
    }
  }

  /**
   * What was used in the month.
   *
   * @param sources with usage in the month
   * @param sourcesBefore with usage in the month before
   * @param costByProject contracted cost of the month's usage days, USD
   * @param unpricedRecords without a price
   * @param lateDays project days that late usage restated
   * @param lateUsd by how much
   */
  public record Usage(
      Set<String> sources,
      Set<String> sourcesBefore,
      Map<String, BigDecimal> costByProject,
      long unpricedRecords,
      long lateDays,
      BigDecimal lateUsd) {}

  /**
   * Open items between two closes, in USD.
   *
   * @param opening what the close before left open
   */
  public record RollForward(BigDecimal opening, BigDecimal added, BigDecimal cleared) {
    public BigDecimal closing() {
      return opening.add(added).subtract(cleared);
    }
  }
}
