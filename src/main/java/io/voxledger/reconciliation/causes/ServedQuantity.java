package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.SettledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ReconciledPeriod;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What a provider's own usage export says that it served, without money.
 *
 * @param days that the export's bucket touches
 * @param tier in lower case, {@link #BATCH} for batches; empty where the export is not split by
 *     tier
 * @param quantity in the meter's unit
 */
public record ServedQuantity(
    String biller,
    String account,
    String sku,
    BillingPeriod days,
    Optional<String> tier,
    Meter meter,
    BigDecimal quantity) {
  /** The tier of what came in batches, whatever else the export says of it. */
  static final String BATCH = "batch";

  /**
   * A row of the export; empty where it does not say of which model.
   *
   * @param skus the sku of a biller's model
   */
  public static Optional<ServedQuantity> of(SettledQuantity reported, BinaryOperator<String> skus) {
    return reported
        .model()
        .map(
            model ->
                new ServedQuantity(
                    reported.biller(),
                    reported.account(),
                    skus.apply(reported.biller(), model),
                    reported.source().billingPeriod(reported.period()),
                    reported.batch().orElse(false)
                        ? Optional.of(BATCH)
                        : reported.serviceTier().map(tier -> tier.toLowerCase(Locale.ROOT)),
                    reported.meter(),
                    reported.quantity()));
  }

  /** Whether it is of the account, and of no day beside the period. */
  boolean isOf(ReconciledPeriod period) {
    return biller.equals(period.biller())
        && account.equals(period.account())
        && !days.start().isBefore(period.period().start())
        && !days.end().isAfter(period.period().end());
  }
}
