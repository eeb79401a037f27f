package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.billed.BilledLine;
import io.voxledger.measure.Meter;
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

  /** Compares each sku, and each meter where the bill or the usage names it. */
  static Map<RowKey, Comparison> match(
      ReconciledPeriod period, List<ComputedCost> computed, List<BilledLine> lines) {
    Map<Slot, List<BilledLine>> billed =
        lines.stream()
            .collect(groupingBy(line -> new Slot(line.sku().orElseThrow(), line.line().meter())));
    Map<Slot, List<ComputedCost>> ours =
        computed.stream().collect(groupingBy(cost -> slot(cost, billed.keySet()), toList()));
    Map<RowKey, Comparison> rows = new TreeMap<>();
    billed.forEach(
        (slot, slotLines) -> {
          BilledSum sum = BilledSum.of(slotLines);
          List<ComputedCost> costs = ours.getOrDefault(slot, List.of());
          rows.put(
              RowKey.line(period, slot.sku(), slot.meter()),
              costs.isEmpty()
                  ? Comparison.billedOnly(sum, Component.BILLED_ONLY)
                  : Comparison.of(ComputedSum.of(costs), sum));
        });
    ours.forEach(
        (slot, costs) ->
            rows.computeIfAbsent(
                RowKey.line(period, slot.sku(), slot.meter()),
                key -> Comparison.computedOnly(ComputedSum.of(costs))));
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
