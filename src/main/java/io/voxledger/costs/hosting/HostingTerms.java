package io.voxledger.costs.hosting;

import java.math.BigDecimal;

/**
 * What hosting costs, managed and on servers of one's own: the settings' {@code hosting}.
 *
 * @param serverUsdMonth a server, USD a month
 * @param concurrentPerServer sessions at a time that a server carries, above 0
 * @param busyHoursPerMonth hours of a month in which sessions take place, for estimates; above 0
 * @param managedUsdPerParticipantMinute USD
 * @param participants of a session, for estimates
 */
public record HostingTerms(
    BigDecimal serverUsdMonth,
    BigDecimal concurrentPerServer,
    BigDecimal busyHoursPerMonth,
    BigDecimal managedUsdPerParticipantMinute,
    BigDecimal participants) {
  /** Two-party audio on a dedicated server with 8 cores, against LiveKit Cloud. */
  public static final HostingTerms DEFAULT =
      new HostingTerms(
          new BigDecimal("200"),
          new BigDecimal("500"),
          new BigDecimal("20"),
          new BigDecimal("0.005"),
          new BigDecimal("2"));
}
