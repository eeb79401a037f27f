package io.voxledger.jobs;

import io.voxledger.reconciliation.Payer;
import io.voxledger.reconciliation.Status;
import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Bills of open months that differ, of periods before the days that a summary shows; those that
 * never came are told apart.
 *
 * @param periods the largest difference first
 */
record EarlierVariances(LocalDate before, List<Period> periods) {
  private static final int MOST = 3;
  private static final int DECIMALS = 2;

  /**
   * Of one account.
   *
   * @param variance USD
   */
  record Period(Payer payer, LocalDate start, BigDecimal variance) {
    private String inWords() {
      return payer + " " + start + " (" + Shown.rounded(variance, DECIMALS) + " USD)";
    }
  }

  /**
   * @param totals rows of {@code reconciliation} of scope total
   * @param first the first of the days that are shown
   */
  static EarlierVariances of(List<Row> totals, LocalDate first) {
    return new EarlierVariances(
        first,
        totals.stream()
            .filter(row -> !row.<LocalDate>getAs("period_end").isAfter(first))
            .filter(row -> !row.getAs("status").equals(Status.MISSING_BILL.code()))
            .map(
                row ->
                    new Period(
                        new Payer(row.getAs("biller"), row.getAs("account")),
                        row.getAs("period_start"),
                        row.getAs("variance")))
            .sorted(Comparator.comparing(period -> period.variance().abs().negate()))
            .toList());
  }

  private BigDecimal sum() {
    return periods.stream().map(Period::variance).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A line for people; empty when nothing differs. */
  String line() {
    if (periods.isEmpty()) {
      return "";
    }
    String named =
        periods.stream().limit(MOST).map(Period::inWords).collect(Collectors.joining(", "));
    return "%-12s %s before %s differ: %s%s%n"
        .formatted(
            "Earlier",
            Shown.count(periods.size(), "period"),
            before,
            named,
            periods.size() > MOST ? ", …" : "");
  }

  Map<String, Object> toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("before", before.toString());
    fields.put("periods", periods.size());
    fields.put("variance", sum().toPlainString());
    return fields;
  }
}
