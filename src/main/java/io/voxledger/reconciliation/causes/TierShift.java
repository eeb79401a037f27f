package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must go from one service tier to another, for a quantity to be split as someone else says.
 *
 * @param parts by the tier that it goes to and the tier that it comes from, of what is there now
 */
record TierShift(SortedMap<String, Map<String, BigDecimal>> parts) {

  /**
   * What our tiers have too much of goes to those that lack it, by how much each lacks. Totals may
   * differ, which is for other causes to tell: theirs is brought to ours.
   *
   * @param ours quantities by tier, above 0
   * @param theirs the same; nothing goes anywhere when it is empty
   */
  static TierShift of(Map<String, BigDecimal> ours, Map<String, BigDecimal> theirs) {
    SortedMap<String, BigDecimal> lacking = new TreeMap<>();
    Map<String, BigDecimal> tooMuch = new HashMap<>();
    for (String tier : theirs.isEmpty() ? new TreeSet<String>() : tiers(ours, theirs)) {
      BigDecimal now = ours.getOrDefault(tier, BigDecimal.ZERO);
      BigDecimal then = theirs.getOrDefault(tier, BigDecimal.ZERO).multiply(sum(ours));
      BigDecimal more = divide(then, sum(theirs)).subtract(now);
      (more.signum() > 0 ? lacking : tooMuch).put(tier, more.abs());
    }
    SortedMap<String, Map<String, BigDecimal>> parts = new TreeMap<>();
    lacking.forEach(
        (to, lacks) -> {
          Map<String, BigDecimal> from = new HashMap<>();
          tooMuch.forEach(
              (tier, much) ->
                  from.put(
                      tier, divide(much.multiply(lacks), ours.get(tier).multiply(sum(lacking)))));
          parts.put(to, from);
        });
    return new TierShift(parts);
  }

  private static TreeSet<String> tiers(
      Map<String, BigDecimal> ours, Map<String, BigDecimal> theirs) {
    TreeSet<String> tiers = new TreeSet<>(ours.keySet());
    tiers.addAll(theirs.keySet());
    return tiers;
  }

  private static BigDecimal sum(Map<String, BigDecimal> byTier) {
    return byTier.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal divide(BigDecimal some, BigDecimal all) {
    return some.divide(all, MathContext.DECIMAL128);
  }
}
