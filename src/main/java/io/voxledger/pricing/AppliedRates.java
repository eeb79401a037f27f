package io.voxledger.pricing;

import static io.voxledger.money.Rounding.ratio;
import static io.voxledger.money.Rounding.unitPrice;

import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.PublishedRate;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns published prices into what is listed and what is contracted, in USD, each exact and rounded
 * once. Remembers what it worked out. Thread-safe.
 */
final class AppliedRates {
  private static final int MAX_REMEMBERED = 200_000;

  private final Map<Key, AppliedRate> remembered = new ConcurrentHashMap<>();

  private record Key(String rateId, ExchangeRates.Rate exchange, Optional<AgreedPrice> agreed) {
    /** The agreed price's line is enough to spread keys, and much cheaper than the whole. */
    @Override
    public int hashCode() {
      int line = agreed.isPresent() ? agreed.get().line() : 0;
      return 31 * (31 * rateId.hashCode() + exchange.usd().hashCode()) + line;
    }
  }

  AppliedRate of(PublishedRate rate, ExchangeRates.Rate exchange, Optional<AgreedPrice> agreed) {
    Key key = new Key(rate.rateId(), exchange, agreed);
    AppliedRate known = remembered.get(key);
    if (known != null) {
      return known;
    }
    AppliedRate applied = apply(rate, exchange, agreed);
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(key, applied);
    }
    return applied;
  }

  private static AppliedRate apply(
      PublishedRate rate, ExchangeRates.Rate exchange, Optional<AgreedPrice> agreed) {
    BigDecimal list = unitPrice(rate.price().multiply(rate.multiplier()).multiply(exchange.usd()));
    BigDecimal contracted =
        agreed.map(price -> contracted(price.terms(), rate, exchange, list)).orElse(list);
    return new AppliedRate(rate, exchange, list, agreed, contracted);
  }

  private static BigDecimal contracted(
      AgreedPrice.Terms terms, PublishedRate rate, ExchangeRates.Rate exchange, BigDecimal list) {
    if (terms instanceof AgreedPrice.Discount discount) {
      return unitPrice(list.multiply(BigDecimal.ONE.subtract(discount.share())));
    }
    return isBase(rate) ? replaced((AgreedPrice.Price) terms, rate, exchange) : list;
  }

  /**
   * An agreed price takes the place of the base price only; other tiers and long requests keep
   * their list price.
   */
  static boolean isBase(PublishedRate rate) {
    return rate.terms().serviceTier().equals(AppliedTier.DEFAULT)
        && rate.terms().band() == ContextBand.BASE;
  }

  private static BigDecimal replaced(
      AgreedPrice.Price agreed, PublishedRate rate, ExchangeRates.Rate exchange) {
    BigDecimal scaled =
        agreed
            .price()
            .multiply(BigDecimal.valueOf(rate.per()))
            .multiply(rate.terms().windowAndRegion())
            .multiply(exchange.usd());
    return ratio(scaled, BigDecimal.valueOf(agreed.per()));
  }
}
