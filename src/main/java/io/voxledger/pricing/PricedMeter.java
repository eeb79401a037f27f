package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.Set;

/**
 * One meter of a usage record with its price.
 *
 * @param quantity in the meter's unit, 6 decimals
 * @param roundedAlone whether the record is one resource, whose quantity is rounded up before it is
 *     added to any other
 * @param isPastThreshold whether the request is above the entry's long-context threshold, at a tier
 *     that has no long-context price
 * @param flags of the record and of this meter's price
 */
public record PricedMeter(
    Meter meter,
    BigDecimal quantity,
    boolean roundedAlone,
    boolean isPastThreshold,
    AppliedRate rate,
    Set<Flag> flags) {}
