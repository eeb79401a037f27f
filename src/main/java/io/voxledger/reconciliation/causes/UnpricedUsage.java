package io.voxledger.reconciliation.causes;

import static java.math.MathContext.DECIMAL128;
import static java.util.stream.Collectors.joining;

import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.ReconciliationRow;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
   * What it explains of a row: all, or its share where the bill has more than was used. It is exact
   * only where the bill has the same quantity. Empty where nothing of the row was used.
   *
   * @param lines of the bill that make up the row
   * @param all lines that nothing was computed for, these among them
   * @param amount to be explained, USD
   */
  Optional<Claim> claim(
      ReconciliationRow row, List<BilledLine> lines, List<BilledLine> all, BigDecimal amount) {
    return Stream.concat(row.key().sku().stream(), lines.stream().flatMap(UnpricedUsage::names))
        .filter(model -> !quantities(model).isEmpty())
        .findFirst()
        .flatMap(model -> claim(row, amount, model, ratio(row, lines, all, model)));
  }

  private static Stream<String> names(BilledLine line) {
    return Stream.concat(line.sku().stream(), line.line().model().stream());
  }

  private Optional<Claim> claim(
      ReconciliationRow row, BigDecimal amount, String model, Optional<BigDecimal> ratio) {
    BigDecimal share = ratio.orElse(BigDecimal.ONE).min(BigDecimal.ONE);
    boolean isSame = ratio.filter(r -> r.compareTo(BigDecimal.ONE) == 0).isPresent();
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
                isSame ? Confidence.EXACT : Confidence.PARTIAL,
                Optional.of(row.key()),
                Rounding.cost(amount.multiply(share)),
                words + beside(ratio)));
  }

  private static String beside(Optional<BigDecimal> ratio) {
    int compared = ratio.map(BigDecimal.ONE::compareTo).orElse(0);
    if (ratio.isEmpty()) {
      return "; the bill does not tell how much it has";
    }
    return compared > 0 ? ", of more on the bill" : compared < 0 ? ", more than on the bill" : "";
  }

  /** Records may spell a model in several ways. */
  Map<Meter, BigDecimal> quantities(String model) {
    Map<Meter, BigDecimal> sums = new EnumMap<>(Meter.class);
    byModel.forEach(
        (name, quantities) -> {
          if (name.equalsIgnoreCase(model)) {
            quantities.forEach((meter, quantity) -> sums.merge(meter, quantity, BigDecimal::add));
          }
        });
    return sums;
  }

  /** Used ÷ billed, 1 where they are the same unit for unit; empty where the bill does not tell. */
  private Optional<BigDecimal> ratio(
      ReconciliationRow row, List<BilledLine> lines, List<BilledLine> all, String model) {
    if (row.billedQuantity().isEmpty()
        || lines.stream().anyMatch(l -> l.line().meter().isEmpty())) {
      return Optional.empty();
    }
    Map<Optional<Meter>, BigDecimal> billed =
        byMeter(all.stream().filter(line -> names(line).anyMatch(model::equalsIgnoreCase)));
    List<UnpricedShares.Line> each =
        billed.entrySet().stream()
            .map(entry -> new UnpricedShares.Line(entry.getKey(), entry.getValue()))
            .toList();
    List<BigDecimal> used = new UnpricedShares(quantities(model)).of(each);
    BigDecimal ours = BigDecimal.ZERO;
    Map<Optional<Meter>, BigDecimal> here = byMeter(lines.stream());
    for (int i = 0; i < each.size(); i++) {
      BigDecimal part = here.getOrDefault(each.get(i).meter(), BigDecimal.ZERO);
      if (part.signum() > 0) {
        ours = ours.add(used.get(i).multiply(part).divide(each.get(i).open(), DECIMAL128));
      }
    }
    BigDecimal whole = row.billedQuantity().get();
    boolean isSame = ours.signum() > 0 && whole.subtract(ours).abs().compareTo(BigDecimal.ONE) < 0;
    return Optional.of(
        isSame || whole.signum() == 0 ? BigDecimal.ONE : Rounding.ratio(ours, whole));
  }

  private static Map<Optional<Meter>, BigDecimal> byMeter(Stream<BilledLine> lines) {
    Map<Optional<Meter>, BigDecimal> sums = new LinkedHashMap<>();
    lines.forEach(
        line ->
            sums.merge(
                line.line().meter(),
                line.line().quantity().map(BilledQuantity::value).orElse(BigDecimal.ZERO),
                BigDecimal::add));
    return sums;
  }
}
