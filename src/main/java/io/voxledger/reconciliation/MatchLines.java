package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.FxRates;
import io.voxledger.measure.Meter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings usage lines of known skus together with what was computed for them.
 *
 * <p>A computed meter is compared with the line of that meter; else with the line of its direction
 * ({@code input_audio} with {@code input}); else with the line that names the sku alone; else it
 * stands by itself.
 */
final class MatchLines {
  private record Slot(String sku, Optional<Meter> meter) {}

  private MatchLines() {}

  /** What stands on the two sides of one row; one of them may be empty. */
  record Matched(List<ComputedCost> computed, List<BilledLine> billed) {
    Comparison compare(FxRates exchangeRates) {
      if (computed.isEmpty()) {
        return Comparison.billedOnly(BilledSum.of(billed), Component.BILLED_ONLY);
      }
      return billed.isEmpty()
          ? Comparison.computedOnly(ComputedSum.of(computed))
          : Comparison.of(
              ComputedSum.of(computed),
              BilledSum.at(new RatesOfUse(computed, exchangeRates), billed));
    }
  }

  /** Compares each sku, and each meter where the bill or the usage names it. */
  static Map<RowKey, Comparison> match(
      ReconciledPeriod period,
      List<ComputedCost> computed,
      List<BilledLine> lines,
      FxRates exchangeRates) {
    Map<RowKey, Comparison> rows = new TreeMap<>();
    matched(period, computed, lines)
        .forEach((key, sides) -> rows.put(key, sides.compare(exchangeRates)));
    return rows;
  }

  /** The two sides of each row of a period whose sku is known. */
  static Map<RowKey, Matched> matched(PeriodSides sides) {
    List<BilledLine> lines =
        sides.billed().stream()
            .filter(line -> line.line().category() == BillCategory.USAGE)
            .filter(line -> line.sku().isPresent())
            .toList();
    return matched(sides.period(), sides.computed(), lines);
  }

  private static Map<RowKey, Matched> matched(
      ReconciledPeriod period, List<ComputedCost> computed, List<BilledLine> lines) {
    Map<Slot, List<BilledLine>> billed =
        lines.stream()
            .collect(groupingBy(line -> new Slot(line.sku().orElseThrow(), line.line().meter())));
    Map<Slot, List<ComputedCost>> ours =
        computed.stream().collect(groupingBy(cost -> slot(cost, billed.keySet()), toList()));
    Map<RowKey, Matched> rows = new TreeMap<>();
    Set<Slot> slots = new HashSet<>(billed.keySet());
    slots.addAll(ours.keySet());
    slots.forEach(
        slot ->
            rows.put(
                RowKey.line(period, slot.sku(), slot.meter()),
                new Matched(
                    ours.getOrDefault(slot, List.of()), billed.getOrDefault(slot, List.of()))));
    return rows;
  }

  private static Slot slot(ComputedCost cost, Set<Slot> billed) {
    Slot own = new Slot(cost.sku(), Optional.of(cost.meter()));
    Slot directed = new Slot(cost.sku(), cost.meter().generic());
    Slot bare = new Slot(cost.sku(), Optional.empty());
    for (Slot slot : List.of(own, directed, bare)) {
      if (billed.contains(slot)) {
        return slot;
      }
    }
    return own;
  }
}
