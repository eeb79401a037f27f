package io.voxledger.money;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares out an amount so that the shares sum up to it exactly: each gets its proportion rounded
 * towards 0 at the 12th decimal, and what is left goes, one last digit each, to the largest
 * remainders; of equal remainders to the first in the order of the keys.
 */
public final class LargestRemainder {
  private record Share<K>(K key, BigInteger remainder) {}

  private LargestRemainder() {}

  /**
   * The share of each key.
   *
   * @param amount of either sign, with at most 12 decimals
   * @param weights of 0 or more, not all 0
   */
  public static <K extends Comparable<? super K>> SortedMap<K, BigDecimal> shares(
      BigDecimal amount, Map<K, BigDecimal> weights) {
    BigInteger digits =
        amount.abs().movePointRight(Rounding.COST_SCALE).toBigIntegerExact(); // of the last place
    SortedMap<K, BigInteger> whole = wholeNumbers(weights);
    BigInteger total = whole.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() <= 0) {
      throw new IllegalArgumentException("nothing to share by: " + weights);
    }
    TreeMap<K, BigInteger> shares = new TreeMap<>();
    List<Share<K>> remainders = new ArrayList<>();
    BigInteger left = digits;
    for (Map.Entry<K, BigInteger> weight : whole.entrySet()) {
      BigInteger[] parts = digits.multiply(weight.getValue()).divideAndRemainder(total);
      shares.put(weight.getKey(), parts[0]);
      remainders.add(new Share<>(weight.getKey(), parts[1]));
      left = left.subtract(parts[0]);
    }
    remainders.sort(comparing(share -> share.remainder().negate())); // stable
    remainders.subList(0, left.intValueExact()).forEach(share -> increase(shares, share.key()));
    return amounts(shares, amount.signum() < 0);
  }

  private static <K> void increase(Map<K, BigInteger> shares, K key) {
    shares.merge(key, BigInteger.ONE, BigInteger::add);
  }

  private static <K extends Comparable<? super K>> SortedMap<K, BigInteger> wholeNumbers(
      Map<K, BigDecimal> weights) {
    int scale = weights.values().stream().mapToInt(BigDecimal::scale).max().orElse(0);
    TreeMap<K, BigInteger> whole = new TreeMap<>();
    weights.forEach(
        (key, weight) -> {
          if (weight.signum() < 0) {
            throw new IllegalArgumentException("the weight of " + key + " is negative: " + weight);
          }
          whole.put(key, weight.movePointRight(Math.max(0, scale)).toBigIntegerExact());
        });
    return whole;
  }

  private static <K extends Comparable<? super K>> SortedMap<K, BigDecimal> amounts(
      SortedMap<K, BigInteger> shares, boolean negative) {
    TreeMap<K, BigDecimal> amounts = new TreeMap<>();
    shares.forEach(
        (key, digits) ->
            amounts.put(
                key, new BigDecimal(negative ? digits.negate() : digits, Rounding.COST_SCALE)));
    return amounts;
  }
}
