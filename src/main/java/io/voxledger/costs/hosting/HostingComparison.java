package io.voxledger.costs.hosting;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Managed transport against servers of one's own, for a month: a row of {@code hosting_comparison}.
 * Amounts are USD at 12 decimals.
 *
 * @param serversNeeded {@code ⌊peak ÷ capacity⌋ + 1}: at the very capacity of a server it takes the
 *     next one
 * @param savingsUsd managed − self-hosted
 * @param savingsPct of the managed cost; empty when that is 0
 * @param breakEvenSessions {@code ⌊cost of one server ÷ managed cost of a session⌋}; empty when a
 *     session costs nothing
 */
public record HostingComparison(
    HostingUse use,
    BigDecimal managedUsd,
    long serversNeeded,
    BigDecimal selfHostedUsd,
    BigDecimal savingsUsd,
    Optional<BigDecimal> savingsPct,
    Optional<Long> breakEvenSessions) {

  /** Compares the two. */
  public static HostingComparison of(HostingUse use, HostingTerms terms) {
    BigDecimal managed =
        Rounding.cost(use.participantMinutes().multiply(terms.managedUsdPerParticipantMinute()));
    long servers = servers(use.peakConcurrent(), terms);
    BigDecimal own = Rounding.cost(terms.serverUsdMonth().multiply(BigDecimal.valueOf(servers)));
    BigDecimal savings = managed.subtract(own);
    boolean isFree = managed.signum() == 0;
    return new HostingComparison(
        use,
        managed,
        servers,
        own,
        savings,
        Rounding.storedRatio(savings.movePointRight(2), managed),
        isFree
            ? Optional.empty()
            : Optional.of(
                terms
                    .serverUsdMonth()
                    .multiply(BigDecimal.valueOf(use.sessions()))
                    .divide(managed, 0, RoundingMode.FLOOR)
                    .longValueExact()));
  }

  /** {@code ⌊peak ÷ capacity⌋ + 1}. */
  public static long servers(BigDecimal peakConcurrent, HostingTerms terms) {
    return peakConcurrent
            .divide(terms.concurrentPerServer(), 0, RoundingMode.FLOOR)
            .longValueExact()
        + 1;
  }
}
