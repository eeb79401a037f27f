package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.measure.Meter;
import io.voxledger.rates.RateEntry;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * At which tiers a provider's usage export says that skus were served.
 *
 * @param bySku rows that all name a tier; a sku of which some do not is left out
 */
record ServedTiers(Map<String, List<ServedQuantity>> bySku) {
  static ServedTiers of(Collection<ServedQuantity> served) {
    Map<String, List<ServedQuantity>> bySku =
        served.stream().collect(groupingBy(ServedQuantity::sku));
    bySku.values().removeIf(rows -> rows.stream().anyMatch(row -> row.tier().isEmpty()));
    return new ServedTiers(Map.copyOf(bySku));
  }

  boolean isTold(String sku) {
    return bySku.containsKey(sku);
  }

  /**
   * What was served of a meter, by the tier that an entry applies; nothing where the export does
   * not have the meter. An export that knows no modalities is split alike for all of them.
   */
  Map<String, BigDecimal> of(String sku, Meter meter, RateEntry entry) {
    Map<String, BigDecimal> own = sum(sku, meter, entry);
    return own.isEmpty()
        ? meter.generic().map(generic -> sum(sku, generic, entry)).orElse(own)
        : own;
  }

  private Map<String, BigDecimal> sum(String sku, Meter meter, RateEntry entry) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (ServedQuantity row : bySku.getOrDefault(sku, List.of())) {
      if (row.meter() == meter && row.quantity().signum() > 0) {
        sums.merge(applied(row.tier(), entry), row.quantity(), BigDecimal::add);
      }
    }
    return sums;
  }

  private static String applied(Optional<String> tier, RateEntry entry) {
    Optional<String> named =
        tier.equals(Optional.of(ServedQuantity.BATCH))
            ? entry.tiers().keySet().stream().filter(OtherTiers::isBatch).findFirst().or(() -> tier)
            : tier;
    return entry.tier(named).name();
  }
}
