package io.voxledger.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * From what was computed to what was billed, cause by cause.
 *
 * @param days from the first day to the day after the last, in the biller's time zone
 * @param periods how many of the bill's own periods that is
 * @param computed contracted, USD
 * @param billed USD
 * @param status of the period, or of each of several
 * @param steps claimed amounts; with {@code computed} they sum up to {@code billed}
 * @param candidates what may be true of the rest, the amounts not claimed
 */
public record Waterfall(
    String biller,
    String account,
    Days days,
    int periods,
    BigDecimal computed,
    BigDecimal billed,
    String status,
    List<Step> steps,
    List<Step> candidates) {
  public Waterfall {
    steps = List.copyOf(steps);
    candidates = List.copyOf(candidates);
  }

  /** Whole days, half-open. */
  public record Days(LocalDate from, LocalDate until) {
    @Override
    public String toString() {
      LocalDate last = until.minusDays(1);
      return last.equals(from) ? from.toString() : from + " to " + last;
    }
  }

  /**
   * One cause.
   *
   * @param confidence exact, partial or candidate; empty for what is unexplained
   * @param lines the sku, and the meter where it is one
   */
  public record Step(
      String cause,
      Optional<String> confidence,
      Optional<String> lines,
      BigDecimal amount,
      String evidence,
      String action) {}

  public BigDecimal variance() {
    return billed.subtract(computed);
  }
}
