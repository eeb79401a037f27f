package io.voxledger.costs;

import io.voxledger.costs.SessionCost.RateUsed;
import io.voxledger.measure.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;

/**
 * What a session's cost needs of one of its charges.
 *
 * @param usageDate UTC day of use
 * @param contractedCost USD
 */
public record SessionCharge(
    String provider,
    String biller,
    Kind kind,
    LocalDate usageDate,
    BigDecimal contractedCost,
    RateUsed rate,
    Set<String> flags) {}
