package io.voxledger.costs;

import io.voxledger.measure.Kind.CostFamily;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * One session: when it was, what it used, what it cost. Costs are contracted, in USD.
 *
 * @param durationSec whole seconds, not below 0
 * @param rates every price used, ordered by rate and meter
 * @param chargeMonths first days of the months with a charge
 */
public record SessionCost(
    String sessionId,
    String projectId,
    Optional<String> room,
    Optional<String> agentName,
    Map<String, String> tags,
    Instant startedAt,
    Instant endedAt,
    long durationSec,
    boolean closed,
    List<ProviderCost> providers,
    Tokens tokens,
    Map<CostFamily, BigDecimal> costs,
    long unpricedRecords,
    List<RateUsed> rates,
    Set<String> flags,
    SortedSet<LocalDate> chargeMonths) {

  /** What one provider's service cost the session. */
  public record ProviderCost(String provider, String biller, BigDecimal costUsd) {}

  /** Tokens of the session's llm records, cached ones included. */
  public record Tokens(long audioIn, long audioOut, long text, long cached) {}

  /** A price as it was when it was used. */
  public record RateUsed(
      String rateId,
      String sku,
      String meter,
      BigDecimal unitPrice,
      BigDecimal contractedUnitPrice,
      long per,
      Instant effectiveFrom) {}

  public BigDecimal totalUsd() {
    return costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal costOf(CostFamily family) {
    return costs.getOrDefault(family, BigDecimal.ZERO);
  }

  /** The UTC day on which the session started. */
  public LocalDate sessionDate() {
    return startedAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
