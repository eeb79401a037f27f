package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toCollection;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every way in which the quantities of a bill may come to differ from ours. */
final class QuantityHypotheses {
  /** The fixed few seconds by which streams are known to be billed longer than the audio sent. */
  private static final BigDecimal SHORT_LEAST = new BigDecimal("3.5");

  private static final BigDecimal SHORT_MOST = new BigDecimal("5.5");

  private final List<BillRow> rows;
  private final List<Item> items;
  private final boolean isPulledEarly;
  private final List<Hypothesis> found = new ArrayList<>();

  private QuantityHypotheses(List<BillRow> rows, List<Item> items, boolean isPulledEarly) {
    this.rows = rows;
    this.items = items;
    this.isPulledEarly = isPulledEarly;
  }

  /**
   * Those that some line speaks for.
   *
   * @param isPulledEarly whether the bill was pulled before the biller's lag was over
   */
  static List<Hypothesis> of(List<BillRow> rows, List<Item> items, boolean isPulledEarly) {
    QuantityHypotheses all = new QuantityHypotheses(rows, items, isPulledEarly);
    all.addMetering();
    all.addMoves();
    all.addBilled();
    return List.copyOf(all.found);
  }

  private void addMetering() {
    addGiven(
        Cause.PER_RESOURCE_ROUNDING,
        "with each resource rounded up to a minute",
        item -> ofTime(item, item.metering().wholeMinutes()));
    addGiven(
        Cause.PER_RESOURCE_ROUNDING,
        "with each resource rounded up to a second",
        item -> ofTime(item, item.metering().wholeSeconds()));
    addGiven(
        Cause.PER_RESOURCE_ROUNDING,
        "without rounding up each resource",
        item -> ofTime(item, item.metering().raw()));
    OtherQuantity boundary =
        OtherQuantity.of(
            Cause.DAY_BOUNDARY,
            "with days that begin at another midnight",
            false,
            item -> item.metering().otherDay());
    add(boundary);
  }

  private static BigDecimal ofTime(Item item, BigDecimal other) {
    return item.meter().basis() == Basis.SECONDS && item.quantity().signum() > 0
        ? other
        : item.quantity();
  }

  private void addGiven(Cause cause, String supposition, Function<Item, BigDecimal> quantity) {
    add(OtherQuantity.of(cause, supposition, true, quantity));
  }

  private void add(Hypothesis hypothesis) {
    List<Item> changed = hypothesis.apply(items);
    for (int i = 0; i < items.size(); i++) {
      if (changed.get(i) != items.get(i)) {
        found.add(hypothesis);
        return;
      }
    }
  }

  /** Cached input that is billed on the line of the input, which then is not billed itself. */
  private void addMoves() {
    add(
        new OtherQuantity(
            Cause.CACHE_DISCOUNT_NOT_APPLIED,
            "with cached input on the line of uncached input",
            false,
            this::asUncached));
    CachedShare.of(rows, items).ifPresent(this::add);
  }

  private Item asUncached(Item item) {
    Optional<Item> priced =
        item.quantity().signum() == 0 || rowOf(item).isBilled()
            ? Optional.empty()
            : PriceHypotheses.uncached(item.meter()).flatMap(meter -> inputLike(item, meter));
    return priced.orElse(item);
  }

  private Optional<Item> inputLike(Item cached, Meter meter) {
    return items.stream()
        .filter(item -> item.meter() == meter && rowOf(item).sku().equals(rowOf(cached).sku()))
        .filter(item -> rowOf(item).isBilled())
        .findFirst()
        .map(
            input ->
                new Item(
                    input.row(),
                    meter,
                    cached.quantity(),
                    input.price(),
                    cached.factor(),
                    input.terms(),
                    cached.metering()));
  }

  private BillRow rowOf(Item item) {
    return rows.stream().filter(row -> row.index() == item.row()).findFirst().orElseThrow();
  }

