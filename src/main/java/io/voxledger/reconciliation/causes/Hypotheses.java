package io.voxledger.reconciliation.causes;

import io.voxledger.money.Rounding;
import io.voxledger.pricing.OtherPrices;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that may be true of some lines of a bill. */
final class Hypotheses {
  private static final List<BigDecimal> SCALES =
      List.of(
          BigDecimal.valueOf(60),
          BigDecimal.valueOf(100),
          BigDecimal.valueOf(1000),
          BigDecimal.valueOf(1_000_000));
  private static final BigDecimal NEAR = BigDecimal.valueOf(4);

  private final PeriodCase period;
  private final OtherPrices prices;
  private final PeriodFacts facts;

  Hypotheses(PeriodCase period, OtherPrices prices, PeriodFacts facts) {
    this.period = period;
    this.prices = prices;
    this.facts = facts;
  }

  boolean isPulledEarly() {
    return facts.isPulledEarly();
  }

  /** Those that bear on at least one of the lines. */
  List<Hypothesis> of(List<BillRow> rows, List<Item> items) {
    List<Hypothesis> all = new ArrayList<>();
    all.addAll(OtherMetering.of(rows, items));
    all.addAll(BilledUsage.of(rows, items, facts));
    addTermsAndTiers(items, all);
    addLost(rows, items, all);
    all.addAll(UnpricedBesides.of(rows, items, new UnpricedUsage(facts.unpriced())));
    Restated.of(period, rows, facts.earlier()).ifPresent(all::add);
    HiddenThinking.of(period, rows, items).ifPresent(all::add);
    addScales(rows, items, all);
    all.add(new FreeRatio(period, rows, true));
    all.add(new FreeRatio(period, rows, false));
    return all;
  }

  /** Where the provider tells at which tiers it served, another guess at them is a strain. */
  private void addTermsAndTiers(List<Item> items, List<Hypothesis> all) {
    ServedTiers served = ServedTiers.of(facts.served());
    boolean isTold = items.stream().anyMatch(item -> served.isTold(skuOf(item)));
    all.addAll(AsServed.of(prices, items, served));
    all.addAll(PriceHypotheses.of(prices, items, isTold ? 1 : 0));
  }

  private String skuOf(Item item) {
    return period.rows().get(item.row()).sku();
  }

  /** What a shadowed source reports beyond the used one may be what telemetry lost. */
  private void addLost(List<BillRow> rows, List<Item> items, List<Hypothesis> all) {
    Set<Integer> first = new HashSet<>();
    Map<Item, BigDecimal> more = new IdentityHashMap<>();
    for (Item item : items) {
      BigDecimal lost = facts.lost().getOrDefault(skuOf(item), Map.of()).get(item.meter());
      boolean isOne = lost != null && lost.signum() > 0 && item.quantity().signum() > 0;
      if (isOne && first.add(31 * item.row() + item.meter().ordinal())) {
        more.put(item, lost);
      }
    }
    if (!more.isEmpty() && !rows.isEmpty()) {
      all.add(
          OtherQuantity.of(
              Cause.USAGE_MISSING,
              "with what a shadowed source reports beyond the used one",
              Hypothesis.Reach.EACH_LINE,
              item -> item.quantity().add(more.getOrDefault(item, BigDecimal.ZERO))));
    }
  }

  private static void addScales(List<BillRow> rows, List<Item> items, List<Hypothesis> all) {
    for (BigDecimal scale : SCALES) {
      BigDecimal inverse = BigDecimal.ONE.divide(scale, MathContext.DECIMAL128);
      addScale(rows, items, scale, scale + " times", all);
      addScale(rows, items, inverse, "1/" + scale + " of", all);
    }
  }

  private static void addScale(
      List<BillRow> rows, List<Item> items, BigDecimal factor, String words, List<Hypothesis> all) {
    if (rows.stream().anyMatch(row -> isNear(row, items, factor))) {
      all.add(new Scaled(Cause.UNIT_SCALE, "at " + words + " our price", 0, factor, item -> true));
      all.add(
          OtherQuantity.of(
              Cause.UNIT_SCALE,
              "at " + words + " our quantity",
              Hypothesis.Reach.EACH_LINE,
              item -> item.quantity().multiply(factor)));
    }
  }

  private static boolean isNear(BillRow row, List<Item> items, BigDecimal factor) {
    BigDecimal ours = PeriodCase.cost(PeriodCase.itemsOf(row, items));
    if (ours.signum() == 0 || row.billed().signum() <= 0) {
      return false;
    }
    BigDecimal off = Rounding.ratio(row.billed(), Rounding.cost(ours.multiply(factor)).max(tiny()));
    return off.multiply(NEAR).compareTo(BigDecimal.ONE) >= 0 && off.compareTo(NEAR) <= 0;
  }

  private static BigDecimal tiny() {
    return BigDecimal.ONE.movePointLeft(12);
  }
}
