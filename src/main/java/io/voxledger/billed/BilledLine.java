package io.voxledger.billed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A line of a bill with its place in the books; a row of {@code billed_line}.
 *
 * @param id made from the content, so that the same bill gives the same id on every run
 * @param file the file it was read from, relative to the landing area; of several the smallest path
 * @param billingPeriod the days on which the line is compared, in the biller's time zone
 * @param sku the rate entry's model in force at the period's start; empty when the line names none
 *     that is known
 * @param usd what it costs in USD
 */
public record BilledLine(
    String id,
    BillStanding standing,
    String file,
    PullKey pull,
    BillLine line,
    BillingPeriod billingPeriod,
    Optional<String> sku,
    UsdValue usd) {

  /** USD at 12 decimals; empty when no exchange rate is known for the currency. */
  public Optional<BigDecimal> billedCostUsd() {
    return usd.cost();
  }

  public BillSource source() {
    return pull.source();
  }

  /** The first day on which the line is compared. */
  public LocalDate billingDate() {
    return billingPeriod.start();
  }

  /** Whether the bill does not say that the line may still change. */
  public boolean isFinal() {
    return !line.open();
  }

  BilledLine shadowed() {
    return new BilledLine(id, BillStanding.SHADOWED, file, pull, line, billingPeriod, sku, usd);
  }
}
