package io.voxledger.billed;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One line of a bill as its source wrote it, before it is decided whether it counts. Two equal
 * lines are the same line.
 *
 * @param identity what tells the line from the others of its period (or, of an appending source,
 *     from all others)
 * @param scope whose bill a pull restates: the folder's account, else the row's organisation or
 *     account
 * @param account the biller's account that pays
 * @param lineItem the bill's own text
 * @param model as the bill names it; empty where the text cannot be understood
 * @param meter empty where the line names none; generic where it names no modality
 * @param amount exact, in {@code currency}, without trailing zeros
 * @param currency ISO 4217, upper case
 * @param open whether the bill itself says that this may still change
 */
public record BillLine(
    String identity,
    String scope,
    String biller,
    String account,
    Optional<String> invoiceId,
    BillPeriod period,
    Optional<String> lineItem,
    Optional<String> model,
    Optional<Meter> meter,
    Optional<String> serviceTier,
    BillCategory category,
    Optional<BilledQuantity> quantity,
    BigDecimal amount,
    String currency,
    boolean open) {
  private static final int ORIGINAL_SCALE = 18;

  public BillLine {
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** The amount in its own currency at 18 decimals, as tables keep it. */
  public BigDecimal amountOriginal() {
    return amount.setScale(ORIGINAL_SCALE, RoundingMode.HALF_EVEN);
  }

  /** The amount in USD at 12 decimals, rounded once. */
  public BigDecimal inUsd(BigDecimal usdPerUnit) {
    return Rounding.cost(amount.multiply(usdPerUnit));
  }
}
