package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.ComputedCost;
import io.voxledger.reconciliation.DailyCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;

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
 * @param pastThreshold the part of requests above the long-context threshold of the rate entry,
 *     whose tier has no long-context price
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
    BigDecimal pastThreshold,
    BigDecimal contractedCost) {

  /**
   * The charges as those of requests below the long-context threshold and those of requests above
   * it. What another time zone puts on the day before is shared in proportion.
   */
  List<SkuCharge> byThreshold() {
    BigDecimal past = pastThreshold.min(billableQuantity);
    if (past.signum() == 0) {
      return List.of(this);
    }
    SkuCharge above = part(past, past);
    BigDecimal rest = billableQuantity.subtract(past);
    return rest.signum() == 0 ? List.of(above) : List.of(part(rest, BigDecimal.ZERO), above);
  }

  /** So much of the tokens; they are neither timed nor rounded up. */
  private SkuCharge part(BigDecimal tokens, BigDecimal past) {
    BigDecimal dayBefore =
        pacificDayBefore.multiply(tokens).divide(billableQuantity, MathContext.DECIMAL128);
    return new SkuCharge(
        biller,
        account,
        usageDate,
        billingDate,
        kind,
        sku,
        meter,
        rateId,
        unitPrice,
        contractedUnitPrice,
        per,
        charges,
        tokens,
        tokens,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        dayBefore,
        past,
        Rounding.cost(tokens, contractedUnitPrice, per));
  }

  /** What the part costs that US Pacific time puts on the day before, USD. */
  BigDecimal costOfPacificDayBefore() {
    return pacificDayBefore
        .multiply(contractedUnitPrice)
        .divide(BigDecimal.valueOf(per), MathContext.DECIMAL128);
  }

  /** What the reconciliation compares. */
  public DailyCost dailyCost() {
    return new DailyCost(
        biller,
        account,
        billingDate,
        new ComputedCost(sku, meter, usageDate, billableQuantity, contractedCost));
  }
}
