package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toCollection;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every way in which the quantities of a bill may come to differ from ours. */
final class QuantityHypotheses {
  /** The fixed few seconds by which streams are known to be billed longer than the audio sent. */
  private static final BigDecimal SHORT_LEAST = new BigDecimal("3.5");

  private static final BigDecimal SHORT_MOST = new BigDecimal("5.5");

  /** How far apart the ratios of a sku's lines may lie when some of its sessions are lost. */
  private static final BigDecimal MOST_SPREAD = new BigDecimal("1.6");

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
            Hypothesis.Reach.ALL_LINES,
            item -> item.metering().otherDay());
    add(boundary);
  }

  private static BigDecimal ofTime(Item item, BigDecimal other) {
    return item.meter().basis() == Basis.SECONDS && item.quantity().signum() > 0
        ? other
        : item.quantity();
  }

  private void addGiven(Cause cause, String supposition, Function<Item, BigDecimal> quantity) {
    add(OtherQuantity.of(cause, supposition, Hypothesis.Reach.EACH_LINE, quantity));
  }

  /** What the bill says may change nothing now, and something after another cause. */
  private void add(Hypothesis hypothesis) {
    boolean isOfBill = hypothesis.turn() != Hypothesis.OWN_QUANTITIES;
    List<Item> changed = hypothesis.apply(items);
    for (int i = 0; i < items.size(); i++) {
      if (isOfBill || changed.get(i) != items.get(i)) {
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
            Hypothesis.Reach.ALL_LINES,
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
    if (above.isEmpty() && below.isEmpty()) {
      return;
    }
    Set<BillRow> all = comparable(item -> true);
    Set<BillRow> speech = comparable(QuantityHypotheses::isSpeechTime);
    boolean isFewSeconds = !above.isEmpty() && speech.containsAll(above) && isFewSecondsEach(above);
    add(
        new BilledQuantities(
            Cause.USAGE_MISSING,
            "at the billed quantity, which is above ours",
            unmoved(above) + (isFewSeconds ? 1 : 0),
            1,
            proportional(all),
            item -> true));
    add(
        new BilledQuantities(
            Cause.REASONING_TOKENS,
            "with the billed output, which is above what was reported",
            0,
            1,
            comparable(HiddenThinking::isThought),
            HiddenThinking::isThought));
    add(
        new BilledQuantities(
            Cause.CONNECTION_TIME,
            "with the seconds that connections were open",
            0,
            1,
            speech,
            item -> true));
    addBelow(below, all);
  }

  private void addBelow(Set<BillRow> below, Set<BillRow> all) {
    add(
        new BilledQuantities(
            Cause.USAGE_DUPLICATED,
            "at the billed quantity, which is below ours",
            unmoved(below) + (isPulledEarly ? 1 : 0),
            -1,
            proportional(all),
            item -> true));
    if (isPulledEarly) {
      String early = "at the quantity that the bill had when it was pulled";
      add(new BilledQuantities(Cause.LATE_USAGE, early, 0, -1, proportional(all), item -> true));
    }
  }

  /**
   * Usage is lost or repeated as a whole: on lines of a sku that are off by different ratios, or in
   * both directions, it is not.
   */
  private Set<BillRow> proportional(Set<BillRow> all) {
    Map<String, List<BigDecimal>> ratios = new HashMap<>();
    for (BillRow row : all) {
      BigDecimal ours = quantityOf(row);
      if (ours.signum() > 0 && row.isComputed()) {
        ratios
            .computeIfAbsent(row.sku(), sku -> new ArrayList<>())
            .add(Rounding.ratio(row.quantity().orElseThrow(), ours));
      }
    }
    return all.stream()
        .filter(row -> isNearOne(ratios.getOrDefault(row.sku(), List.of())))
        .collect(toCollection(LinkedHashSet::new));
  }

  /** Whether ratios are all up or all down, and near each other. */
  static boolean isNearOne(List<BigDecimal> ratios) {
    BigDecimal least = ratios.stream().reduce(BigDecimal::min).orElse(BigDecimal.ONE);
    BigDecimal most = ratios.stream().reduce(BigDecimal::max).orElse(BigDecimal.ONE);
    boolean oneWay = most.compareTo(BigDecimal.ONE) <= 0 || least.compareTo(BigDecimal.ONE) >= 0;
    return oneWay && most.compareTo(least.multiply(MOST_SPREAD)) <= 0;
  }

  /** Lines with a quantity to compare and an item of that kind. */
  private Set<BillRow> comparable(Predicate<Item> some) {
    return rows.stream()
        .filter(row -> row.isBilled() && row.quantity().isPresent())
        .filter(row -> PeriodCase.itemsOf(row, items).stream().anyMatch(some))
        .collect(toCollection(LinkedHashSet::new));
  }

  /**
   * 1 where some lines of the same skus have the quantity they should: usage is lost as a whole.
   */
  private int unmoved(Set<BillRow> moved) {
    return rows.stream()
            .filter(row -> row.quantity().isPresent() && row.isComputed())
            .filter(row -> moved.stream().anyMatch(other -> other.sku().equals(row.sku())))
            .allMatch(moved::contains)
        ? 0
        : 1;
  }

  private static boolean isSpeechTime(Item item) {
    return item.metering().kind() == Kind.STT && item.meter().basis() == Basis.SECONDS;
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
