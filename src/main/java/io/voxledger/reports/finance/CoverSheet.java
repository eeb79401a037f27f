package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.CostSheets.sum;
import static io.voxledger.reports.finance.Heading.plain;

import io.voxledger.reports.Shown;
import io.voxledger.reports.finance.FinanceFacts.Bills;
import io.voxledger.reports.finance.FinanceFacts.Card;
import io.voxledger.reports.finance.FinanceFacts.Period;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Quarantined;
import io.voxledger.reports.finance.FinanceFacts.Unpriced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the pack is about, whether it is complete, and how its words are meant. */
final class CoverSheet {
  private final FinanceFacts facts;
  private final List<List<Cell>> rows = new ArrayList<>();

  CoverSheet(FinanceFacts facts) {
    this.facts = facts;
  }

  Sheet cover() {
    add("Month", Cell.text(facts.month().toString()), "UTC days of use");
    add("Project", Cell.text(facts.project().orElse("all")), "");
    add("Status", Cell.text(status()), closed());
    run();
    facts.bills().ifPresent(this::completeness);
    quality();
    totals();
    facts.bills().ifPresent(this::openAndAccrued);
    return new Sheet(
        "Cover",
        "What this pack is about. Amounts in USD.",
        List.of(plain("What"), plain("Value"), plain("Remark")),
        rows);
  }

  private void add(String what, Cell value, String remark) {
    rows.add(List.of(Cell.text(what), value, remark.isEmpty() ? Cell.NOTHING : Cell.text(remark)));
  }

  /** {@code closed} once the month's books are. */
  String status() {
    return facts.close().isPresent() ? "closed" : "open";
  }

  private String closed() {
    return facts
        .close()
        .map(
            close ->
                "closed at "
                    + Shown.time(close.closedAt())
                    + " UTC"
                    + (close.forced() ? ", by force: " + String.join("; ", close.exceptions()) : "")
                    + close.remarks().stream().map(r -> "; " + r).collect(Collectors.joining()))
        .orElse("amounts may still change");
  }

  private void run() {
    FinanceFacts.Run run = facts.run();
    add("Run", Cell.text(run.runId()), "all sheets are of this run; version " + run.version());
    add("Logical date", Cell.day(run.logicalDate()), "the day that the run reports on");
    add("Run started", Cell.text(Shown.time(run.startedAt())), "UTC");
    add("Prices known at", Cell.text(Shown.time(run.ratesKnownAt())), "UTC");
    add("Settings", Cell.text(run.settingsHash()), "hash of the settings that matter to money");
    add(
        "Rate cards",
        Cell.count(facts.changes().cards().size()),
        facts.changes().cards().stream().map(Card::card).collect(Collectors.joining(", ")));
  }

  private void completeness(Bills bills) {
    Map<String, Long> byStatus =
        bills.periods().stream()
            .collect(Collectors.groupingBy(Period::status, TreeMap::new, Collectors.counting()));
    long isFinal = bills.periods().stream().filter(Period::isFinal).count();
    add(
        "Billing periods",
        Cell.count(bills.periods().size()),
        isFinal
            + " final; "
            + byStatus.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", ")));
  }

  private void quality() {
    long unpriced = facts.quality().unpriced().stream().mapToLong(Unpriced::records).sum();
    add("Records without a price", Cell.count(unpriced), "in no cost of this pack");
    if (facts.project().isEmpty()) {
      long rows = facts.quality().quarantined().stream().mapToLong(Quarantined::rows).sum();
      add("Rows in quarantine", Cell.count(rows), "of any time, not resolved");
    }
  }

  private void totals() {
    List<ProjectMonth> projects = facts.costs().projects();
    add("Contracted cost", Cell.usd(sum(projects, ProjectMonth::total)), "at agreed prices");
    add("List cost", Cell.usd(sum(projects, ProjectMonth::list)), "at public prices");
    add(
        "Effective cost",
        Cell.usd(sum(projects, ProjectMonth::effective)),
        "after plan allowances, fees and credits");
    add(
        "Billed share",
        Cell.usd(sum(projects, ProjectMonth::billed)),
        "of bills that are known, of projects with a cost");
  }

  private void openAndAccrued(Bills bills) {
    add(
        "Billed − contracted",
        Cell.usd(sum(bills.periods(), Period::variance)),
        "periods that start in the month, without a bill ones included");
    add(
        "To accrue",
        Cell.usd(sum(bills.accruals(), FinanceFacts.Accrual::accrued)),
        "contracted and not billed yet");
    add(
        "Open items",
        Cell.usd(sum(bills.open(), Period::variance)),
        Shown.count(bills.open().size(), "period") + " of any month");
  }

  /** How to read the pack. */
  Sheet notes() {
    List<List<Cell>> notes = new ArrayList<>();
    note(
        notes,
        "Contracted cost",
        "Usage at the prices agreed with the biller. The cost of this pack where nothing else is said.");
    note(notes, "List cost", "The same usage at the public prices of the rate cards.");
    note(
        notes,
        "Effective cost",
        "Contracted cost after plan allowances, fees and credits are spread over usage.");
    note(
        notes,
        "Billed cost",
        "What stands on the bills. A bill knows no sessions or projects; a project's share is by contracted cost.");
    note(notes, "Variance", "Billed − contracted. Above 0: billed more than was computed.");
    note(
        notes,
        "Days",
        "UTC days of use. Bills and what is compared with them: days of the biller's time zone, so the two differ at the edges of a month.");
    note(
        notes,
        "Rounding",
        "All values keep their digits, up to twelve decimals; cents are shown. Where shown numbers do not add up to the shown total, a line named rounding says by how much.");
    note(
        notes,
        "Checks",
        "Total − control, where the control was summed in another table. 0.00 is right; anything else is a defect: do not use the sheet, and report it.");
    note(
        notes,
        "Change",
        "Against the month before. Sessions: more or fewer; minutes: longer or shorter ones; intensity: another use of a minute; price: other prices. They add up.");
    note(
        notes,
        "Age",
        "Days from the night that first saw the difference to the run's logical date.");
    if (facts.project().isPresent()) {
      note(
          notes,
          "One project",
          "Bills, accruals, open items and quarantined rows belong to no project and are left out. Restatements and prices are those of the project.");
    }
    return new Sheet(
        "Notes", "How the words are meant.", List.of(plain("Word"), plain("Meaning")), notes);
  }

  private static void note(List<List<Cell>> notes, String word, String meaning) {
    notes.add(List.of(Cell.text(word), Cell.text(meaning)));
  }
}
