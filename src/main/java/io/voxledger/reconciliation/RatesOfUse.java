package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.FxRates;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a unit of another currency was worth while the usage of a row was used: usage is priced at
 * the exchange rate of its day, a bill over several days is converted at one. Without this, a rate
 * that moved within the period would look like another price.
 */
final class RatesOfUse {
  private final Map<LocalDate, BigDecimal> costByDay;
  private final FxRates exchangeRates;

  /**
   * Prepares a row.
   *
   * @param computed what the row's lines are compared with
   */
  RatesOfUse(List<ComputedCost> computed, FxRates exchangeRates) {
    this.costByDay =
        computed.stream()
            .collect(
                groupingBy(
                    ComputedCost::usageDate,
                    reducing(BigDecimal.ZERO, ComputedCost::contractedCost, BigDecimal::add)));
    this.exchangeRates = exchangeRates;
  }

  /**
   * The part of a line's cost that is due to its exchange rate, USD at 12 decimals; empty for a
   * line in USD, and where our rates do not tell.
   */
  Optional<BigDecimal> fxVariance(BilledLine line) {
    String currency = line.line().currency();
    return line.billedCostUsd()
        .filter(cost -> !currency.equals("USD"))
        .flatMap(cost -> usdPerUnit(currency).map(line.line()::inUsd).map(cost::subtract));
  }

  /** {@code Σ cost ÷ Σ (cost ÷ rate of its day)}: dollars by what they were in that currency. */
  private Optional<BigDecimal> usdPerUnit(String currency) {
    Set<BigDecimal> rates = new HashSet<>();
    BigDecimal dollars = BigDecimal.ZERO;
    BigDecimal units = BigDecimal.ZERO;
    for (Map.Entry<LocalDate, BigDecimal> day : costByDay.entrySet()) {
      Optional<FxRates.Rate> rate = exchangeRates.find(currency, day.getKey());
      if (rate.isEmpty()) {
        return Optional.empty();
      }
      BigDecimal usdPerUnit = rate.get().usdPerUnit();
      rates.add(usdPerUnit.stripTrailingZeros());
      dollars = dollars.add(day.getValue());
      units = units.add(day.getValue().divide(usdPerUnit, MathContext.DECIMAL128));
    }
    if (rates.size() == 1) {
      return rates.stream().findFirst();
    }
    return units.signum() > 0
        ? Optional.of(dollars.divide(units, MathContext.DECIMAL128))
        : Optional.empty();
  }
}
