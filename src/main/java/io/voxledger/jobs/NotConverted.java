package io.voxledger.jobs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.SettledBills;
import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The lines of a biller's bills that are in a currency without an exchange rate.
 *
 * @param amount their sum, in that currency
 * @param from the first day for which a rate is missing
 */
record NotConverted(String biller, String currency, int lines, BigDecimal amount, LocalDate from) {
  private record Bill(String biller, String currency) {}

  /** Those that would count, by biller and currency. */
  static List<NotConverted> in(SettledBills bills) {
    Comparator<Bill> order = Comparator.comparing(Bill::biller).thenComparing(Bill::currency);
    return bills.lines().stream()
        .filter(line -> line.standing() == BillStanding.USED && line.usd().hasNoRate())
        .collect(
            groupingBy(
                line -> new Bill(line.line().biller(), line.line().currency()),
                () -> new TreeMap<>(order),
                toList()))
        .entrySet()
        .stream()
        .map(same -> of(same.getKey(), same.getValue()))
        .toList();
  }

  private static NotConverted of(Bill bill, List<BilledLine> lines) {
    return new NotConverted(
        bill.biller(),
        bill.currency(),
        lines.size(),
        lines.stream().map(line -> line.line().amount()).reduce(BigDecimal.ZERO, BigDecimal::add),
        lines.stream().map(BilledLine::billingDate).min(Comparator.naturalOrder()).orElseThrow());
  }

  /** What is left out, and what to do. */
  String inWords() {
    return "%s of %s, %s %s in all, count as nothing and leave their periods pending, for no exchange rate is known: land one of that day or before in rates/fx, with a line %s,%s,USD-PER-UNIT"
        .formatted(
            Shown.count(lines, "bill line"), biller, Shown.exact(amount), currency, from, currency);
  }
}
