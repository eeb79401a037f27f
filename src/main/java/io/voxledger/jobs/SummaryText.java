package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/** A run's result as people read it, on one screen. Money is rounded for display only. */
final class SummaryText {
  private static final int MOST = 5;
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9._/:@%+=,-]+");

  private final Summary summary;
  private final StringBuilder text = new StringBuilder();

  SummaryText(Summary summary) {
    this.summary = summary;
  }

  String text() {
    text.append("Costs, ").append(summary.span()).append(" (contracted, USD)\n");
    text.append(new CostMatrix(summary.costs()));
    OpenVariances variances = new OpenVariances(summary.variances(), summary.causes());
    if (!variances.isEmpty()) {
      text.append("\nBilled against computed (USD; variance = billed − computed)\n");
      text.append(variances);
    }
    text.append('\n');
    text.append(summary.earlier().line());
    text.append(summary.missingBills().line());
    line("Unpriced", "record", summary.unpriced(), "records", "reason", "biller", "model");
    line("Quarantined", "row", summary.quarantined(), "rows", "reason");
    text.append(thisRun());
    summary
        .report()
        .problems()
        .forEach(problem -> text.append("! ").append(Shown.onOneLine(problem)).append('\n'));
    text.append(next());
    ExitCode exit = summary.report().exitCode();
    if (exit != ExitCode.DONE) {
      text.append('\n').append(exit.inWords()).append(": ").append(why());
    }
    return text.toString();
  }

  /** Of a broken gate the gates; problems besides them stand above. */
  private String why() {
    RunReport report = summary.report();
    boolean isGate = report.exitCode() == ExitCode.GATE_BROKEN;
    List<String> problems =
        report.problems().stream().filter(p -> !isGate || report.alerts().contains(p)).toList();
    return problems.isEmpty() ? "see above" : String.join("; ", problems);
  }

  private String thisRun() {
    List<String> done = new ArrayList<>();
    if (count("files_read") > 0) {
      done.add(
          Shown.count(count("files_read"))
              + " of "
              + Shown.count(count("files_listed"), "file")
              + " read");
      done.add(Shown.count(count("rows_read"), "row") + judged());
    }
    add(done, "day", "days_priced", "priced");
    add(done, "day", "days_compared", "of closed months compared");
    add(done, "session", "sessions_without_usage", "without usage");
    add(done, "connection", "open_connections", "still open");
    return "%-12s %s in %s%s%n"
        .formatted(
            "This run",
            summary.report().runId(),
            Shown.duration(summary.run().progress().elapsed().toSeconds()),
            done.isEmpty() ? "; nothing was new" : ": " + String.join(", ", done));
  }

  /** What became of the rows, in parentheses. */
  private String judged() {
    List<String> parts = new ArrayList<>();
    for (String how : List.of("accepted", "duplicate", "superseded", "ignored", "quarantined")) {
      if (count("rows_" + how) > 0) {
        parts.add(Shown.count(count("rows_" + how)) + " " + how);
      }
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private void add(List<String> done, String one, String counted, String what) {
    if (count(counted) > 0) {
      done.add(Shown.count(count(counted), one) + " " + what);
    }
  }

  private long count(String name) {
    return summary.report().counts().getOrDefault(name, 0L);
  }

  private String next() {
    StringBuilder next = new StringBuilder();
    next.append("%-12s %s%n".formatted("Tables", summary.run().warehouse().uri()));
    String title = "Next";
    if (summary.dearestSession().isPresent()) {
      String explain = "jobs/voxledger explain session " + quoted(summary.dearestSession().get());
      next.append("%-12s %s%n".formatted(title, explain + place()));
      title = "";
    }
    return next.append("%-12s %s".formatted(title, "jobs/voxledger doctor" + place())).toString();
  }

  /** The options that lead another command to the same tables. */
  private String place() {
    return summary.run().settings().file().map(file -> " --conf " + quoted(file)).orElse("")
        + " --warehouse "
        + quoted(summary.run().warehouse().uri());
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private void line(String title, String one, List<Row> rows, String counted, String... names) {
    long total = rows.stream().mapToLong(row -> row.<Long>getAs(counted)).sum();
    List<String> parts = new ArrayList<>();
    int shown = rows.size() == MOST + 1 ? rows.size() : Math.min(MOST, rows.size());
    for (Row row : rows.subList(0, shown)) {
      List<String> of = new ArrayList<>(List.of(Shown.count(row.<Long>getAs(counted))));
      for (String name : names) {
        of.add(row.getAs(name));
      }
      parts.add(String.join(" ", of));
    }
    if (rows.size() > shown) {
      parts.add(Shown.count(rows.size() - shown) + " other kinds");
    }
    String detail = parts.isEmpty() ? "" : ": " + Shown.onOneLine(String.join(", ", parts));
    text.append("%-12s %s%s%n".formatted(title, Shown.count(total, one), detail));
  }
}
