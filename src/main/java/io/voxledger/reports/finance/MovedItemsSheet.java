package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.CostSheets.sum;
import static io.voxledger.reports.finance.Heading.plain;
import static io.voxledger.reports.finance.Heading.usd;

import io.voxledger.reports.finance.FinanceFacts.Movement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How open items came and went: opening + new − cleared = closing, by biller and account. */
final class MovedItemsSheet {
  private final YearMonth month;
  private final List<Movement> until;

  /**
   * @param all movements in the order of the runs
   */
  MovedItemsSheet(YearMonth month, List<Movement> all) {
    this.month = month;
    this.until = inOrder(all).stream().filter(moved -> !monthOf(moved).isAfter(month)).toList();
  }

  /**
   * A run may report on a day before that of the run before it. What it saw counts from the later
   * day on: an item cannot be cleared before it was opened.
   */
  private static List<Movement> inOrder(List<Movement> all) {
    List<Movement> ordered = new ArrayList<>();
    LocalDate latest = LocalDate.MIN;
    for (Movement moved : all) {
      latest = moved.seen().isAfter(latest) ? moved.seen() : latest;
      ordered.add(moved.seenOn(latest));
    }
    return ordered;
  }

  private static YearMonth monthOf(Movement moved) {
    return YearMonth.from(moved.seen());
  }

  Sheet sheet() {
    Map<List<String>, List<Movement>> payers =
        new TreeMap<>(Comparator.comparing(Object::toString));
    until.forEach(
        moved ->
            payers
                .computeIfAbsent(List.of(moved.biller(), moved.account()), p -> new ArrayList<>())
                .add(moved));
    return new Sheet(
        "Open items moved",
        "Variance, billed − contracted, of final periods of any month that nothing explains, as runs"
            + " of the month saw it come and go; USD. Opening + new − cleared = closing. An item"
            + " that people accepted is cleared. Control: each item's newest movement.",
        List.of(
            plain("Biller"),
            plain("Account"),
            usd("Opening"),
            usd("New"),
            usd("Cleared"),
            usd("Closing").mustBe(newestClosing()),
            Heading.summed("Movements", Format.COUNT)),
        payers.entrySet().stream().map(of -> row(of.getKey(), of.getValue())).toList());
  }

  private List<Cell> row(List<String> payer, List<Movement> all) {
    List<Movement> before = all.stream().filter(m -> monthOf(m).isBefore(month)).toList();
    List<Movement> during = all.subList(before.size(), all.size());
    BigDecimal opening = sum(before, Movement::added).subtract(sum(before, Movement::cleared));
    BigDecimal added = sum(during, Movement::added);
    BigDecimal cleared = sum(during, Movement::cleared);
    return List.of(
        Cell.text(payer.get(0)),
        Cell.text(payer.get(1)),
        Cell.usd(opening),
        Cell.usd(added),
        Cell.usd(cleared),
        Cell.usd(opening.add(added).subtract(cleared)),
        Cell.count(during.size()));
  }

  private BigDecimal newestClosing() {
    Map<List<Object>, BigDecimal> newest = new HashMap<>();
    until.forEach(
        moved ->
            newest.put(
                List.of(moved.biller(), moved.account(), moved.from(), moved.until()),
                moved.closing()));
    return sum(List.copyOf(newest.values()), Function.identity());
  }
}
