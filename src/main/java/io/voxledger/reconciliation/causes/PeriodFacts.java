package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BilledLine;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Tolerance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is known about one period whose bill differs.
 *
 * @param rows of the comparison, the total among them
 * @param lines of the bill that count
 * @param earlier lines of pulls that a later one took the place of
 * @param charges of the account in the period, and of the days beside it
 * @param usedInMonth skus of which the account has charges in the months of the period
 * @param lost quantities by sku that a shadowed source reports beyond the used one
 * @param served what the provider's own usage export says of the period
 * @param silentSessions sessions of the days, whoever bills them, that have connections and no
 *     usage
 * @param unpriced quantities used without a price, by model as reported and meter
 * @param isUtc whether the biller's days are UTC days
 * @param neighbours the days beside that usage may have moved to or from
 * @param isPulledEarly whether the bill was pulled before the biller's lag was over
 */
public record PeriodFacts(
    ReconciledPeriod period,
    List<ReconciliationRow> rows,
    List<BilledLine> lines,
    List<BilledLine> earlier,
    List<SkuCharge> charges,
    Set<String> usedInMonth,
    Map<String, Map<Meter, BigDecimal>> lost,
    List<ServedQuantity> served,
    long silentSessions,
    Map<String, Map<Meter, BigDecimal>> unpriced,
    Tolerance tolerance,
    boolean isUtc,
    Neighbours neighbours,
    boolean isPulledEarly) {
  public PeriodFacts {
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
    earlier = List.copyOf(earlier);
    charges = List.copyOf(charges);
    usedInMonth = Set.copyOf(usedInMonth);
    lost = Map.copyOf(lost);
    served = List.copyOf(served);
    unpriced = Map.copyOf(unpriced);
  }
}
