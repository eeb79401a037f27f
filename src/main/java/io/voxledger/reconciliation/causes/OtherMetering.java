package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ways in which a biller may meter our own records otherwise, or put them on other lines; our
 * charges tell what comes of it.
 */
final class OtherMetering {
  private final List<BillRow> rows;
  private final List<Item> items;
  private final List<Hypothesis> found = new ArrayList<>();

  private OtherMetering(List<BillRow> rows, List<Item> items) {
    this.rows = rows;
    this.items = items;
  }

  /** Those that change at least one item, and what the bill may say of the cached share. */
  static List<Hypothesis> of(List<BillRow> rows, List<Item> items) {
    OtherMetering all = new OtherMetering(rows, items);
    all.addMetering();
    all.addMoves();
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

  /** What the bill says of shares may change nothing now, and something after another cause. */
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

  /** What is billed on the line of another meter, and then not on a line of its own. */
  private void addMoves() {
    addMove(
        Cause.CACHE_DISCOUNT_NOT_APPLIED,
        "with cached input on the line of uncached input",
        PriceHypotheses::uncached);
    addMove(Cause.MODALITY_MISMATCH, "with audio on the line of text", PriceHypotheses::asText);
    addMove(Cause.MODALITY_MISMATCH, "with text on the line of audio", PriceHypotheses::asAudio);
    CachedShare.of(rows, items).ifPresent(this::add);
  }

  private void addMove(Cause cause, String supposition, Function<Meter, Optional<Meter>> to) {
    add(new OtherQuantity(cause, supposition, Hypothesis.Reach.ALL_LINES, item -> moved(item, to)));
  }

  /** Items of other skus than those of the lines, of which a whole bill has some, stay. */
  private Item moved(Item item, Function<Meter, Optional<Meter>> to) {
    return rowOf(item)
        .filter(row -> item.quantity().signum() != 0 && !row.isBilled())
        .flatMap(row -> to.apply(item.meter()))
        .flatMap(meter -> onLineOf(meter, item))
        .orElse(item);
  }

  private Optional<Item> onLineOf(Meter meter, Item from) {
    Optional<String> sku = rowOf(from).map(BillRow::sku);
    return items.stream()
        .filter(item -> item.meter() == meter)
        .filter(item -> rowOf(item).filter(BillRow::isBilled).map(BillRow::sku).equals(sku))
        .findFirst()
        .map(
            there ->
                new Item(
                    there.row(),
                    meter,
                    from.quantity(),
                    there.price(),
                    from.factor(),
                    there.terms(),
                    from.metering()));
  }

  private Optional<BillRow> rowOf(Item item) {
    return rows.stream().filter(row -> row.index() == item.row()).findFirst();
  }
}
