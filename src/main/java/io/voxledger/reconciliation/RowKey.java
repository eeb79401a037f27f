package io.voxledger.reconciliation;

import io.voxledger.measure.Meter;
import java.util.Comparator;
import java.util.Optional;

/** What a row of {@code reconciliation} is known by. */
public record RowKey(
    ReconciledPeriod period,
    Scope scope,
    Optional<String> sku,
    Optional<Meter> meter,
    Optional<String> lineItem)
    implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::period)
          .thenComparing(RowKey::scope)
          .thenComparing(key -> key.sku().orElse(""))
          .thenComparing(key -> key.meter().map(Meter::ordinal).orElse(-1))
          .thenComparing(key -> key.lineItem().orElse(""));

  static RowKey line(ReconciledPeriod period, String sku, Optional<Meter> meter) {
    return new RowKey(period, Scope.LINE, Optional.of(sku), meter, Optional.empty());
  }

  /** The total of a period. */
  public static RowKey total(ReconciledPeriod period) {
    return of(period, Scope.TOTAL, Optional.empty());
  }

  static RowKey of(ReconciledPeriod period, Scope scope, Optional<String> lineItem) {
    return new RowKey(period, scope, Optional.empty(), Optional.empty(), lineItem);
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
