package io.voxledger.billed;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a provider reported without money; a row of {@code billed_quantity}. It is evidence, never
 * compared by itself.
 *
 * @param batch whether it came in batches; empty where the report does not tell
 * @param quantity in the meter's unit, at 6 decimals
 * @param requests of all rows that the quantity is a part of
 */
public record SettledQuantity(
    String biller,
    String account,
    BillSource source,
    BillPeriod period,
    Optional<String> model,
    Meter meter,
    Optional<String> serviceTier,
    Optional<Boolean> batch,
    BigDecimal quantity,
    long requests) {

  /** The same with the quantity and requests of another of the same meter, period and so on. */
  SettledQuantity plus(SettledQuantity other) {
    return new SettledQuantity(
        biller,
        account,
        source,
        period,
        model,
        meter,
        serviceTier,
        batch,
        quantity.add(other.quantity),
        requests + other.requests);
  }
}
