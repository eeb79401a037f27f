package io.voxledger.rates;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one unit of a currency is worth in USD, by UTC day. Immutable. */
public final class ExchangeRates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No rate of any currency but USD. */
  public static final ExchangeRates NONE = new ExchangeRates(new HashMap<>());

  private static final Rate DOLLAR = new Rate(BigDecimal.ONE, false);

  private final HashMap<String, TreeMap<LocalDate, BigDecimal>> byCurrency;

  /**
   * A rate found for a day.
   *
   * @param usd per unit of the currency, exact
   * @param carried whether it is the rate of an earlier day
   */
  public record Rate(BigDecimal usd, boolean carried) {}

  private ExchangeRates(HashMap<String, TreeMap<LocalDate, BigDecimal>> byCurrency) {
    this.byCurrency = byCurrency;
  }

  /**
   * The rates of those days. Of several for one currency and day the greatest counts, so that their
   * order does not matter.
   */
  public static ExchangeRates of(Collection<DailyRate> rates) {
    HashMap<String, TreeMap<LocalDate, BigDecimal>> byCurrency = new HashMap<>();
    for (DailyRate rate : rates) {
      byCurrency
          .computeIfAbsent(rate.currency(), c -> new TreeMap<>())
          .merge(rate.date(), rate.usd(), BigDecimal::max);
    }
    return new ExchangeRates(byCurrency);
  }

  /** What counts of each currency and day, in their order. */
  public List<DailyRate> rates() {
    return byCurrency.keySet().stream().sorted().flatMap(code -> of(code).stream()).toList();
  }

  /** What counts of each day of a currency; none of a currency that is not known, nor of USD. */
  public List<DailyRate> of(String currency) {
    List<DailyRate> rates = new ArrayList<>();
    days(currency).forEach((day, usd) -> rates.add(new DailyRate(day, currency, usd)));
    return rates;
  }

  private TreeMap<LocalDate, BigDecimal> days(String currency) {
    return byCurrency.getOrDefault(currency, new TreeMap<>());
  }

  /**
   * The rate of the day, else of the latest day before it; empty when there is none. USD is 1 on
   * every day.
   */
  public Optional<Rate> find(String currency, LocalDate day) {
    if (currency.equals("USD")) {
      return Optional.of(DOLLAR);
    }
    Map.Entry<LocalDate, BigDecimal> rate = days(currency).floorEntry(day);
    return Optional.ofNullable(rate)
        .map(found -> new Rate(found.getValue(), !found.getKey().equals(day)));
  }
}
