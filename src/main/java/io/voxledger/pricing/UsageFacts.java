package io.voxledger.pricing;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Quantities;
import io.voxledger.usage.UsageRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What pricing needs to know of a usage record.
 *
 * @param biller lower case
 * @param model as reported
 * @param serviceTier as reported, in lower case
 * @param region as reported, in lower case
 * @param contextTokens all input tokens of the request, cached included; empty when not known
 */
public record UsageFacts(
    String biller,
    String account,
    String model,
    Kind kind,
    Optional<String> serviceTier,
    Optional<String> region,
    Instant usedAt,
    OptionalLong contextTokens,
    Quantities quantities) {

  /** Tiers and regions are told apart without regard to case, as cards are read. */
  public UsageFacts {
    serviceTier = serviceTier.map(name -> name.toLowerCase(Locale.ROOT));
    region = region.map(name -> name.toLowerCase(Locale.ROOT));
  }

  public static UsageFacts of(UsageRecord usage) {
    return new UsageFacts(
        usage.biller(),
        usage.account(),
        usage.model(),
        usage.kind(),
        usage.serviceTier(),
        usage.region(),
        usage.usedAt(),
        usage.contextTokens(),
        usage.quantities());
  }

  /** The same use of other quantities. */
  public UsageFacts withQuantities(Quantities other) {
    return new UsageFacts(
        biller, account, model, kind, serviceTier, region, usedAt, contextTokens, other);
  }
}
