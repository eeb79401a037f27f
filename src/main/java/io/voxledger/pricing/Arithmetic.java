package io.voxledger.pricing;

import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateTerms;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Calculations as people would write them, with every factor and the result: {@code 29 × 10 ÷
 * 1,000,000 = 0.00029}.
 */
public final class Arithmetic {
  private Arithmetic() {}

  /** {@code price × multipliers = unit price}, each multiplier with its name. */
  public static String unitPrice(AppliedRate rate) {
    PublishedRate published = rate.published();
    RateTerms terms = published.terms();
    StringBuilder text = new StringBuilder(number(published.price()));
    if (terms.tier().multiplier().compareTo(BigDecimal.ONE) != 0) {
      text.append(factor(terms.tier().multiplier(), "tier " + terms.serviceTier()));
    }
    return text + windowRegionExchange(rate) + result(rate.unitPrice());
  }

  /** What was agreed, applied to the unit price or in its place. */
  public static String contractedUnitPrice(AppliedRate rate) {
    AgreedPrice.Terms agreed = rate.agreed().map(AgreedPrice::terms).orElse(null);
    if (agreed instanceof AgreedPrice.Discount discount) {
      return number(rate.unitPrice())
          + " × (1 − "
          + number(discount.share())
          + ")"
          + result(rate.contractedUnitPrice());
    }
    if (agreed instanceof AgreedPrice.Price price && AppliedRates.isBase(rate.published())) {
      return number(price.price())
          + " × "
          + number(BigDecimal.valueOf(rate.per()))
          + " ÷ "
          + number(BigDecimal.valueOf(price.per()))
          + windowRegionExchange(rate)
          + result(rate.contractedUnitPrice());
    }
    return unitPrice(rate);
  }

  /** {@code billable × unit price ÷ per = cost} at the agreed price. */
  public static String contractedCost(AppliedRate rate, ChargeCost cost) {
    return cost(
        cost.billableQuantity(), rate.contractedUnitPrice(), rate.per(), cost.contractedCost());
  }

  /** {@code billable × unit price ÷ per = cost} at the public price. */
  public static String listCost(AppliedRate rate, ChargeCost cost) {
    return cost(cost.billableQuantity(), rate.unitPrice(), rate.per(), cost.listCost());
  }

  /**
   * How a quantity became billable: {@code 70 → 120 (increments of 60)}; the quantity alone when it
   * was not rounded.
   */
  public static String billable(AppliedRate rate, ChargeCost cost) {
    String increment =
        rate.rounding().increment().map(i -> "increments of " + number(i)).orElse("no increment");
    String minimum =
        rate.rounding().minimum().signum() == 0
            ? ""
            : ", minimum " + number(rate.rounding().minimum());
    return cost.quantity().compareTo(cost.billableQuantity()) == 0
        ? number(cost.quantity())
        : number(cost.quantity())
            + " → "
            + number(cost.billableQuantity())
            + " ("
            + increment
            + minimum
            + ")";
  }

  /** {@code billable × unit price ÷ per = cost}. */
  public static String cost(BigDecimal billable, BigDecimal unitPrice, long per, BigDecimal cost) {
    String division = per == 1 ? "" : " ÷ " + number(BigDecimal.valueOf(per));
    return number(billable) + " × " + number(unitPrice) + division + result(cost);
  }

  private static String windowRegionExchange(AppliedRate rate) {
    RateTerms terms = rate.published().terms();
    Optional<String> window = terms.window().map(w -> factor(w.multiplier(), "window " + w.code()));
    Optional<String> region =
        terms.region().map(name -> factor(terms.regionMultiplier(), "region " + name));
    String currency = rate.published().card().currency();
    String exchange =
        currency.equals("USD") ? "" : factor(rate.exchange().usd(), "USD per " + currency);
    return window.orElse("") + region.orElse("") + exchange;
  }

  private static String factor(BigDecimal multiplier, String name) {
    return " × " + number(multiplier) + " (" + name + ")";
  }

  private static String result(BigDecimal value) {
    return " = " + number(value);
  }

  /** Plain digits without trailing zeros, thousands grouped by commas. */
  public static String number(BigDecimal value) {
    String plain = value.stripTrailingZeros().toPlainString();
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    return plain.substring(0, point).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",")
        + plain.substring(point);
  }
}
