package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ComputedCost;
import io.voxledger.reconciliation.DailyCost;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The charges of one day and rate, summed: a row of {@code sku_cost_daily}. Quantities are in the
 * meter's unit.
 *
 * @param usageDate UTC
 * @param billingDate in the biller's time zone
 * @param unitPrice list price, USD for {@code per} units
 * @param contractedUnitPrice agreed price, USD for {@code per} units
 * @param charges how many; sessions, where each is one
 * @param wholeSeconds the quantity with each resource rounded up to a second
 * @param wholeMinutes the quantity with each resource rounded up to a minute
 * @param pacificDayBefore the billable part that US Pacific time puts on the day before
 */
public record SkuCharge(
    String biller,
    String account,
    LocalDate usageDate,
    LocalDate billingDate,
    Kind kind,
    String sku,
    Meter meter,
    String rateId,
    BigDecimal unitPrice,
    BigDecimal contractedUnitPrice,
    long per,
    long charges,
    BigDecimal quantity,
    BigDecimal billableQuantity,
    BigDecimal wholeSeconds,
    BigDecimal wholeMinutes,
    BigDecimal pacificDayBefore,
    BigDecimal contractedCost) {

  /** What the reconciliation compares. */
  public DailyCost dailyCost() {
    return new DailyCost(
        biller,
        account,
        billingDate,
        new ComputedCost(sku, meter, billableQuantity, contractedCost));
  }
}
