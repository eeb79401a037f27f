package io.voxledger.reconciliation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A month as its books close; a row of {@code month_close}. Amounts are in USD.
 *
 * @param exceptions what stands against closing it, a sentence each
 * @param remarks what does not, but should be known
 */
public record MonthClose(
    MonthFacts facts,
    List<String> exceptions,
    List<String> remarks,
    Completeness completeness,
    Allocation allocation,
    Accuracy accuracy) {

  /**
   * Whether everything is there.
   *
   * @param missingSources with usage in the month before and none in this one
   * @param periods billing periods with a cost or a bill
   */
  public record Completeness(
      long missingSources, long periods, long missingBills, long pendingPeriods) {}

  /**
   * Whom the cost is charged to.
   *
   * @param named contracted cost on a named project
   * @param pct named ÷ total × 100; empty when the total is 0
   */
  public record Allocation(BigDecimal total, BigDecimal named, Optional<BigDecimal> pct) {}

  /**
   * How the periods compare. The four groups of the variance sum up to it, the ages to what is
   * open.
   *
   * @param accepted of what is open
   */
  public record Accuracy(
      BigDecimal computed,
      BigDecimal billed,
      Map<Group, BigDecimal> variance,
      Map<Group, Long> periods,
      Map<Age, BigDecimal> open,
      BigDecimal accepted) {
    public BigDecimal variance(Group group) {
      return variance.getOrDefault(group, BigDecimal.ZERO);
    }

    public long periods(Group group) {
      return periods.getOrDefault(group, 0L);
    }

    public BigDecimal open(Age age) {
      return open.getOrDefault(age, BigDecimal.ZERO);
    }

    public BigDecimal totalVariance() {
      return billed.subtract(computed);
    }
  }

  /** How a period stands. */
  public enum Group {
    MATCHED,
    EXPLAINED,
    OPEN,
    PENDING;

    static Group of(Status status) {
      return switch (status) {
        case PENDING -> PENDING;
        case MATCHED -> MATCHED;
        case EXPLAINED -> EXPLAINED;
        case OVER_BILLED, UNDER_BILLED, BILLED_ONLY, MISSING_BILL -> OPEN;
      };
    }
  }

  /** For how long a period is open. */
  public enum Age {
    UP_TO_30_DAYS,
    UP_TO_60_DAYS,
    UP_TO_90_DAYS,
    OVER_90_DAYS;

    static Age of(long days) {
      if (days <= 30) {
        return UP_TO_30_DAYS;
      }
      return days <= 60 ? UP_TO_60_DAYS : days <= 90 ? UP_TO_90_DAYS : OVER_90_DAYS;
    }
  }
}
