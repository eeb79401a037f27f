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
      if (isOpen) {
        guess(new Left(row, ofRow, row.variance()), isPulledEarly, claims);
      }
    }
    return claims;
  }

  /**
   * What may be true besides a hypothesis that does not close a line alone.
   *
   * @param after all items as the hypothesis has them
   */
  static List<Claim> besides(Reading reading, List<Item> after, boolean isPulledEarly) {
    List<Claim> claims = new ArrayList<>();
    BillRow row = reading.row();
    if (reading.closeness() == BillRow.Closeness.OPEN) {
      guess(new Left(row, PeriodCase.itemsOf(row, after), reading.rest()), isPulledEarly, claims);
    }
    return claims;
  }

  /**
   * What may be true of a line that is within tolerance only because it is small, while its
   * quantity on the bill is another.
   *
   * @param rest what is not explained of it, USD
   */
  static List<Claim> ofQuantity(
      BillRow row, List<Item> items, BigDecimal rest, boolean isPulledEarly) {
    List<Claim> claims = new ArrayList<>();
    Left left = new Left(row, items, rest);
    if (left.quantitySign() > 0) {
      guessMoreUsage(left, claims);
    } else if (left.quantitySign() < 0) {
      guessLessUsage(left, isPulledEarly, claims);
    }
    return claims;
  }

  private static void guess(Left left, boolean isPulledEarly, List<Claim> claims) {
    if (left.rest().signum() > 0) {
      guessMore(left, claims);
    } else {
      guessLess(left, isPulledEarly, claims);
    }
  }

  /**
   * What is to be guessed.
   *
   * @param rest billed beyond the cost of the items, USD
   */
  private record Left(BillRow row, List<Item> items, BigDecimal rest) {
    /** Whether the billed quantity is above ours; 0 where that is not known. */
    int quantitySign() {
      return row.quantity().map(q -> q.compareTo(PeriodCase.quantity(items))).orElse(0);
    }

    boolean isSame() {
      return row.quantity().isPresent() && quantitySign() == 0;
    }

    /** Whether some cached share of the input would give what is billed. */
    boolean isWithinCached() {
      boolean hasInput = items.stream().anyMatch(item -> isInput(item.meter()));
      BigDecimal output =
          PeriodCase.cost(items.stream().filter(item -> !isInput(item.meter())).toList());
      return hasInput && row.billed().compareTo(output) >= 0;
    }

    /** Nothing can be taken off that is not there. */
    boolean isMoreThanAll() {
      return rest.negate().compareTo(PeriodCase.cost(items)) >= 0;
    }

    void guess(Cause cause, List<Claim> claims) {
      claims.add(
          new Claim(
              cause,
              Confidence.CANDIDATE,
              Optional.of(row.compared().key()),
              rest,
              "whatever would give the billed amount; the bill does not tell how much"));
    }
  }

  private static void guessMore(Left left, List<Claim> claims) {
    if (left.quantitySign() >= 0 && !left.isSame()) {
      guessMoreUsage(left, claims);
    }
    left.guess(Cause.MARKUP, claims);
  }

  private static void guessMoreUsage(Left left, List<Claim> claims) {
    left.guess(Cause.USAGE_MISSING, claims);
    if (left.items().stream().anyMatch(item -> item.metering().kind() == Kind.STT)) {
      left.guess(Cause.CONNECTION_TIME, claims);
    }
    if (left.items().stream().anyMatch(HiddenThinking::isThought)) {
      left.guess(Cause.REASONING_TOKENS, claims);
    }
  }

  private static void guessLess(Left left, boolean isPulledEarly, List<Claim> claims) {
    if (left.isMoreThanAll()) {
      return;
    }
    if (left.quantitySign() <= 0 && !left.isSame()) {
      guessLessUsage(left, isPulledEarly, claims);
    } else if (isPulledEarly) {
      left.guess(Cause.LATE_USAGE, claims);
    }
    boolean isTotal = left.row().compared().key().meter().isEmpty();
    boolean mayBeCached = left.row().quantity().isEmpty() || left.isSame() && isTotal;
    if (mayBeCached && left.isWithinCached()) {
      left.guess(Cause.CACHED_USAGE_NOT_REPORTED, claims);
    }
    left.guess(Cause.UNKNOWN_DISCOUNT, claims);
  }

  private static void guessLessUsage(Left left, boolean isPulledEarly, List<Claim> claims) {
    if (isPulledEarly) {
      left.guess(Cause.LATE_USAGE, claims);
    }
    left.guess(Cause.USAGE_DUPLICATED, claims);
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
                        && HiddenThinking.isThought(PeriodCase.itemsOf(row, items)));
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

  private static boolean isInput(Meter meter) {
    return meter == Meter.INPUT || meter.generic().equals(Optional.of(Meter.INPUT));
  }
}
