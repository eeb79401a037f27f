package io.voxledger.costs.hosting;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;

/**
 * What is to be hosted in a month.
 *
 * @param participantMinutes time that participants were connected, 12 decimals
 * @param peakConcurrent most sessions at a time; a whole number where it was measured
 */
public record HostingUse(long sessions, BigDecimal participantMinutes, BigDecimal peakConcurrent) {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
  private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

  /** What connections showed. */
  public static HostingUse measured(
      long sessions, BigDecimal participantSeconds, long peakConcurrent) {
    return new HostingUse(
        sessions,
        Rounding.ratio(participantSeconds, MINUTE),
        Rounding.cost(BigDecimal.valueOf(peakConcurrent)));
  }

  /**
   * What sessions of a known length would be: each with as many participants as the terms say, all
   * of them spread evenly over the busy hours.
   *
   * @param seconds of all sessions together
   */
  public static HostingUse estimated(long sessions, BigDecimal seconds, HostingTerms terms) {
    return new HostingUse(
        sessions,
        Rounding.ratio(seconds.multiply(terms.participants()), MINUTE),
        Rounding.ratio(seconds, HOUR.multiply(terms.busyHoursPerMonth())));
  }
}
