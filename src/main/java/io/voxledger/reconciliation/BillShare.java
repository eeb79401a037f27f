package io.voxledger.reconciliation;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The bill's line that a computed sku and meter are compared with. Its cost is shared out to
 * whatever makes up its computed side, by contracted cost: billed × cost ÷ computed.
 *
 * @param line number of the line; computed skus and meters that share one have the same
 * @param computed contracted cost of all that is compared with the line, USD
 * @param billed 0 where the period's bill has no line for it, USD
 */
public record BillShare(
    ReconciledPeriod period,
    String sku,
    Meter meter,
    int line,
    BigDecimal computed,
    BigDecimal billed) {

  private record Compared(String sku, Meter meter) {}

  /** The lines of every period that a bill states; none of the other periods. */
  public static List<BillShare> of(Collection<PeriodSides> sides) {
    List<BillShare> shares = new ArrayList<>();
    for (PeriodSides period : sides) {
      if (period.billSeen()) {
        addPeriod(period, shares);
      }
    }
    return shares;
  }

  private static void addPeriod(PeriodSides period, List<BillShare> shares) {
    int line = shares.isEmpty() ? 0 : shares.get(shares.size() - 1).line();
    for (MatchLines.Matched row : MatchLines.matched(period).values()) {
      line++;
      BigDecimal computed = ComputedSum.of(row.computed()).cost();
      BigDecimal billed = BilledSum.of(row.billed()).cost();
      Set<Compared> skus = new LinkedHashSet<>(); // each has costs of several days and rates
      row.computed().forEach(cost -> skus.add(new Compared(cost.sku(), cost.meter())));
      for (Compared one : skus) {
        shares.add(new BillShare(period.period(), one.sku(), one.meter(), line, computed, billed));
      }
    }
  }
}
