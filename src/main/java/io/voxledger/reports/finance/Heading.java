package io.voxledger.reports.finance;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A column of a sheet.
 *
 * @param summed how its total is shown; empty for what is not added up
 * @param control the sum that a table of the warehouse gives for the column by another way
 */
public record Heading(String name, Optional<Format> summed, Optional<BigDecimal> control) {
  /** A column that is not added up. */
  static Heading plain(String name) {
    return new Heading(name, Optional.empty(), Optional.empty());
  }

  /** A column of dollars with a total. */
  static Heading usd(String name) {
    return summed(name, Format.USD);
  }

  static Heading summed(String name, Format format) {
    return new Heading(name, Optional.of(format), Optional.empty());
  }

  /** The same column, with what its total must be. */
  Heading mustBe(BigDecimal total) {
    return new Heading(name, summed, Optional.of(total));
  }
}
