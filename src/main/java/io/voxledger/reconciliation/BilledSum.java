package io.voxledger.reconciliation;

import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Basis;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The billed side of one row.
 *
 * @param quantity empty when a line that costs something has none, or the lines count in different
 *     units
 * @param basis of the quantity; empty also for a unit that is not one of ours
 * @param fxVariance the part of the cost that is due to exchange rates of the bill
 */
record BilledSum(
    Optional<BigDecimal> quantity, Optional<Basis> basis, BigDecimal cost, BigDecimal fxVariance) {

  /** Sums lines; one without an exchange rate costs nothing yet. */
  static BilledSum of(List<BilledLine> lines) {
    return of(lines, line -> line.usd().fxVariance());
  }

  /** The same beside usage, the days of which tell what our exchange rate is. */
  static BilledSum at(RatesOfUse ours, List<BilledLine> lines) {
    return of(lines, line -> ours.fxVariance(line).or(line.usd()::fxVariance));
  }

  private static BilledSum of(
      List<BilledLine> lines, Function<BilledLine, Optional<BigDecimal>> fxVariance) {
    BigDecimal cost = sum(lines.stream().flatMap(line -> line.billedCostUsd().stream()));
    BigDecimal fx = sum(lines.stream().flatMap(line -> fxVariance.apply(line).stream()));
    List<BilledQuantity> quantities =
        lines.stream().flatMap(line -> line.line().quantity().stream()).toList();
    Set<String> units = quantities.stream().map(BilledQuantity::unit).collect(toSet());
    boolean someUnknown =
        lines.stream()
            .anyMatch(
                line -> line.line().quantity().isEmpty() && line.line().amount().signum() != 0);
    if (someUnknown || units.size() != 1) {
      return new BilledSum(Optional.empty(), Optional.empty(), cost, fx);
    }
    BigDecimal quantity =
        quantities.stream().map(BilledQuantity::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new BilledSum(
        Optional.of(Rounding.quantity(quantity)), quantities.get(0).basis(), cost, fx);
  }

  private static BigDecimal sum(Stream<BigDecimal> amounts) {
    return Rounding.cost(amounts.reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
