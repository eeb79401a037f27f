package io.voxledger.reports.finance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What finance gets for a month: pages of tables and what is drawn. It knows no file format.
 *
 * @param project the only project it is about; all when empty
 * @param status {@code open} or {@code closed}
 * @param sheets in the order in which they are read; the first is the cover
 */
public record FinancePack(
    YearMonth month,
    Optional<String> project,
    String runId,
    String status,
    List<Sheet> sheets,
    Figures figures) {
  public FinancePack {
    sheets = List.copyOf(sheets);
  }

  /** For a heading. */
  public String title() {
    return "Voice agent costs, " + month + project.map(name -> ", project " + name).orElse("");
  }

  /** The page of that name. */
  public Sheet sheet(String name) {
    return sheets.stream()
        .filter(sheet -> sheet.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no sheet " + name));
  }

  /** Whether every total is what the tables say. */
  public boolean isConsistent() {
    return sheets.stream()
        .allMatch(
            sheet -> {
              for (int column = 0; column < sheet.headings().size(); column++) {
                if (sheet.difference(column).filter(d -> d.signum() != 0).isPresent()) {
                  return false;
                }
              }
              return true;
            });
  }

  /**
   * What is drawn; exact amounts in USD.
   *
   * @param headline the few numbers of the first look
   * @param days cost of every day of the month up to the last one with a cost, by provider
   * @param budgets running totals of projects that have a budget
   * @param waterfall from computed to billed; empty where there is no bill in the pack
   * @param perMinute cost of a session-minute of days that have one
   */
  public record Figures(
      List<Headline> headline,
      SortedMap<LocalDate, SortedMap<String, BigDecimal>> days,
      List<Budgeted> budgets,
      List<Step> waterfall,
      SortedMap<LocalDate, BigDecimal> perMinute) {}

  /** A number that stands out. */
  public record Headline(String name, Cell value, String remark) {}

  /**
   * A running total.
   *
   * @param project whose, or all of them
   * @param runningUsd at the end of each day
   * @param budgetUsd what it may reach; empty without a budget
   */
  public record Budgeted(
      String project,
      String basis,
      SortedMap<LocalDate, BigDecimal> runningUsd,
      Optional<BigDecimal> budgetUsd) {}

  /**
   * One bar of a waterfall.
   *
   * @param isLevel whether it stands on the ground: computed, billed
   */
  public record Step(String name, BigDecimal amountUsd, boolean isLevel) {}
}
