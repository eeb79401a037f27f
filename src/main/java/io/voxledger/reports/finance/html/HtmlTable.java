package io.voxledger.reports.finance.html;

import io.voxledger.money.Rounding;
import io.voxledger.reports.Shown;
import io.voxledger.reports.finance.Cell;
import io.voxledger.reports.finance.Format;
import io.voxledger.reports.finance.Heading;
import io.voxledger.reports.finance.Sheet;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A page of the pack as a table; every number carries its exact digits in {@code data-exact}. */
final class HtmlTable {
  private static final int LONG = 30;

  private HtmlTable() {}

  static String of(Sheet sheet) {
    if (sheet.rows().isEmpty()) {
      return "<p class=\"none\">none</p>\n";
    }
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<thead><tr>");
    for (int column = 0; column < sheet.headings().size(); column++) {
      html.append(sheet.isNumeric(column) ? "<th class=\"n\">" : "<th>")
          .append(HtmlText.escaped(sheet.headings().get(column).name()))
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : sheet.rows()) {
      html.append("<tr>");
      row.forEach(cell -> html.append(cell(cell)));
      html.append("</tr>\n");
    }
    html.append("</tbody>\n");
    if (sheet.hasTotals()) {
      foot(html, sheet);
    }
    return html.append("</table></div>\n").toString();
  }

  /** A cell with its tags. */
  static String cell(Cell cell) {
    if (cell instanceof Cell.Number number) {
      return number(number.value(), number.format());
    }
    if (cell instanceof Cell.Text words) {
      String open = words.text().length() > LONG ? "<td class=\"long\">" : "<td>";
      return open + HtmlText.escaped(words.text()) + "</td>";
    }
    return cell instanceof Cell.Day day ? "<td class=\"day\">" + day.day() + "</td>" : "<td></td>";
  }

  private static String number(BigDecimal value, Format format) {
    return "<td class=\"%s\" data-exact=\"%s\">%s</td>"
        .formatted(
            Rounding.shown(value, format.decimals()).signum() < 0 ? "n less" : "n",
            value.toPlainString(),
            shown(value, format));
  }

  /** As people read it. */
  static String shown(BigDecimal value, Format format) {
    return Shown.rounded(value, format.decimals());
  }

  private static void foot(StringBuilder html, Sheet sheet) {
    html.append("<tfoot>\n");
    if (sheet.needsRoundingLine()) {
      html.append("<tr class=\"rounding\"><td>rounding</td>");
      for (int column = 1; column < sheet.headings().size(); column++) {
        Optional<BigDecimal> rounding = sheet.rounding(column).filter(r -> r.signum() != 0);
        html.append(sum(sheet.headings().get(column), rounding));
      }
      html.append("</tr>\n");
    }
    html.append("<tr class=\"total\"><td>Total</td>");
    for (int column = 1; column < sheet.headings().size(); column++) {
      html.append(sum(sheet.headings().get(column), Optional.of(sheet.total(column))));
    }
    html.append("</tr>\n");
    if (sheet.headings().stream().anyMatch(heading -> heading.control().isPresent())) {
      html.append("<tr class=\"check\"><td>Check</td>");
      for (int column = 1; column < sheet.headings().size(); column++) {
        html.append(sum(sheet.headings().get(column), sheet.difference(column)));
      }
      html.append("</tr>\n");
    }
    html.append("</tfoot>\n");
  }

  private static String sum(Heading heading, Optional<BigDecimal> amount) {
    return heading.summed().isPresent() && amount.isPresent()
        ? number(amount.get(), heading.summed().get())
        : "<td></td>";
  }
}
