package io.voxledger.usage.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Gathers tallies by partition: one that is computed twice counts the same rows again, and the
 * repeat takes the place of the first count instead of adding to it.
 *
 * <p>A partition is named by its first key, which no other has. The task's own number would not do:
 * one task computes several partitions that are cached or brought together.
 */
public final class TallyAccumulator
    extends AccumulatorV2<TallyAccumulator.OfPartition, Map<String, RowTally>> {
  private static final long serialVersionUID = 1L;
  private final Map<String, RowTally> byPartition = new ConcurrentHashMap<>();

  /** The tally of one partition. */
  public record OfPartition(String firstKey, RowTally tally) {}

  /** The sum over all partitions. */
  public RowTally total() {
    RowTally total = new RowTally();
    byPartition.values().forEach(total::add);
    return total;
  }

  @Override
  public boolean isZero() {
    return byPartition.isEmpty();
  }

  @Override
  public TallyAccumulator copy() {
    TallyAccumulator copy = new TallyAccumulator();
    copy.byPartition.putAll(byPartition);
    return copy;
  }

  @Override
  public void reset() {
    byPartition.clear();
  }

  @Override
  public void add(OfPartition tally) {
    byPartition.put(tally.firstKey(), tally.tally());
  }

  @Override
  public void merge(AccumulatorV2<OfPartition, Map<String, RowTally>> other) {
    byPartition.putAll(other.value());
  }

  @Override
  public Map<String, RowTally> value() {
    return byPartition;
  }
}
