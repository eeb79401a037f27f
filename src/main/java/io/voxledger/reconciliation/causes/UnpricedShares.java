package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How what was used of one model without a price falls on the lines of a bill.
 *
 * @param used quantities by meter
 */
record UnpricedShares(Map<Meter, BigDecimal> used) {
  private static final BigDecimal HALF_A_UNIT = new BigDecimal("0.500001");

  /**
   * One line of the model.
   *
   * @param meter empty where the line names none
   * @param open billed and not computed; 0 where the bill has no quantity
   */
  record Line(Optional<Meter> meter, BigDecimal open) {}

  /**
   * What was used of each line: a meter's quantity is on the line of that meter, failing that on
   * the one of its direction, failing that on the one without a meter. Usage of unknown modality is
   * shared among the lines of its direction by what is open of them.
   */
  List<BigDecimal> of(List<Line> lines) {
    List<BigDecimal> shares = new ArrayList<>(Collections.nCopies(lines.size(), BigDecimal.ZERO));
    used.forEach(
        (meter, quantity) ->
            lineOf(meter, lines).ifPresent(at -> shares.set(at, shares.get(at).add(quantity))));
    for (Meter meter : shared(lines)) {
      List<Integer> parts = parts(meter, lines);
      BigDecimal all = open(parts, lines, shares);
      for (int at : all.signum() == 0 ? List.<Integer>of() : parts) {
        BigDecimal open = open(List.of(at), lines, shares);
        shares.set(
            at,
            shares.get(at).add(open.multiply(used.get(meter)).divide(all, MathContext.DECIMAL128)));
      }
    }
    return shares;
  }

  /** The same without usage of unknown modality that is more than what is open of the lines. */
  UnpricedShares thatFit(List<Line> lines) {
    List<Meter> shared = shared(lines);
    Map<Meter, BigDecimal> known = new TreeMap<>(used);
    known.keySet().removeAll(shared);
    List<BigDecimal> others = new UnpricedShares(known).of(lines);
    Map<Meter, BigDecimal> fit = new TreeMap<>(used);
    fit.keySet().removeIf(meter -> shared.contains(meter) && !hasRoom(meter, lines, others));
    return new UnpricedShares(fit);
  }

  private boolean hasRoom(Meter meter, List<Line> lines, List<BigDecimal> others) {
    List<Integer> parts = parts(meter, lines);
    BigDecimal off = HALF_A_UNIT.multiply(BigDecimal.valueOf(parts.size()));
    return open(parts, lines, others).add(off).compareTo(used.get(meter)) >= 0;
  }

  /** The meters that no line has, as it has their modalities. */
  private List<Meter> shared(List<Line> lines) {
    return used.keySet().stream()
        .filter(meter -> meter.isModalityUnknown() && lineOf(meter, lines).isEmpty())
        .toList();
  }

  private static List<Integer> parts(Meter meter, List<Line> lines) {
    return indexes(lines)
        .filter(at -> lines.get(at).meter().flatMap(Meter::generic).equals(Optional.of(meter)))
        .toList();
  }

  /** What is billed of some lines beyond their shares. */
  private static BigDecimal open(List<Integer> some, List<Line> lines, List<BigDecimal> shares) {
    return some.stream()
        .map(at -> lines.get(at).open().subtract(shares.get(at)).max(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Optional<Integer> lineOf(Meter meter, List<Line> lines) {
    return Stream.of(Optional.of(meter), meter.generic(), Optional.<Meter>empty())
        .flatMap(some -> indexes(lines).filter(at -> lines.get(at).meter().equals(some)))
        .findFirst();
  }

  private static Stream<Integer> indexes(List<Line> lines) {
    return IntStream.range(0, lines.size()).boxed();
  }
}
