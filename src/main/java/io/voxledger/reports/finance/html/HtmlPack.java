package io.voxledger.reports.finance.html;

import io.voxledger.reports.finance.Cell;
import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.FinancePack.Budgeted;
import io.voxledger.reports.finance.FinancePack.Figures;
import io.voxledger.reports.finance.FinancePack.Headline;
import io.voxledger.reports.finance.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pack as one page for a browser. It needs nothing but itself: no script, no font, no picture
 * from elsewhere, and its own policy forbids any.
 */
public final class HtmlPack {
  private static final int MOST_PROVIDERS = 7;
  private static final String OTHERS = "others";
  private static final int LONG_TABLE = 40;

  private HtmlPack() {}

  public static String text(FinancePack pack) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\"")
        .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(HtmlText.escaped(pack.title()))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<header><h1>")
        .append(HtmlText.escaped(pack.title()))
        .append("</h1>\n<p>")
        .append(
            HtmlText.escaped(
                "The month is " + pack.status() + ". Run " + pack.runId() + ". USD, contracted"))
        .append(" where nothing else is said.</p>\n</header>\n<main>\n");
    headline(html, pack.figures());
    figures(html, pack);
    contents(html, pack);
    pack.sheets().forEach(sheet -> section(html, sheet));
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlPack.class.getResourceAsStream("/reports/finance.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's style from the jar", e);
    }
  }

  private static void headline(StringBuilder html, Figures figures) {
    html.append("<div class=\"headline\">\n");
    for (Headline number : figures.headline()) {
      html.append("<div><p>")
          .append(HtmlText.escaped(number.name()))
          .append("</p><p class=\"big\">")
          .append(number.value() instanceof Cell.Number n ? big(n) : "")
          .append("</p><p>")
          .append(HtmlText.escaped(number.remark()))
          .append("</p></div>\n");
    }
    html.append("</div>\n");
  }

  private static String big(Cell.Number number) {
    return HtmlTable.shown(number.value(), number.format());
  }

  private static void figures(StringBuilder html, FinancePack pack) {
    Charts charts = new Charts(pack.month());
    Figures figures = pack.figures();
    html.append("<div class=\"figures\">\n");
    if (!figures.days().isEmpty()) {
      List<String> providers = costliest(figures.days());
      html.append(charts.days(bundled(figures.days(), providers), providers));
    }
    for (Budgeted budgeted : figures.budgets()) {
      html.append(charts.running(budgeted));
    }
    if (!figures.waterfall().isEmpty()) {
      html.append(charts.waterfall(figures.waterfall()));
    }
    if (!figures.perMinute().isEmpty()) {
      html.append(charts.perMinute(figures.perMinute()));
    }
    html.append("</div>\n");
  }

  /** The providers by cost; those beyond the colours are bundled. */
  private static List<String> costliest(SortedMap<?, SortedMap<String, BigDecimal>> days) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    days.values()
        .forEach(day -> day.forEach((name, usd) -> totals.merge(name, usd, BigDecimal::add)));
    List<String> names =
        new ArrayList<>(
            totals.entrySet().stream()
                .sorted(
                    Comparator.comparing(
                        (Map.Entry<String, BigDecimal> entry) -> entry.getValue().negate()))
                .map(Map.Entry::getKey)
                .toList());
    if (names.size() > MOST_PROVIDERS + 1) {
      names.subList(MOST_PROVIDERS, names.size()).clear();
      names.add(OTHERS);
    }
    return names;
  }

  private static <K> SortedMap<K, SortedMap<String, BigDecimal>> bundled(
      SortedMap<K, SortedMap<String, BigDecimal>> days, List<String> kept) {
    SortedMap<K, SortedMap<String, BigDecimal>> bundled = new TreeMap<>();
    days.forEach(
        (day, amounts) -> {
          SortedMap<String, BigDecimal> of = new TreeMap<>();
          amounts.forEach(
              (name, usd) -> of.merge(kept.contains(name) ? name : OTHERS, usd, BigDecimal::add));
          bundled.put(day, of);
        });
    return bundled;
  }

  private static void contents(StringBuilder html, FinancePack pack) {
    html.append("<nav>");
    for (Sheet sheet : pack.sheets()) {
      html.append("<a href=\"#")
          .append(anchor(sheet))
          .append("\">")
          .append(HtmlText.escaped(sheet.name()))
          .append("</a> ");
    }
    html.append("</nav>\n");
  }

  private static String anchor(Sheet sheet) {
    return sheet.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static void section(StringBuilder html, Sheet sheet) {
    boolean isLong = sheet.rows().size() > LONG_TABLE;
    html.append("<section id=\"")
        .append(anchor(sheet))
        .append("\">\n<h2>")
        .append(HtmlText.escaped(sheet.name()))
        .append("</h2>\n<p class=\"basis\">")
        .append(HtmlText.escaped(sheet.basis()))
        .append("</p>\n")
        .append(isLong ? "<details><summary>" + sheet.rows().size() + " rows</summary>\n" : "")
        .append(HtmlTable.of(sheet))
        .append(isLong ? "</details>\n" : "")
        .append("</section>\n");
  }
}
