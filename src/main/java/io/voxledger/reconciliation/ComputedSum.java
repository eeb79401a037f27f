package io.voxledger.reconciliation;

import static java.util.stream.Collectors.toSet;

import io.voxledger.measure.Basis;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The computed side of one row.
 *
 * @param quantity empty when the meters count in different units
 * @param basis of the quantity
 */
record ComputedSum(Optional<BigDecimal> quantity, Optional<Basis> basis, BigDecimal cost) {

  static ComputedSum of(List<ComputedCost> costs) {
    Set<Basis> bases = costs.stream().map(cost -> cost.meter().basis()).collect(toSet());
    Optional<Basis> basis =
        bases.size() == 1 ? Optional.of(bases.iterator().next()) : Optional.empty();
    BigDecimal quantity =
        costs.stream().map(ComputedCost::billableQuantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal cost =
        costs.stream().map(ComputedCost::contractedCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new ComputedSum(basis.map(b -> Rounding.quantity(quantity)), basis, Rounding.cost(cost));
  }
}
