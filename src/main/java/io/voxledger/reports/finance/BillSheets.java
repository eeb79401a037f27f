package io.voxledger.reports.finance;

import static io.voxledger.reports.finance.CostSheets.sum;
import static io.voxledger.reports.finance.Heading.plain;
import static io.voxledger.reports.finance.Heading.usd;

import io.voxledger.money.Rounding;
import io.voxledger.reports.finance.FinanceFacts.Accrual;
import io.voxledger.reports.finance.FinanceFacts.Bills;
import io.voxledger.reports.finance.FinanceFacts.Cause;
import io.voxledger.reports.finance.FinanceFacts.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was billed, what is not billed yet, and what is open. */
final class BillSheets {
  private static final String DAYS = "; USD, days of the biller's time zone. ";

  private final Bills bills;
  private final boolean isClosed;

  /**
   * @param isClosed whether the month is: its reconciliation stays, its accrual falls as bills come
   */
  BillSheets(Bills bills, boolean isClosed) {
    this.bills = bills;
    this.isClosed = isClosed;
  }

  List<Sheet> sheets() {
    return List.of(reconciliation(), causes(), accrual(), openItems());
  }

  private Sheet reconciliation() {
    return new Sheet(
        "Reconciliation",
        "Billed cost against contracted cost, by the bills' own periods"
            + DAYS
            + "Variance = billed − contracted. Control: the sum of reconciliation's lines.",
        List.of(
            plain("Biller"),
            plain("Account"),
            plain("From"),
            plain("Until (exclusive)"),
            usd("Contracted"),
            usd("Billed"),
            usd("Variance").mustBe(bills.linesVariance()),
            plain("Variance %"),
            plain("Status"),
            plain("Final"),
            plain("Causes"),
            plain("Decision")),
        bills.periods().stream().map(this::period).toList());
  }

  private List<Cell> period(Period period) {
    return List.of(
        Cell.text(period.biller()),
        Cell.text(period.account()),
        Cell.day(period.from()),
        Cell.day(period.until()),
        Cell.usd(period.computed()),
        Cell.usd(period.billed()),
        Cell.usd(period.variance()),
        Cell.number(pct(period), Format.PERCENT),
        Cell.text(period.status()),
        Cell.text(period.isFinal() ? "yes" : "no"),
        Cell.text(named(period)),
        Cell.text(period.decision().decision()));
  }

  private static Optional<BigDecimal> pct(Period period) {
    return period.computed().signum() == 0
        ? Optional.empty()
        : Optional.of(
            Rounding.ratio(period.variance().multiply(BigDecimal.valueOf(100)), period.computed()));
  }

  private String named(Period period) {
    return String.join(
        ", ",
        bills.causes().stream()
            .filter(cause -> cause.isOf(period))
            .map(cause -> cause.cause() + (cause.isCandidate() ? "?" : ""))
            .distinct()
            .toList());
  }

  private Sheet causes() {
    return new Sheet(
        "Causes",
        "Why billed and contracted cost differ"
            + DAYS
            + "Amounts of candidates are possible and not claimed: they are in a column of their"
            + " own. Control: the variance of reconciliation.",
        List.of(
            plain("Biller"),
            plain("Account"),
            plain("From"),
            plain("Cause"),
            plain("Confidence"),
            plain("Model"),
            plain("Meter"),
            usd("Amount").mustBe(sum(bills.periods(), Period::variance)),
            plain("Possible amount"),
            plain("Evidence"),
            plain("What to do")),
        bills.causes().stream().map(BillSheets::cause).toList());
  }

  private static List<Cell> cause(Cause cause) {
    Cell amount = Cell.usd(cause.amount());
    return List.of(
        Cell.text(cause.biller()),
        Cell.text(cause.account()),
        Cell.day(cause.from()),
        Cell.text(cause.cause()),
        Cell.text(cause.confidence()),
        Cell.text(cause.sku()),
        Cell.text(cause.meter()),
        cause.isCandidate() ? Cell.NOTHING : amount,
        cause.isCandidate() ? amount : Cell.NOTHING,
        Cell.text(cause.evidence()),
        Cell.text(cause.action()));
  }

  private Sheet accrual() {
    return new Sheet(
        "Accrual",
        "Contracted cost that is not billed yet, by biller and account: what to accrue at the end"
            + " of the month"
            + DAYS
            + (isClosed
                ? "Bills that came after the close are in it, and not in reconciliation."
                : "Control: the same periods in reconciliation."),
        List.of(
            plain("Biller"),
            plain("Account"),
            usd("Accrued"),
            controlled("Contracted", Period::computed),
            controlled("Billed", Period::billed),
            Heading.summed("Unbilled periods", Format.COUNT)),
        bills.accruals().stream().map(BillSheets::accrual).toList());
  }

  private Heading controlled(String title, Function<Period, BigDecimal> of) {
    return isClosed ? usd(title) : usd(title).mustBe(sum(bills.periods(), of));
  }

  private static List<Cell> accrual(Accrual accrual) {
    return List.of(
        Cell.text(accrual.biller()),
        Cell.text(accrual.account()),
        Cell.usd(accrual.accrued()),
        Cell.usd(accrual.computed()),
        Cell.usd(accrual.billed()),
        Cell.count(accrual.unbilledPeriods()));
  }

  private Sheet openItems() {
    List<Heading> headings =
        new ArrayList<>(
            Stream.of("Biller", "Account", "From", "Until (exclusive)", "Status", "First seen")
                .map(Heading::plain)
                .toList());
    headings.add(plain("Age, days"));
    for (AgeBand band : AgeBand.values()) {
      headings.add(usd(band.title()));
    }
    headings.add(usd("Variance").mustBe(sum(bills.open(), Period::variance)));
    Stream.of("Decision", "Owner", "Note", "Decision until")
        .forEach(name -> headings.add(plain(name)));
    return new Sheet(
        "Open items",
        "Variance, billed − contracted, of final periods of any month that nothing explains, by"
            + " age at the run's logical date"
            + DAYS
            + "Control: reconciliation.",
        headings,
        bills.open().stream().map(BillSheets::openItem).toList());
  }

  private static List<Cell> openItem(Period item) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.text(item.biller()));
    row.add(Cell.text(item.account()));
    row.add(Cell.day(item.from()));
    row.add(Cell.day(item.until()));
    row.add(Cell.text(item.status()));
    row.add(Cell.day(item.firstSeen()));
    row.add(Cell.count(item.ageDays()));
    for (AgeBand band : AgeBand.values()) {
      row.add(band == AgeBand.of(item.ageDays()) ? Cell.usd(item.variance()) : Cell.NOTHING);
    }
    row.add(Cell.usd(item.variance()));
    row.add(Cell.text(item.decision().decision()));
    row.add(Cell.text(item.decision().owner()));
    row.add(Cell.text(item.decision().note()));
    row.add(Cell.day(item.decision().until()));
    return row;
  }

  /** How long an item has been open. */
  private enum AgeBand {
    TO_30("0 to 30 days"),
    TO_60("31 to 60 days"),
    TO_90("61 to 90 days"),
    OLDER("over 90 days");

    private final String title;

    AgeBand(String title) {
      this.title = title;
    }

    private String title() {
      return title;
    }

    private static AgeBand of(long days) {
      if (days <= 30) {
        return TO_30;
      }
      if (days <= 60) {
        return TO_60;
      }
      return days <= 90 ? TO_90 : OLDER;
    }
  }
}
