package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That our telemetry has no cached share: what the bill has more on the line of cached input it has
 * less on the line of the input, token by token.
 *
 * @param pairs lines of input and of cached input
 * @param prices at which the cached input is billed, if not at ours; they tell the tokens of a line
 *     without a quantity
 */
record CachedShare(List<Pair> pairs, List<Hypothesis> prices) implements Hypothesis {
  /** Tokens that are on one line here may be on the other on the bill. */
  record Pair(BillRow input, BillRow cached) {}

  static Optional<CachedShare> of(List<BillRow> rows, List<Item> items) {
    List<Pair> pairs = new ArrayList<>();
    for (BillRow cached : rows) {
      if (cached.isBilled() && !PeriodCase.itemsOf(cached, items).isEmpty()) {
        cached
            .compared()
            .key()
            .meter()
            .flatMap(PriceHypotheses::uncached)
            .flatMap(meter -> find(rows, cached.sku(), meter))
            .filter(input -> !PeriodCase.itemsOf(input, items).isEmpty())
            .ifPresent(input -> pairs.add(new Pair(input, cached)));
      }
    }
    return pairs.isEmpty() ? Optional.empty() : Optional.of(new CachedShare(pairs, List.of()));
  }

  private static Optional<BillRow> find(List<BillRow> rows, String sku, Meter meter) {
    return rows.stream()
        .filter(row -> row.sku().equals(sku))
        .filter(row -> row.compared().key().meter().equals(Optional.of(meter)))
        .findFirst();
  }

  /** From the bill's quantities, or where it has none from what the cached line costs. */
  private BigDecimal tokens(Pair pair, List<Item> items) {
    List<Item> cached = PeriodCase.itemsOf(pair.cached(), items);
    BigDecimal tokens =
        pair.cached()
            .quantity()
            .map(q -> q.subtract(PeriodCase.quantity(cached)))
            .orElseGet(() -> tokensOfCost(pair.cached(), billedAs(pair.cached(), items)));
    BigDecimal had = PeriodCase.quantity(PeriodCase.itemsOf(pair.input(), items));
    boolean isShare = tokens.signum() > 0 && tokens.compareTo(had) <= 0;
    return isShare ? tokens : BigDecimal.ZERO;
  }

  private List<Item> billedAs(BillRow cached, List<Item> items) {
    List<Item> billed = items;
    for (Hypothesis price : prices) {
      billed = price.apply(billed);
    }
    return PeriodCase.itemsOf(cached, billed);
  }

  private static BigDecimal tokensOfCost(BillRow cached, List<Item> items) {
    Item one = items.get(0);
    if (one.price().contracted().signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal more = cached.billed().subtract(PeriodCase.cost(items));
    return Rounding.ratio(
            more.multiply(BigDecimal.valueOf(one.price().per())),
            one.price().contracted().multiply(one.factor()))
        .setScale(0, RoundingMode.HALF_EVEN);
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
  public int turn() {
    return SHARES;
  }

  @Override
  public Hypothesis besides(List<Hypothesis> others) {
    List<Hypothesis> told =
        others.stream()
            .filter(one -> one.turn() >= PRICES && one.footing() == Footing.GIVEN)
            .sorted(Comparator.comparingInt(Hypothesis::turn))
            .toList();
    return told.isEmpty() || fitted() == 0 ? this : new CachedShare(pairs, told);
  }

  @Override
  public int fitted() {
    return (int) pairs.stream().filter(pair -> pair.cached().quantity().isEmpty()).count();
  }

  @Override
  public Reach reach() {
    return Reach.ALL_LINES;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    Map<Integer, BigDecimal> more = new HashMap<>();
    for (Pair pair : pairs) {
      BigDecimal tokens = tokens(pair, items);
      if (tokens.signum() > 0) {
        more.merge(pair.cached().index(), tokens, BigDecimal::add);
        more.merge(pair.input().index(), tokens.negate(), BigDecimal::add);
      }
    }
    return MoreQuantity.add(items, more, item -> true);
  }
}
