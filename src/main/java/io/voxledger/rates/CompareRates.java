package io.voxledger.rates;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares the base prices in force on two sides: billers, sources of prices, or times. */
public final class CompareRates {
  private static final Pattern DATED = Pattern.compile("-[0-9]{4}-?[0-9]{2}-?[0-9]{2}$");

  /**
   * The prices of one side.
   *
   * @param name what people call it
   * @param book its cards and no others
   * @param at as of when
   */
  public record Side(String name, RateBook book, Instant at) {}

  /**
   * One price on both sides, each as published for the units of its entry.
   *
   * @param isEqual whether a unit costs the same
   * @param ratio left ÷ right for one unit, at 12 decimals; empty when the right price is 0
   */
  public record Compared(
      Meter meter,
      BigDecimal left,
      BigDecimal right,
      boolean isEqual,
      Optional<BigDecimal> ratio) {}

  /** A model that both sides price. */
  public record Model(String name, RateInForce left, RateInForce right, List<Compared> meters) {
    public boolean isEqual() {
      return meters.stream().allMatch(Compared::isEqual);
    }

    /** The largest of the ratios; empty when all prices on the right are 0. */
    public Optional<BigDecimal> largestRatio() {
      return meters.stream().flatMap(meter -> meter.ratio().stream()).max(BigDecimal::compareTo);
    }
  }

  /**
   * What a comparison came to.
   *
   * @param models priced on both sides, by name
   * @param onlyLeft priced on the left only
   * @param onlyRight priced on the right only
   */
  public record Result(List<Model> models, Set<String> onlyLeft, Set<String> onlyRight) {}

  private CompareRates() {}

  /**
   * Compares. A model is the same on both sides when its name is, without what stands before the
   * last {@code /} and without a date at its end; and its biller, unless each side has one biller.
   */
  public static Result of(Side left, Side right) {
    boolean byBiller = billers(left).size() > 1 || billers(right).size() > 1;
    Map<String, RateInForce> lefts = inForce(left, byBiller);
    Map<String, RateInForce> rights = inForce(right, byBiller);
    List<Model> models = new ArrayList<>();
    lefts.forEach(
        (name, rate) -> {
          if (rights.containsKey(name)) {
            models.add(model(name, rate, rights.get(name)));
          }
        });
    Set<String> onlyLeft = new TreeSet<>(lefts.keySet());
    onlyLeft.removeAll(rights.keySet());
    Set<String> onlyRight = new TreeSet<>(rights.keySet());
    onlyRight.removeAll(lefts.keySet());
    return new Result(models, onlyLeft, onlyRight);
  }

  /** The entry that applies to every model that a side names, by comparable name. */
  private static Map<String, RateInForce> inForce(Side side, boolean byBiller) {
    Map<String, RateInForce> found = new TreeMap<>();
    Map<String, RateInForce> byAlias = new LinkedHashMap<>();
    for (RateCard card : side.book().cards()) {
      for (RateEntry entry : card.entries()) {
        entry
            .names()
            .forEach(
                name ->
                    inForce(side, card.biller(), name)
                        .ifPresent(
                            rate ->
                                (name.equals(entry.model()) ? found : byAlias)
                                    .putIfAbsent(
                                        (byBiller ? card.biller() + " " : "") + comparable(name),
                                        rate)));
      }
    }
    byAlias.forEach(found::putIfAbsent);
    return found;
  }

  private static Optional<RateInForce> inForce(Side side, String biller, String name) {
    return side.book().find(biller, withoutStar(name), side.at()) instanceof RateLookup.Found rate
        ? Optional.of(rate.rate())
        : Optional.empty();
  }

  private static Model model(String name, RateInForce left, RateInForce right) {
    Set<Meter> meters = new TreeSet<>(left.entry().prices().asMap().keySet());
    meters.addAll(right.entry().prices().asMap().keySet());
    List<Compared> compared = new ArrayList<>();
    for (Meter meter : meters) {
      Optional<BigDecimal> a = each(left, meter);
      Optional<BigDecimal> b = each(right, meter);
      if (a.isPresent() && b.isPresent()) {
        long leftPer = left.entry().per();
        long rightPer = right.entry().per();
        compared.add(compared(meter, new Priced(a.get(), leftPer), new Priced(b.get(), rightPer)));
      }
    }
    return new Model(name, left, right, compared);
  }

  /** A price for so many units. */
  private record Priced(BigDecimal price, long per) {
    /** In a unit that both have. */
    BigDecimal times(Priced other) {
      return price.multiply(BigDecimal.valueOf(other.per));
    }
  }

  private static Compared compared(Meter meter, Priced left, Priced right) {
    BigDecimal a = left.times(right);
    BigDecimal b = right.times(left);
    Optional<BigDecimal> ratio =
        b.signum() == 0 ? Optional.empty() : Optional.of(Rounding.ratio(a, b));
    return new Compared(meter, left.price(), right.price(), a.compareTo(b) == 0, ratio);
  }

  /** The base price, without one that only stands in for it. */
  private static Optional<BigDecimal> each(RateInForce rate, Meter meter) {
    return rate.entry()
        .prices()
        .find(meter)
        .filter(hit -> hit.flag().isEmpty())
        .map(PriceList.Hit::price);
  }

  private static Set<String> billers(Side side) {
    Set<String> billers = new TreeSet<>();
    side.book().cards().forEach(card -> billers.add(card.biller()));
    return billers;
  }

  /** {@code openai/gpt-5.4-2026-03-05} and {@code GPT-5.4} are both {@code gpt-5.4}. */
  static String comparable(String name) {
    String bare = withoutStar(name).substring(name.lastIndexOf('/') + 1);
    return DATED.matcher(bare.toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  private static String withoutStar(String name) {
    return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
  }
}
