package io.voxledger.reconciliation;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import java.util.List;

/**
 * The two sides of one period.
 *
 * @param billed the period's lines that are used
 * @param billSeen whether a bill states the period, even without a line; true when there is a line
 */
public record PeriodSides(
    ReconciledPeriod period,
    List<ComputedCost> computed,
    List<BilledLine> billed,
    boolean billSeen) {
  public PeriodSides {
    computed = List.copyOf(computed);
    billed = List.copyOf(billed);
    for (BilledLine line : billed) {
      if (line.standing() != BillStanding.USED) {
        throw new IllegalArgumentException(
            "line "
                + line.id()
                + " is "
                + line.standing().code()
                + ": only used lines are compared");
      }
    }
    billSeen = billSeen || !billed.isEmpty();
  }
}
