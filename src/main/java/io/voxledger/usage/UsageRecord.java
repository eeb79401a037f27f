package io.voxledger.usage;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Quantities;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one source reported once, with everything that pricing needs; a row of {@code usage_record}.
 *
 * @param provider who made the service, aliased, lower case
 * @param biller who sends the bill for it
 * @param account the biller's account
 * @param model as reported
 */
public record UsageRecord(
    UsageSource source,
    String usageId,
    Optional<String> sessionId,
    Optional<String> jobId,
    String projectId,
    Optional<String> room,
    Kind kind,
    String provider,
    String route,
    String biller,
    String account,
    String model,
    Optional<String> serviceTier,
    Optional<String> region,
    Instant usedAt,
    OptionalLong contextTokens,
    Quantities quantities,
    Standing standing,
    Set<Flag> flags) {

  /** Whether the record counts, or only confirms another source's. */
  public enum Standing {
    USED,
    SHADOWED;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }

    public static Standing of(String code) {
      return code.equals(USED.code) ? USED : valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** The same record with another standing. */
  public UsageRecord withStanding(Standing other) {
    return new UsageRecord(
        source,
        usageId,
        sessionId,
        jobId,
        projectId,
        room,
        kind,
        provider,
        route,
        biller,
        account,
        model,
        serviceTier,
        region,
        usedAt,
        contextTokens,
        quantities,
        other,
        flags);
  }

  /** The UTC day of use. */
  public LocalDate usageDate() {
    return usedAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
