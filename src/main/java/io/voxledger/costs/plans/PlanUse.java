package io.voxledger.costs.plans;

import static java.util.Comparator.comparing;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * Charges of one LiveKit account and UTC day at one price, summed.
 *
 * @param inference whether the model was used through LiveKit Inference
 * @param effectiveFrom since when the price holds
 * @param unitPrice contracted, in USD for {@code per} units
 * @param quantity billable, in the meter's unit
 * @param cost contracted, USD
 */
public record PlanUse(
    LocalDate day,
    String sku,
    Meter meter,
    boolean inference,
    Instant effectiveFrom,
    BigDecimal unitPrice,
    long per,
    BigDecimal quantity,
    BigDecimal cost) {
  /**
   * Which units are used first: those of earlier days, and within a day those at the older price.
   */
  static final Comparator<PlanUse> IN_TIME =
      comparing(PlanUse::day)
          .thenComparing(PlanUse::effectiveFrom)
          .thenComparing(PlanUse::sku)
          .thenComparing(PlanUse::meter)
          .thenComparing(PlanUse::unitPrice)
          .thenComparing(PlanUse::per);
}
