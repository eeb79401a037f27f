package io.voxledger.costs.whatif;

import io.voxledger.costs.whatif.Repriced.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a month would have cost.
 *
 * @param unchangedUsd charges that nothing of the scenario is about
 * @param lines all other charges, by model and meter, in that order
 */
public record WhatIf(BigDecimal unchangedUsd, List<Line> lines) {

  /** What no charge tells and some price depends on, in sentences. */
  public SortedSet<String> assumed() {
    return lines.stream()
        .flatMap(line -> line.supposed().assumed().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Charges of one model and meter.
   *
   * @param project whom they are charged to
   * @param currentUsd what they cost, contracted
   * @param quantity as used, in the meter's unit
   * @param supposed what would have been, with one charge's problem where several have one
   */
  public record Line(
      String project,
      long charges,
      BigDecimal quantity,
      BigDecimal currentUsd,
      Repriced supposed) {}

  /** What the month did cost, USD. */
  public BigDecimal currentUsd() {
    return lines.stream().map(Line::currentUsd).reduce(unchangedUsd, BigDecimal::add);
  }

  /** The same but for what has no price as supposed: not to be priced is no saving, USD. */
  public BigDecimal comparedUsd() {
    return currentUsd().subtract(withoutPriceUsd());
  }

  /** What it would have cost, but for what has no price, USD. */
  public Range supposedUsd() {
    return lines.stream()
        .map(line -> line.supposed().cost().orElse(Range.NONE))
        .reduce(Range.of(unchangedUsd), Range::plus);
  }

  /** What cost so much and has no price as supposed, USD. */
  public BigDecimal withoutPriceUsd() {
    return lines.stream()
        .filter(line -> line.supposed().cost().isEmpty())
        .map(Line::currentUsd)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
