package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.CostSheets.sum;
import static io.voxledger.reports.finance.Heading.plain;
import static io.voxledger.reports.finance.Heading.usd;

import io.voxledger.reports.finance.FinanceFacts.Card;
import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.Quarantined;
import io.voxledger.reports.finance.FinanceFacts.Restated;
import io.voxledger.reports.finance.FinanceFacts.Unpriced;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prices and what they changed, published totals that changed, and what could not be used. */
final class ChangeSheets {
  private final FinanceFacts facts;

  ChangeSheets(FinanceFacts facts) {
    this.facts = facts;
  }

  List<Sheet> sheets() {
    return List.of(cards(), priceChanges(), restatements(), corrections(), quality());
  }

  private Sheet cards() {
    return new Sheet(
        "Rate cards",
        "The rate cards that usage of the month was priced with; prices in USD, days UTC.",
        Stream.of("Biller", "Card", "Effective from", "Recorded", "Prices used", "Grade", "Source")
            .map(Heading::plain)
            .toList(),
        facts.changes().cards().stream().map(ChangeSheets::card).toList());
  }

  private static List<Cell> card(Card card) {
    return List.of(
        Cell.text(card.biller()),
        Cell.text(card.card()),
        Cell.day(card.effectiveFrom()),
        Cell.day(card.recorded()),
        Cell.count(card.prices()),
        Cell.text(card.grade()),
        Cell.text(card.source()));
  }

  private Sheet priceChanges() {
    List<Heading> headings =
        new ArrayList<>(
            Stream.of(
                    "Biller",
                    "Account",
                    "Model",
                    "Meter",
                    "Terms",
                    "Hours (UTC)",
                    "From",
                    "Price before",
                    "Price after",
                    "Per",
                    "Billable quantity since")
                .map(Heading::plain)
                .toList());
    headings.add(usd("Effect"));
    return new Sheet(
        "Price changes",
        "Contracted prices of rate cards that took effect in the month, of terms and hours that were"
            + " used before and after; USD. Effect = quantity since × (price after − price before) ÷"
            + " per. What an agreed price or an exchange rate changed by itself has no row here; it"
            + " is in 'Change by price' of the summary.",
        headings,
        PriceChange.of(facts.month(), facts.costs().usage()).stream()
            .map(ChangeSheets::change)
            .toList());
  }

  private static List<Cell> change(PriceChange change) {
    Line line = change.line();
    List<Cell> row = new ArrayList<>();
    Stream.of(
            line.biller(),
            line.account(),
            line.sku(),
            line.meter(),
            line.terms(),
            change.after().window())
        .forEach(text -> row.add(Cell.text(text)));
    row.add(Cell.day(LocalDate.ofInstant(change.after().effectiveFrom(), ZoneOffset.UTC)));
    row.add(Cell.number(change.before().agreed(), Format.FINE_USD));
    row.add(Cell.number(change.after().agreed(), Format.FINE_USD));
    row.add(Cell.count(change.after().per()));
    row.add(Cell.number(change.billable(), Format.QUANTITY));
    row.add(Cell.usd(change.effect()));
    return row;
  }

  private Sheet restatements() {
    List<Restated> rows = facts.changes().restated();
    return new Sheet(
        "Restatements",
        "Contracted cost of days of the month that changed after it was first published; USD, UTC"
            + " days. Control: restatement.",
        List.of(
            plain("Project"),
            plain("Day"),
            usd("Before"),
            usd("After"),
            usd("Change").mustBe(sum(rows, Restated::delta)),
            plain("Reason"),
            plain("Run")),
        rows.stream().map(ChangeSheets::restated).toList());
  }

  private static List<Cell> restated(Restated row) {
    return List.of(
        Cell.text(row.project()),
        Cell.day(row.day()),
        Cell.usd(row.before()),
        Cell.usd(row.after()),
        Cell.usd(row.delta()),
        Cell.text(row.reason()),
        Cell.text(row.runId()));
  }

  private Sheet corrections() {
    List<Restated> rows = facts.changes().corrected();
    return new Sheet(
        "Corrections",
        "Contracted cost that would have changed the month after it was closed, and is booked in"
            + " the next open one; USD, UTC days of use. Control: month_correction.",
        List.of(
            plain("Project"),
            plain("Day"),
            plain("Biller"),
            usd("Change").mustBe(sum(rows, Restated::delta)),
            plain("Reason"),
            plain("Run")),
        rows.stream()
            .map(
                row ->
                    List.of(
                        Cell.text(row.project()),
                        Cell.day(row.day()),
                        Cell.text(row.biller()),
                        Cell.usd(row.delta()),
                        Cell.text(row.reason()),
                        Cell.text(row.runId())))
            .toList());
  }

  private Sheet quality() {
    List<List<Cell>> rows = new ArrayList<>();
    facts.quality().unpriced().forEach(unpriced -> rows.add(unpriced(unpriced)));
    facts.quality().quarantined().forEach(set -> rows.add(quarantined(set)));
    return new Sheet(
        "Data quality",
        "What is in no cost of this pack: used records of the month without a price, with the"
            + " least and greatest contracted cost they can have where that is known, USD; and"
            + " rows of input, of any time, that could not be used.",
        Stream.of(
                "What",
                "Where",
                "Model",
                "Reason",
                "Rows or records",
                "At least",
                "At most",
                "What to do")
            .map(Heading::plain)
            .toList(),
        rows);
  }

  private static List<Cell> unpriced(Unpriced of) {
    return List.of(
        Cell.text("without a price"),
        Cell.text(of.biller()),
        Cell.text(of.model()),
        Cell.text(of.reason()),
        Cell.count(of.records()),
        Cell.usd(of.low()),
        Cell.usd(of.high()),
        Cell.text(of.suggestion()));
  }

  private static List<Cell> quarantined(Quarantined of) {
    return List.of(
        Cell.text("quarantined"),
        Cell.text(of.source()),
        Cell.NOTHING,
        Cell.text(of.reason()),
        Cell.count(of.rows()),
        Cell.usd(Optional.empty()),
        Cell.usd(Optional.empty()),
        Cell.text("table quarantine names file, line and text"));
  }
}
