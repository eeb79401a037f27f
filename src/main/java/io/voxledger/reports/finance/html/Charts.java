package io.voxledger.reports.finance.html;

import static io.voxledger.reports.finance.html.Svg.WIDTH;
import static io.voxledger.reports.finance.html.Svg.px;

import io.voxledger.reports.Shown;
import io.voxledger.reports.finance.FinancePack.Budgeted;
import io.voxledger.reports.finance.FinancePack.Step;
import io.voxledger.reports.finance.html.Svg.Box;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The pictures of the page, each a figure with a caption. */
final class Charts {
  private static final int LEFT = 46;
  private static final int TOP = 10;
  private static final int HEIGHT = 210;
  private static final int BOTTOM = HEIGHT - 20;
  private static final int COLOURS = 8;
  private static final int CENTS = 2;
  private static final int FINE = 4;

  private final YearMonth month;

  Charts(YearMonth month) {
    this.month = month;
  }

  /** Cost by day, stacked by provider, the costliest at the bottom. */
  String days(SortedMap<LocalDate, SortedMap<String, BigDecimal>> days, List<String> providers) {
    List<BigDecimal> totals =
        days.values().stream()
            .map(day -> day.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
            .toList();
    Scale scale = Scale.of(totals, BOTTOM, TOP);
    Svg svg = new Svg(HEIGHT, "Contracted cost by day and provider").upright(scale, LEFT);
    days.forEach(
        (day, amounts) -> {
          BigDecimal reached = BigDecimal.ZERO;
          for (int at = 0; at < providers.size(); at++) {
            BigDecimal amount = amounts.getOrDefault(providers.get(at), BigDecimal.ZERO);
            BigDecimal until = reached.add(amount);
            if (amount.signum() != 0) {
              Box box = Box.upright(x(day), barWidth(), scale.at(reached), scale.at(until));
              svg.bar(box, colour(at), day + ", " + providers.get(at) + ": " + usd(amount, FINE));
            }
            reached = until;
          }
        });
    daysBelow(svg);
    return figure("Contracted cost by day and provider, USD", svg, legend(providers));
  }

  private static String legend(List<String> names) {
    StringBuilder legend = new StringBuilder("<p class=\"legend\">");
    for (int at = 0; at < names.size(); at++) {
      legend
          .append("<span><i class=\"")
          .append(colour(at).replace('c', 'b'))
          .append("\"></i>")
          .append(HtmlText.escaped(names.get(at)))
          .append("</span> ");
    }
    return legend.append("</p>").toString();
  }

  private static String colour(int at) {
    return "c" + Math.min(at, COLOURS - 1);
  }

  /** A running total, with the line that it should stay below. */
  String running(Budgeted of) {
    List<BigDecimal> amounts =
        Stream.concat(of.runningUsd().values().stream(), of.budgetUsd().stream()).toList();
    Scale scale = Scale.of(amounts, BOTTOM, TOP);
    Svg svg = new Svg(HEIGHT, "Running total of " + of.project()).upright(scale, LEFT);
    List<String> points = new ArrayList<>();
    of.runningUsd()
        .forEach((day, usd) -> points.add(middle(day).toPlainString() + "," + scale.at(usd)));
    svg.path("run", points);
    of.budgetUsd()
        .ifPresent(
            budget -> {
              BigDecimal y = scale.at(budget);
              svg.line("budget", px(LEFT), y, px(WIDTH), y);
              svg.words(px(LEFT + 4), y.add(px(13)), "start", "budget " + usd(budget, CENTS));
            });
    daysBelow(svg);
    String basis = of.basis().equals("ai") ? "models alone, " : "";
    String without =
        of.budgetUsd().isEmpty() ? "; no budget to hold it against" : " against its budget";
    return figure(
        "Running total of " + of.project() + without + ", " + basis + "USD", svg, last(of));
  }

  private static String last(Budgeted of) {
    if (of.runningUsd().isEmpty()) {
      return "<p class=\"legend\">nothing was used yet</p>";
    }
    LocalDate day = of.runningUsd().lastKey();
    return "<p class=\"legend\">" + day + ": " + usd(of.runningUsd().get(day), CENTS) + "</p>";
  }

  /** From contracted to billed, a bar a cause. */
  String waterfall(List<Step> steps) {
    int row = 24;
    int labels = 172;
    int right = WIDTH - 70;
    List<BigDecimal> reached = levels(steps);
    Scale scale = Scale.near(reached, labels, right);
    Svg svg = new Svg(TOP + row * steps.size(), "From contracted to billed cost");
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      BigDecimal y = px(TOP + row * at);
      BigDecimal from = step.isLevel() ? scale.low() : reached.get(at).subtract(step.amountUsd());
      Box box = Box.lying(y, px(row - 8), scale.at(from), scale.at(reached.get(at)));
      String look = step.isLevel() ? "level" : step.amountUsd().signum() < 0 ? "less" : "more";
      String amount = step.isLevel() ? usd(step.amountUsd(), CENTS) : signed(step.amountUsd());
      svg.words(px(labels - 6), y.add(px(12)), "end", shortened(step.name()));
      svg.bar(box, look, step.name() + ": " + amount);
      svg.words(px(WIDTH), y.add(px(12)), "end", amount);
    }
    String note =
        scale.beginsAtZero()
            ? ""
            : "<p class=\"legend\">The axis begins at " + usd(scale.low(), CENTS) + ".</p>";
    return figure("From contracted to billed cost, cause by cause, USD", svg, note);
  }

