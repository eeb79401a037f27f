package io.voxledger.reports.finance;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One page of the pack: a table of exact values.
 *
 * @param name short, at most 31 characters, unique in the pack
 * @param basis which cost it shows, in whose days, and which table the controls come from
 * @param headings one for each cell of a row
 */
public record Sheet(String name, String basis, List<Heading> headings, List<List<Cell>> rows) {
  public Sheet {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Cell> row : rows) {
      if (row.size() != headings.size()) {
        throw new IllegalArgumentException(
            name + ": " + row.size() + " cells under " + headings.size() + " headings");
      }
    }
  }

  /** Whether a line of totals belongs below the rows. */
  public boolean hasTotals() {
    return !rows.isEmpty() && headings.stream().anyMatch(heading -> heading.summed().isPresent());
  }

  /** Whether a column holds numbers and no words. */
  public boolean isNumeric(int column) {
    return headings.get(column).summed().isPresent()
        || rows.stream().anyMatch(row -> row.get(column) instanceof Cell.Number)
            && rows.stream().noneMatch(row -> row.get(column) instanceof Cell.Text);
  }

  /** The exact sum of a column. */
  public BigDecimal total(int column) {
    return rows.stream()
        .map(row -> row.get(column).amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * What has to be added to a column's numbers as they are shown, to get its total as it is shown;
   * empty for a column that is not added up.
   */
  public Optional<BigDecimal> rounding(int column) {
    return headings
        .get(column)
        .summed()
        .map(
            format -> {
              BigDecimal shown =
                  rows.stream()
                      .map(row -> shown(row.get(column).amount(), format))
                      .reduce(BigDecimal.ZERO, BigDecimal::add);
              return shown(total(column), format).subtract(shown);
            });
  }

  /** Whether the numbers as they are shown do not add up. */
  public boolean needsRoundingLine() {
    for (int column = 0; column < headings.size(); column++) {
      if (rounding(column).filter(difference -> difference.signum() != 0).isPresent()) {
        return hasTotals();
      }
    }
    return false;
  }

  /** Total − control; empty without a control. */
  public Optional<BigDecimal> difference(int column) {
    return headings.get(column).control().map(control -> total(column).subtract(control));
  }

  private static BigDecimal shown(BigDecimal value, Format format) {
    return Rounding.shown(value, format.decimals());
  }
}