  private void addBilled() {
    Set<BillRow> above = moved(1);
    Set<BillRow> below = moved(-1);
    Set<BillRow> speech = only(above, item -> item.metering().kind() == Kind.STT);
    Set<BillRow> output = withOutput(above);
    boolean isFewSeconds = !speech.isEmpty() && isFewSecondsEach(speech);
    if (!above.isEmpty()) {
      int strain = unmoved(above) + (above.equals(speech) && isFewSeconds ? 1 : 0);
      String words = "at the billed quantity, which is above ours";
      found.add(new BilledQuantities(Cause.USAGE_MISSING, words, strain, above, item -> true));
    }
    if (!output.isEmpty()) {
      String words = "with the billed output, which is above what was reported";
      found.add(new BilledQuantities(Cause.REASONING_TOKENS, words, 0, output, QuantityHypotheses::isThinkable));
    }
    if (!speech.isEmpty()) {
      String words = "with the seconds that connections were open";
      found.add(new BilledQuantities(Cause.CONNECTION_TIME, words, 0, speech, item -> true));
    }
    if (!below.isEmpty()) {
      String words = "at the billed quantity, which is below ours";
      int strain = unmoved(below) + (isPulledEarly ? 1 : 0);
      found.add(new BilledQuantities(Cause.USAGE_DUPLICATED, words, strain, below, item -> true));
      if (isPulledEarly) {
        String early = "at the quantity that the bill had when it was pulled";
        found.add(new BilledQuantities(Cause.LATE_USAGE, early, 0, below, item -> true));
      }
    }
  }

  /** 1 where some lines of the same skus have the quantity they should: usage is lost as a whole. */
  private int unmoved(Set<BillRow> moved) {
    return rows.stream()
            .filter(row -> row.quantity().isPresent() && row.isComputed())
            .filter(row -> moved.stream().anyMatch(other -> other.sku().equals(row.sku())))
            .allMatch(moved::contains)
        ? 0
        : 1;
  }

  private static boolean isThinkable(Item item) {
    boolean isOutput = item.meter() == Meter.OUTPUT || item.meter() == Meter.OUTPUT_TEXT;
    return isOutput && item.metering().kind() == Kind.LLM;
  }

  private Set<BillRow> moved(int sign) {
    return rows.stream()
        .filter(BillRow::isBilled)
        .filter(row -> row.quantity().isPresent())
        .filter(row -> !PeriodCase.itemsOf(row, items).isEmpty())
        .filter(row -> row.quantity().get().compareTo(quantityOf(row)) * sign > 0)
        .collect(toCollection(LinkedHashSet::new));
  }

  private BigDecimal quantityOf(BillRow row) {
    return PeriodCase.quantity(PeriodCase.itemsOf(row, items));
  }

  private Set<BillRow> only(Set<BillRow> some, java.util.function.Predicate<Item> all) {
    return some.stream()
        .filter(row -> PeriodCase.itemsOf(row, items).stream().allMatch(all))
        .filter(row -> row.isComputed())
        .collect(toCollection(LinkedHashSet::new));
  }

  /** Those with output that may have been thought; where a line has all meters, that too. */
  private Set<BillRow> withOutput(Set<BillRow> some) {
    return some.stream()
        .filter(BillRow::isComputed)
        .filter(
            row -> PeriodCase.itemsOf(row, items).stream().anyMatch(QuantityHypotheses::isThinkable))
        .collect(toCollection(LinkedHashSet::new));
  }

  private boolean isFewSecondsEach(Set<BillRow> speech) {
    return speech.stream()
        .allMatch(
            row -> {
              List<Item> of = PeriodCase.itemsOf(row, items);
              long charges = of.stream().mapToLong(item -> item.metering().charges()).sum();
              BigDecimal more = row.quantity().orElseThrow().subtract(quantityOf(row));
              BigDecimal each = Rounding.ratio(more, BigDecimal.valueOf(Math.max(1, charges)));
              return each.compareTo(SHORT_LEAST) >= 0 && each.compareTo(SHORT_MOST) <= 0;
            });
  }
}
