package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bill without quantities may mean where no price of ours gives it. Each of these has a
 * number that fits whatever is billed, so none of them is ever claimed.
 */
final class Guesses {
  private Guesses() {}

  static List<Claim> of(List<BillRow> rows, List<Item> items, boolean isPulledEarly) {
    List<Claim> claims = new ArrayList<>();
    for (BillRow row : rows) {
      List<Item> ofRow = PeriodCase.itemsOf(row, items);
      boolean isOpen =
          row.isBilled()
              && row.isComputed()
              && row.closeness(row.compared().computedCost()) == BillRow.Closeness.OPEN;
      if (isOpen && row.variance().signum() > 0) {
        guessMore(row, ofRow, claims);
      } else if (isOpen) {
        guessLess(row, ofRow, isPulledEarly, claims);
      }
    }
    return claims;
  }

  private static void guessMore(BillRow row, List<Item> items, List<Claim> claims) {
    int quantity = quantitySign(row, items);
    if (quantity >= 0 && !isSame(row, items)) {
      guess(row, Cause.USAGE_MISSING, claims);
      if (items.stream().anyMatch(item -> item.metering().kind() == Kind.STT)) {
        guess(row, Cause.CONNECTION_TIME, claims);
      }
      if (items.stream().anyMatch(Guesses::isOutput)) {
        guess(row, Cause.REASONING_TOKENS, claims);
      }
    }
    guess(row, Cause.MARKUP, claims);
  }

  private static void guessLess(
      BillRow row, List<Item> items, boolean isPulledEarly, List<Claim> claims) {
    if (isPulledEarly) {
      guess(row, Cause.LATE_USAGE, claims);
    }
    if (quantitySign(row, items) <= 0 && !isSame(row, items)) {
      guess(row, Cause.USAGE_DUPLICATED, claims);
    }
    boolean mayBeCached = row.quantity().isEmpty() || isSame(row, items);
    if (mayBeCached && isWithinCached(row, items)) {
      guess(row, Cause.CACHED_USAGE_NOT_REPORTED, claims);
    }
    guess(row, Cause.UNKNOWN_DISCOUNT, claims);
  }

  private static boolean isSame(BillRow row, List<Item> items) {
    return row.quantity().isPresent() && quantitySign(row, items) == 0;
  }

  /** Whether the billed quantity is above ours; 0 where that is not known. */
  private static int quantitySign(BillRow row, List<Item> items) {
    return row.quantity().map(q -> q.compareTo(PeriodCase.quantity(items))).orElse(0);
  }

  /**
   * Whether the output alone is billed above ours, and every other line of the sku as computed:
   * lost usage would show in the input too, and a markup on every line.
   */
  static boolean isThinking(List<BillRow> rows, List<Item> items) {
    List<BillRow> open =
        rows.stream()
            .filter(r -> r.closeness(r.compared().computedCost()) != BillRow.Closeness.TIGHT)
            .toList();
    return rows.size() > open.size()
        && !open.isEmpty()
        && open.stream()
            .allMatch(
                row ->
                    row.variance().signum() > 0
                        && row.isComputed()
                        && row.quantity().isEmpty()
                        && PeriodCase.itemsOf(row, items).stream().allMatch(Guesses::isThought));
  }

  private static boolean isThought(Item item) {
    return isOutput(item) && item.metering().kind() == Kind.LLM;
  }

  static List<Claim> thinking(List<BillRow> rows) {
    return rows.stream()
        .filter(r -> r.closeness(r.compared().computedCost()) != BillRow.Closeness.TIGHT)
        .map(
            row ->
                new Claim(
                    Cause.REASONING_TOKENS,
                    Confidence.PARTIAL,
                    Optional.of(row.compared().key()),
                    row.variance(),
                    "with output above what was reported, and every other line as computed"))
        .toList();
  }

  private static boolean isOutput(Item item) {
    return item.meter() == Meter.OUTPUT || item.meter() == Meter.OUTPUT_TEXT;
  }

  /** Whether some cached share of the input would give what is billed. */
  private static boolean isWithinCached(BillRow row, List<Item> items) {
    boolean hasInput = items.stream().anyMatch(item -> isInput(item.meter()));
    BigDecimal output =
        PeriodCase.cost(items.stream().filter(item -> !isInput(item.meter())).toList());
    return hasInput && row.billed().compareTo(output) >= 0;
  }

  private static boolean isInput(Meter meter) {
    return meter == Meter.INPUT || meter.generic().equals(Optional.of(Meter.INPUT));
  }

  private static void guess(BillRow row, Cause cause, List<Claim> claims) {
    claims.add(
        new Claim(
            cause,
            Confidence.CANDIDATE,
            Optional.of(row.compared().key()),
            row.variance(),
            "whatever would give the billed amount; the bill does not tell how much"));
  }
}
