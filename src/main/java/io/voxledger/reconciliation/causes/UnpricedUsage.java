package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.joining;

import io.voxledger.billed.BilledLine;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.ReconciliationRow;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was used without a price, as the reason of lines of a bill.
 *
 * @param byModel quantities by model as reported
 */
record UnpricedUsage(Map<String, Map<Meter, BigDecimal>> byModel) {

  /**
   * What it explains of a row: all, or its share where the bill has more than was used. Empty where
   * nothing of the row was used.
   *
   * @param lines of the bill that make up the row
   * @param amount to be explained, USD
   */
  Optional<Claim> claim(ReconciliationRow row, List<BilledLine> lines, BigDecimal amount) {
    return Stream.concat(
            row.key().sku().stream(), lines.stream().flatMap(line -> line.line().model().stream()))
        .filter(model -> !quantities(model).isEmpty())
        .findFirst()
        .flatMap(model -> claim(row, amount, model, share(row, lines, quantities(model))));
  }

  private Optional<Claim> claim(
      ReconciliationRow row, BigDecimal amount, String model, BigDecimal share) {
    boolean isAll = share.compareTo(BigDecimal.ONE) == 0;
    String words =
        "usage of "
            + model
            + " was reported without a price: "
            + quantities(model).entrySet().stream()
                .map(entry -> Sentences.number(entry.getValue()) + " " + entry.getKey().code())
                .sorted()
                .collect(joining(", "));
    return share.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new Claim(
                Cause.UNPRICED_USAGE,
                isAll ? Confidence.EXACT : Confidence.PARTIAL,
                Optional.of(row.key()),
                isAll ? amount : Rounding.cost(amount.multiply(share)),
                isAll ? words : words + ", of more on the bill"));
  }

  /** Records may spell a model in several ways. */
  private Map<Meter, BigDecimal> quantities(String model) {
    Map<Meter, BigDecimal> sums = new EnumMap<>(Meter.class);
    byModel.forEach(
        (name, quantities) -> {
          if (name.equalsIgnoreCase(model)) {
            quantities.forEach((meter, quantity) -> sums.merge(meter, quantity, BigDecimal::add));
          }
        });
    return sums;
  }

  /** How much of a billed quantity was used; 1 where the bill does not tell. */
  private static BigDecimal share(
      ReconciliationRow row, List<BilledLine> lines, Map<Meter, BigDecimal> used) {
    List<Optional<Meter>> meters =
        lines.stream().map(line -> line.line().meter()).distinct().toList();
    if (row.billedQuantity().isEmpty() || meters.size() != 1 || meters.get(0).isEmpty()) {
      return BigDecimal.ONE;
    }
    BigDecimal ours =
        used.entrySet().stream()
            .filter(entry -> isOn(entry.getKey(), meters.get(0)))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal billed = row.billedQuantity().get();
    return billed.subtract(ours).compareTo(BigDecimal.ONE) >= 0
        ? Rounding.ratio(ours, billed)
        : BigDecimal.ONE;
  }

  /** Whether a meter of ours is counted on a line of the bill. */
  static boolean isOn(Meter ours, Optional<Meter> line) {
    return line.isEmpty() || line.get() == ours || line.equals(ours.generic());
  }
}
