package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That our telemetry has no cached share: what the bill has more on the line of cached input it has
 * less on the line of the input, token by token.
 *
 * @param moves how many tokens each item of input gives to which cached one
 */
record CachedShare(List<Move> moves) implements Hypothesis {
  /** Tokens that are on one line here and on another on the bill. */
  record Move(BillRow input, BillRow cached, BigDecimal tokens) {}

  static Optional<CachedShare> of(List<BillRow> rows, List<Item> items) {
    List<Move> moves = new ArrayList<>();
    for (BillRow cached : rows) {
      cachedMeter(cached)
          .flatMap(PriceHypotheses::uncached)
          .flatMap(meter -> find(rows, cached.sku(), meter))
          .flatMap(input -> move(input, cached, items))
          .ifPresent(moves::add);
    }
    return moves.isEmpty() ? Optional.empty() : Optional.of(new CachedShare(moves));
  }

  private static Optional<Meter> cachedMeter(BillRow row) {
    return row.compared().key().meter().filter(Meter::isCacheRead);
  }

  private static Optional<BillRow> find(List<BillRow> rows, String sku, Meter meter) {
    return rows.stream()
        .filter(row -> row.sku().equals(sku))
        .filter(row -> row.compared().key().meter().equals(Optional.of(meter)))
        .findFirst();
  }

  /** From the bill's quantities, or where it has none from what the cached line costs. */
  private static Optional<Move> move(BillRow input, BillRow cached, List<Item> items) {
    List<Item> ofCached = PeriodCase.itemsOf(cached, items);
    if (!cached.isBilled() || ofCached.isEmpty() || PeriodCase.itemsOf(input, items).isEmpty()) {
      return Optional.empty();
    }
    BigDecimal tokens =
        cached
            .quantity()
            .map(q -> q.subtract(PeriodCase.quantity(ofCached)))
            .orElseGet(() -> tokensOfCost(cached, ofCached));
    BigDecimal had = PeriodCase.quantity(PeriodCase.itemsOf(input, items));
    return tokens.signum() > 0 && tokens.compareTo(had) <= 0
        ? Optional.of(new Move(input, cached, tokens))
        : Optional.empty();
  }

  private static BigDecimal tokensOfCost(BillRow cached, List<Item> ofCached) {
    Item one = ofCached.get(0);
    if (one.price().contracted().signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal more = cached.billed().subtract(PeriodCase.cost(ofCached));
    BigDecimal tokens =
        Rounding.ratio(
            more.multiply(BigDecimal.valueOf(one.price().per())),
            one.price().contracted().multiply(one.factor()));
    return tokens.setScale(0, java.math.RoundingMode.HALF_EVEN);
  }

  @Override
  public Cause cause() {
    return Cause.CACHED_USAGE_NOT_REPORTED;
  }

  @Override
  public String supposition() {
    return "with the bill's cached share of the same total";
  }

  @Override
  public Footing footing() {
    return Footing.GIVEN;
  }

  @Override
  public int fitted() {
    return (int) moves.stream().filter(move -> move.cached().quantity().isEmpty()).count();
  }

  @Override
  public boolean isByRow() {
    return false;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> more = new HashMap<>();
    Map<Integer, BigDecimal> had = new HashMap<>();
    items.forEach(item -> had.merge(item.row(), item.quantity(), BigDecimal::add));
    for (Move move : moves) {
      more.merge(move.cached().index(), move.tokens(), BigDecimal::add);
      more.merge(move.input().index(), move.tokens().negate(), BigDecimal::add);
    }
    List<Item> result = new ArrayList<>();
    for (Item item : items) {
      BigDecimal change = more.get(item.row());
      result.add(change == null ? item : shared(item, change, had.get(item.row()), more));
    }
    return result;
  }

  /** By share of the row; a row without quantity gets all of it on its first item. */
  private static Item shared(
      Item item, BigDecimal change, BigDecimal had, Map<Integer, BigDecimal> more) {
    if (had.signum() == 0) {
      more.remove(item.row());
      return item.withQuantity(change);
    }
    BigDecimal share =
        item.quantity().multiply(change).divide(had, java.math.MathContext.DECIMAL128);
    return item.withQuantity(item.quantity().add(share));
  }
}
