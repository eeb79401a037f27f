package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A closed month as people read it. Money is rounded for display only. */
final class MonthCloseText {
  private static final int DECIMALS = 2;

  private final Row close;
  private final StringBuilder text = new StringBuilder();

  private MonthCloseText(Row close) {
    this.close = close;
  }

  static String of(Row close) {
    return new MonthCloseText(close).text();
  }

  private String text() {
    String forced = close.getAs("forced") ? " by force" : "";
    text.append(
        "Closed %s%s, as of the night of %s (USD)%n"
            .formatted(
                close.getAs("month").toString().substring(0, 7),
                forced,
                close.getAs("logical_date")));
    line(
        "Complete",
        "%s, %s without a bill, %s not final; usage from %s"
            .formatted(
                count("billing_periods", "billing period"),
                close.getAs("missing_bills"),
                close.getAs("pending_periods"),
                String.join(", ", list("sources"))));
    Optional<BigDecimal> named = Optional.ofNullable(close.getAs("allocated_pct"));
    line(
        "Allocated",
        "%s of %s on a named project%s"
            .formatted(
                usd("named_cost_usd"),
                usd("total_cost_usd"),
                named.map(pct -> " (" + Shown.rounded(pct, 1) + " %)").orElse("")));
    line(
        "Accurate",
        "billed %s − computed %s = %s: matched %s, explained %s, open %s, pending %s"
            .formatted(
                usd("billed_usd"),
                usd("computed_usd"),
                usd("variance_usd"),
                usd("matched_usd"),
                usd("explained_usd"),
                usd("open_usd"),
                usd("pending_usd")));
    line(
        "Open by age",
        "to 30 days %s, to 60 %s, to 90 %s, older %s; accepted %s"
            .formatted(
                usd("open_0_30_usd"),
                usd("open_31_60_usd"),
                usd("open_61_90_usd"),
                usd("open_over_90_usd"),
                usd("accepted_usd")));
    line(
        "Late usage",
        "%s in %s".formatted(usd("late_usage_usd"), count("late_usage_days", "project day")));
    line(
        "Open items",
        "opening %s + new %s − cleared %s = closing %s"
            .formatted(usd("opening_usd"), usd("new_usd"), usd("cleared_usd"), usd("closing_usd")));
    list("exceptions").forEach(sentence -> line("Passed over", sentence));
    list("remarks").forEach(sentence -> line("Remark", sentence));
    return text.toString().stripTrailing();
  }

  private void line(String title, String content) {
    text.append("%-12s %s%n".formatted(title, content));
  }

  private String usd(String column) {
    return Shown.rounded(close.<BigDecimal>getAs(column), DECIMALS);
  }

  private String count(String column, String one) {
    return Shown.count(close.<Long>getAs(column), one);
  }

  private List<String> list(String column) {
    return close.getList(close.fieldIndex(column));
  }
}