  private static List<BigDecimal> levels(List<Step> steps) {
    List<BigDecimal> reached = new ArrayList<>();
    BigDecimal at = BigDecimal.ZERO;
    for (Step step : steps) {
      at = step.isLevel() ? step.amountUsd() : at.add(step.amountUsd());
      reached.add(at);
    }
    return reached;
  }

  private static String shortened(String name) {
    int most = 28;
    return name.length() > most ? name.substring(0, most - 1) + "…" : name;
  }

  /** Cost of a session-minute by day. */
  String perMinute(SortedMap<LocalDate, BigDecimal> days) {
    Scale scale = Scale.of(List.copyOf(days.values()), BOTTOM, TOP);
    Svg svg = new Svg(HEIGHT, "Contracted cost per session-minute").upright(scale, LEFT);
    for (Map.Entry<LocalDate, BigDecimal> day : days.entrySet()) {
      Box box =
          Box.upright(
              x(day.getKey()), barWidth(), scale.at(BigDecimal.ZERO), scale.at(day.getValue()));
      svg.bar(box, "c0", day.getKey() + ": " + usd(day.getValue(), 6));
    }
    daysBelow(svg);
    return figure("Contracted cost per minute of the sessions that began that day, USD", svg, "");
  }

  private BigDecimal x(LocalDate day) {
    return px(LEFT + 2)
        .add(Svg.part(WIDTH - LEFT - 4, day.getDayOfMonth() - 1, month.lengthOfMonth()));
  }

  private BigDecimal barWidth() {
    return Svg.part(WIDTH - LEFT - 4, 1, month.lengthOfMonth()).subtract(px(2));
  }

  private BigDecimal middle(LocalDate day) {
    return x(day).add(Svg.part(WIDTH - LEFT - 4, 1, month.lengthOfMonth() * 2));
  }

  private void daysBelow(Svg svg) {
    for (long day = 0; day < month.lengthOfMonth(); day++) {
      LocalDate at = month.atDay(1).plus(day, ChronoUnit.DAYS);
      if (day == 0 || (day + 1) % 5 == 0) {
        svg.words(middle(at), px(HEIGHT - 5), "middle", Integer.toString(at.getDayOfMonth()));
      }
    }
  }

  private static String usd(BigDecimal amount, int decimals) {
    return Shown.rounded(amount, decimals);
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + usd(amount, CENTS);
  }

  private static String figure(String caption, Svg svg, String below) {
    return "<figure><figcaption>"
        + HtmlText.escaped(caption)
        + "</figcaption>"
        + svg
        + below
        + "</figure>\n";
  }
}
