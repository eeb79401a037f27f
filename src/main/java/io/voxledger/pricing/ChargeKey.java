package io.voxledger.pricing;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.ContextBand;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the usage of one charge has in common: the key of table {@code charge}.
 *
 * @param sessionId empty without a session
 * @param usageDate UTC
 * @param billingDate in the biller's time zone
 * @param model as reported
 * @param sku the rate entry's model
 * @param serviceTier as applied, {@code default} for the base
 * @param region as applied
 * @param contractedUnitPrice USD, 12 decimals
 */
public record ChargeKey(
    Optional<String> sessionId,
    String projectId,
    LocalDate usageDate,
    LocalDate billingDate,
    String biller,
    String account,
    String provider,
    String route,
    Kind kind,
    String model,
    String sku,
    Meter meter,
    String serviceTier,
    Optional<String> region,
    ContextBand contextBand,
    String rateId,
    BigDecimal contractedUnitPrice) {

  /** The charge to which that meter of that record belongs. */
  public static ChargeKey of(UsageRecord usage, PricedMeter priced, BillingCalendar calendar) {
    AppliedRate rate = priced.rate();
    return new ChargeKey(
        usage.sessionId(),
        usage.projectId(),
        usage.usageDate(),
        calendar.billingDate(usage.biller(), usage.usedAt()),
        usage.biller(),
        usage.account(),
        usage.provider(),
        usage.route(),
        usage.kind(),
        usage.model(),
        rate.sku(),
        priced.meter(),
        rate.serviceTier(),
        rate.region(),
        rate.contextBand(),
        rate.rateId(),
        rate.contractedUnitPrice());
  }
}
