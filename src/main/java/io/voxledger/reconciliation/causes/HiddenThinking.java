package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That output was billed beyond what was reported, on a bill without quantities: whatever the
 * prices that other hypotheses give leave open of the output. It fits every such line, so that the
 * other lines of the sku have to speak for what it is taken with.
 *
 * @param outputs lines of nothing but output that a model thinks before
 */
record HiddenThinking(PeriodCase period, List<BillRow> outputs) implements Hypothesis {

  static Optional<HiddenThinking> of(PeriodCase period, List<BillRow> rows, List<Item> items) {
    List<BillRow> outputs =
        rows.stream()
            .filter(row -> row.isBilled() && row.isComputed() && row.quantity().isEmpty())
            .filter(row -> isThought(PeriodCase.itemsOf(row, items)))
            .toList();
    return outputs.isEmpty() || outputs.size() == rows.size()
        ? Optional.empty()
        : Optional.of(new HiddenThinking(period, outputs));
  }

  /** Whether all of it is output of a language model, which may have been thought before. */
  static boolean isThought(List<Item> items) {
    return !items.isEmpty() && items.stream().allMatch(HiddenThinking::isThought);
  }

  static boolean isThought(Item item) {
    boolean isOutput = item.meter() == Meter.OUTPUT || item.meter() == Meter.OUTPUT_TEXT;
    return isOutput && item.metering().kind() == Kind.LLM;
  }

  @Override
  public Cause cause() {
    return Cause.REASONING_TOKENS;
  }

  @Override
  public String supposition() {
    return "with output above what was reported, as its amount tells";
  }

  @Override
  public Footing footing() {
    return Footing.FITTED_QUANTITY;
  }

  /** After all prices: it is what they leave. */
  @Override
  public int turn() {
    return PRICES + Cause.values().length;
  }

  @Override
  public int fitted() {
    return outputs.size();
  }

  @Override
  public Reach reach() {
    return Reach.ALL_LINES;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> factors = new HashMap<>();
    for (BillRow row : outputs) {
      BigDecimal cost = PeriodCase.cost(PeriodCase.itemsOf(row, items));
      BigDecimal billed = row.billed().subtract(period.dust().get(row.index()));
      if (cost.signum() > 0 && billed.subtract(cost).compareTo(row.noise()) > 0) {
        factors.put(row.index(), billed.divide(cost, MathContext.DECIMAL128));
      }
    }
    return items.stream().map(item -> more(item, factors.get(item.row()))).toList();
  }

  private static Item more(Item item, BigDecimal factorOrNull) {
    return factorOrNull == null
        ? item
        : item.withQuantity(item.quantity().multiply(factorOrNull, MathContext.DECIMAL128));
  }
}
