package io.voxledger.rates.imports;

import io.voxledger.money.Decimals;
import io.voxledger.rates.BillableRounding;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateWindow;
import io.voxledger.rates.TierRates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A rate entry in the making: prices for whatever units they were published. */
final class EntryDraft {
  private static final int WHOLE_DIGITS = 6;

  final PriceSet prices;
  final SortedMap<String, PriceSet> tiers = new TreeMap<>();
  final SortedMap<String, BigDecimal> tierMultipliers = new TreeMap<>();
  final SortedMap<String, BigDecimal> regions = new TreeMap<>();
  final List<RateWindow> windows = new ArrayList<>();

  EntryDraft(PriceSet prices) {
    this.prices = prices;
  }

  /**
   * The entry, for so many units that every price can be stated exactly.
   *
   * @return empty when a price does not fit DECIMAL(18,12), or is for more units than can be
   *     counted
   */
  Optional<RateEntry> entry(String model, List<String> aliases) {
    try {
      return exactEntry(model, aliases);
    } catch (ArithmeticException tooManyUnits) {
      return Optional.empty();
    }
  }

  private Optional<RateEntry> exactEntry(String model, List<String> aliases) {
    long per =
        LongStream.concat(prices.units(), tiers.values().stream().flatMapToLong(PriceSet::units))
            .reduce(1, EntryDraft::leastCommonMultiple);
    return Stream.of(1L, 1_000L, 1_000_000L, 1_000_000_000L)
        .map(factor -> Math.multiplyExact(per, factor))
        .filter(this::fits)
        .findFirst()
        .map(units -> entry(model, aliases, units));
  }

  private RateEntry entry(String model, List<String> aliases, long per) {
    SortedMap<String, TierRates> rates = new TreeMap<>();
    tierMultipliers.forEach((tier, by) -> rates.put(tier, new TierRates.Scaled(by)));
    tiers.forEach(
        (tier, set) ->
            rates.put(tier, new TierRates.Own(set.list(per), set.longContext(per).orElse(null))));
    return new RateEntry(
        model,
        aliases,
        per,
        prices.list(per),
        prices.longContext(per).orElse(null),
        rates,
        regions,
        windows,
        BillableRounding.NONE);
  }

  private boolean fits(long per) {
    BigDecimal largest =
        Stream.of(tierMultipliers.values().stream(), regions.values().stream(), byWindow())
            .map(factors -> factors.reduce(BigDecimal.ONE, BigDecimal::max))
            .reduce(BigDecimal.ONE, BigDecimal::multiply);
    return Stream.concat(Stream.of(prices), tiers.values().stream())
        .flatMap(set -> Stream.concat(Stream.of(set.base()), set.above().values().stream()))
        .flatMap(list -> list.values().stream())
        .map(price -> price.forUnits(per))
        .allMatch(price -> fits(price, largest));
  }

  private Stream<BigDecimal> byWindow() {
    return windows.stream().map(RateWindow::multiplier);
  }

  private static boolean fits(BigDecimal price, BigDecimal largestMultiplier) {
    BigDecimal unitPrice = price.multiply(largestMultiplier);
    return Decimals.fitting(price, Decimals.UNIT_PRICE).isPresent()
        && unitPrice.precision() - unitPrice.scale() <= WHOLE_DIGITS;
  }

  private static long leastCommonMultiple(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return Math.multiplyExact(a / x, b);
  }
}
