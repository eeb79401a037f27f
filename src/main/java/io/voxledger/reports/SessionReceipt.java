package io.voxledger.reports;

import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.Explanation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that a session's cost is made of.
 *
 * @param night the finished run whose tables it was read from
 * @param charges in the order of family, day, biller, model and meter
 * @param remarks what a reader must know about this receipt itself, one sentence each
 */
public record SessionReceipt(
    Night night,
    Header header,
    List<Charge> charges,
    List<SourceChoice> sources,
    List<Unpriced> unpriced,
    List<String> remarks) {
  public SessionReceipt {
    charges = List.copyOf(charges);
    sources = List.copyOf(sources);
    unpriced = List.copyOf(unpriced);
    remarks = List.copyOf(remarks);
  }

  /** A finished run. */
  public record Night(String runId, Instant ratesKnownAt) {}

  /**
   * The session.
   *
   * @param whyProject what named the project
   * @param status {@code open} or {@code closed}
   * @param families contracted cost, USD, every family
   * @param total contracted cost, USD
   * @param flags codes
   */
  public record Header(
      String sessionId,
      String projectId,
      String whyProject,
      Optional<String> room,
      Optional<String> agentName,
      Instant startedAt,
      Instant endedAt,
      long durationSec,
      String status,
      SortedMap<String, String> tags,
      Map<CostFamily, BigDecimal> families,
      BigDecimal total,
      List<String> flags) {}

  /**
   * One charge, as it stands in the table.
   *
   * @param unitPrice list price, USD for {@code per} units
   * @param card the rate's own row
   * @param explanation how the price was found; empty when today's settings do not give this price
   * @param flags codes
   */
  public record Charge(
      ChargeKey key,
      long records,
      BigDecimal quantity,
      BigDecimal billableQuantity,
      BigDecimal unitPrice,
      long per,
      BigDecimal listCost,
      BigDecimal contractedCost,
      Optional<Card> card,
      Optional<Explanation> explanation,
      List<String> flags) {
    public CostFamily family() {
      return key.kind().family();
    }
  }

  /** The rate card that a price stands on. */
  public record Card(
      String id,
      Instant effectiveFrom,
      Optional<Instant> effectiveUntil,
      Instant recordedAt,
      Optional<String> source,
      String file) {}

  /**
   * One usage that more than one source reported, or the only one that did.
   *
   * @param what kind, provider and model without its date
   * @param used sources whose records count
   * @param shadowed sources whose records do not
   */
  public record SourceChoice(String what, List<SourceSum> used, List<SourceSum> shadowed) {}

  /** What one source reported of a usage. */
  public record SourceSum(String source, long records, SortedMap<Meter, BigDecimal> quantities) {}

  /** A record without a price. */
  public record Unpriced(
      String source,
      String usageId,
      Instant usedAt,
      String biller,
      String model,
      String reason,
      String detail,
      Optional<String> suggestion,
      SortedMap<Meter, BigDecimal> quantities,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high) {}

  /** Sum of the charges' contracted costs, USD. */
  public BigDecimal sumOfCharges() {
    return charges.stream().map(Charge::contractedCost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Sum of the charges' list costs, USD. */
  public BigDecimal sumAtListPrice() {
    return charges.stream().map(Charge::listCost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
