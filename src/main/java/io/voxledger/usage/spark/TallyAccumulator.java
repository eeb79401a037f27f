package io.voxledger.usage.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Gathers the tallies of tasks by partition: a task that runs twice counts the same rows again, and
 * the repeat takes the place of the first count instead of adding to it.
 */
public final class TallyAccumulator
    extends AccumulatorV2<TallyAccumulator.OfPartition, Map<Integer, RowTally>> {
  private static final long serialVersionUID = 1L;
  private final Map<Integer, RowTally> byPartition = new ConcurrentHashMap<>();

  /** The tally of one partition. */
  public record OfPartition(int partition, RowTally tally) {}

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
    byPartition.put(tally.partition(), tally.tally());
  }

  @Override
  public void merge(AccumulatorV2<OfPartition, Map<Integer, RowTally>> other) {
    byPartition.putAll(other.value());
  }

  @Override
  public Map<Integer, RowTally> value() {
    return byPartition;
  }
}
