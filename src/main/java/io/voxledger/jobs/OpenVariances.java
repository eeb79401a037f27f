package io.voxledger.jobs;

import io.voxledger.reconciliation.Status;
import io.voxledger.reconciliation.causes.Confidence;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The comparisons that somebody may have to look at, the largest first: what matches is counted,
 * and billers of whom there is no bill at all have one line each.
 */
final class OpenVariances {
  private static final int ROWS = 15;

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> why = new HashMap<>();
  private long matched;

  private record Line(
      String biller,
      String account,
      String days,
      BigDecimal computed,
      BigDecimal billed,
      String status) {
    private static String period(Row row) {
      return row.getAs("biller") + "|" + row.getAs("account") + "|" + days(row);
    }

    static Line of(Row row) {
      return new Line(
          row.getAs("biller"),
          row.getAs("account"),
          days(row),
          row.getAs("computed_cost"),
          row.getAs("billed_cost"),
          row.getAs("status"));
    }

    private static String days(Row row) {
      LocalDate start = row.getAs("period_start");
      LocalDate last = row.<LocalDate>getAs("period_end").minusDays(1);
      return last.equals(start) ? start.toString() : start + " to " + last;
    }

    BigDecimal variance() {
      return billed.subtract(computed);
    }
  }

  /**
   * @param totals rows of {@code reconciliation} of scope total, ordered by biller, account and day
   * @param causes rows of {@code reconciliation_cause}, ordered by rank
   */
  OpenVariances(List<Row> totals, List<Row> causes) {
    for (Row cause : causes) {
      String name = named(cause);
      if (!name.isEmpty()) {
        why.merge(Line.period(cause), name, (some, more) -> some + ", " + more);
      }
    }
    Map<String, List<Line>> byAccount = new LinkedHashMap<>();
    for (Row row : totals) {
      Line line = Line.of(row);
      byAccount
          .computeIfAbsent(line.biller() + "|" + line.account(), k -> new ArrayList<>())
          .add(line);
    }
    byAccount.values().forEach(this::add);
    lines.sort(Comparator.comparing((Line line) -> line.variance().abs()).reversed());
  }

  /** What is only possible has a question mark. */
  private static String named(Row cause) {
    String confidence = cause.getAs("confidence");
    if (confidence == null) {
      return "";
    }
    return cause.getAs("cause") + (confidence.equals(Confidence.CANDIDATE.code()) ? "?" : "");
  }

  private void add(List<Line> account) {
    if (account.size() > 1 && account.stream().allMatch(line -> line.billed().signum() == 0)) {
      lines.add(noBill(account));
      return;
    }
    for (Line line : account) {
      if (line.status().equals(Status.MATCHED.code())) {
        matched++;
      } else {
        lines.add(line);
      }
    }
  }

  private static Line noBill(List<Line> days) {
    Line first = days.get(0);
    boolean isPending = days.stream().allMatch(d -> d.status().equals(Status.PENDING.code()));
    return new Line(
        first.biller(),
        first.account(),
        Shown.count(days.size(), "day") + " from " + first.days(),
        days.stream().map(Line::computed).reduce(BigDecimal.ZERO, BigDecimal::add),
        BigDecimal.ZERO,
        (isPending ? Status.PENDING : Status.MISSING_BILL).code() + ", no bill at all");
  }

  boolean isEmpty() {
    return lines.isEmpty() && matched == 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!lines.isEmpty()) {
      text.append(table());
    }
    if (lines.size() > ROWS) {
      text.append("  ").append(Shown.count(lines.size() - ROWS)).append(" more\n");
    }
    return text.append("  ")
        .append(Shown.count(matched, "account day"))
        .append(lines.isEmpty() ? " compared, all matched\n" : " matched\n")
        .toString();
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "biller", "account", "day", "computed", "billed", "variance", "status", "why");
    BigDecimal largest =
        lines.stream()
            .map(line -> line.computed().max(line.billed()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    int decimals = CostMatrix.decimals(largest);
    lines.stream()
        .limit(ROWS)
        .forEach(
            line ->
                table.row(
                    line.biller(),
                    line.account(),
                    line.days(),
                    Shown.rounded(line.computed(), decimals),
                    Shown.rounded(line.billed(), decimals),
                    Shown.rounded(line.variance(), decimals),
                    line.status(),
                    why.getOrDefault(
                        line.biller() + "|" + line.account() + "|" + line.days(), "")));
    return table;
  }
}
