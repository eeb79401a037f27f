package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.partitioningBy;
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
import java.util.function.Predicate;

/** Ways in which the quantities on a bill may be right and ours not. */
final class BilledUsage {
  /** The fixed few seconds by which streams are known to be billed longer than the audio sent. */
  private static final BigDecimal SHORT_LEAST = new BigDecimal("3.5");

  private static final BigDecimal SHORT_MOST = new BigDecimal("5.5");

  /** How far apart the ratios of a sku's lines may lie when some of its sessions are lost. */
  private static final BigDecimal MOST_SPREAD = new BigDecimal("1.6");

  private final List<BillRow> rows;
  private final List<Item> items;
  private final PeriodFacts facts;
  private final List<Hypothesis> found = new ArrayList<>();

  private BilledUsage(List<BillRow> rows, List<Item> items, PeriodFacts facts) {
    this.rows = rows;
    this.items = items;
    this.facts = facts;
  }

  /** Those that some line speaks for. */
  static List<Hypothesis> of(List<BillRow> rows, List<Item> items, PeriodFacts facts) {
    BilledUsage all = new BilledUsage(rows, items, facts);
    all.addBilled();
    return List.copyOf(all.found);
  }

  private void addBilled() {
    Set<BillRow> above = moved(1);
    Set<BillRow> below = moved(-1);
    if (above.isEmpty() && below.isEmpty()) {
      return;
    }
    Set<BillRow> all = comparable(item -> true);
    Set<BillRow> speech = comparable(BilledUsage::isSpeechTime);
    boolean isFewSeconds =
        facts.silentSessions() == 0 // a lost stream may add as much as a few seconds of each other
            && !above.isEmpty()
            && speech.containsAll(above)
            && isFewSecondsEach(above);
    found.add(
        new BilledQuantities(
            Cause.USAGE_MISSING,
            "at the billed quantity, which is above ours",
            unmoved(above) + (isFewSeconds ? 1 : 0),
            1,
            proportional(all),
            item -> true));
    found.add(
        new BilledQuantities(
            Cause.REASONING_TOKENS,
            "with the billed output, which is above what was reported",
            0,
            1,
            comparable(HiddenThinking::isThought),
            HiddenThinking::isThought));
    found.add(
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
    found.add(
        new BilledQuantities(
            Cause.USAGE_DUPLICATED,
            "at the billed quantity, which is below ours",
            unmoved(below) + (facts.isPulledEarly() ? 1 : 0),
            -1,
            billedOnce(proportional(all)),
            item -> true));
    if (facts.isPulledEarly()) {
      String early = "at the quantity that the bill had when it was pulled";
      found.add(
          new BilledQuantities(Cause.LATE_USAGE, early, 0, -1, proportional(all), item -> true));
    }
  }

  /** What was reported twice was used once, and billed. */
  private static Set<BillRow> billedOnce(Set<BillRow> rows) {
    return rows.stream()
        .filter(row -> row.quantity().orElseThrow().signum() > 0)
        .collect(toCollection(LinkedHashSet::new));
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
        .filter(row -> isOfRequests(row.sku()))
        .collect(toCollection(LinkedHashSet::new));
  }

  /** A request that is lost or repeated has input and output: where both are told, both moved. */
  private boolean isOfRequests(String sku) {
    Map<Boolean, List<BillRow>> byDirection =
        comparable(item -> item.meter().basis() == Basis.TOKENS).stream()
            .filter(row -> row.sku().equals(sku) && row.isComputed())
            .collect(partitioningBy(this::isOutput));
    return byDirection.values().stream()
        .allMatch(
            lines ->
                lines.isEmpty()
                    || lines.stream()
                        .anyMatch(row -> row.quantity().get().compareTo(quantityOf(row)) != 0));
  }

  private boolean isOutput(BillRow row) {
    return PeriodCase.itemsOf(row, items).stream()
        .map(Item::meter)
        .anyMatch(
            meter -> meter == Meter.OUTPUT || meter.generic().equals(Optional.of(Meter.OUTPUT)));
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
