package io.voxledger.costs;

import io.voxledger.costs.SessionCost.RateUsed;
import io.voxledger.measure.Kind;
import java.math.BigDecimal;
import java.util.Set;

/**
 * What a session's cost needs of one of its charges.
 *
 * @param contractedCost USD
 */
public record SessionCharge(
    String provider,
    String biller,
    Kind kind,
    BigDecimal contractedCost,
    RateUsed rate,
    Set<String> flags) {}
