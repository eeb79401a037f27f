package io.voxledger.reports.finance.xlsx;

import io.voxledger.money.Decimals;
import io.voxledger.reports.finance.Cell;
import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.Format;
import io.voxledger.reports.finance.Heading;
import io.voxledger.reports.finance.PlainText;
import io.voxledger.reports.finance.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellType;

/**
 * One page: title, basis, headings, rows and, where columns are added up, rounding, total, control
 * and check.
 */
final class XlsxSheet {
  private static final int HEADINGS = 3;
  private static final int LONGEST_TEXT = 32_000;
  private static final int WIDEST = 60;
  private static final int MOST_ON_A_PAGE = 16;
  private static final int CHARACTER = 256;

  private final Styles styles;
  private final Sheet sheet;
  private final XSSFSheet page;
  private final List<String> checks = new ArrayList<>();

  private XlsxSheet(Styles styles, Sheet sheet, XSSFSheet page) {
    this.styles = styles;
    this.sheet = sheet;
    this.page = page;
  }

  static XlsxSheet write(XSSFWorkbook workbook, Styles styles, FinancePack pack, Sheet sheet) {
    XlsxSheet written = new XlsxSheet(styles, sheet, workbook.createSheet(sheet.name()));
    written.head(pack);
    written.rows();
    if (sheet.hasTotals()) {
      written.totals();
    }
    written.layOut();
    return written;
  }

  Sheet sheet() {
    return sheet;
  }

  XSSFSheet page() {
    return page;
  }

  /** Addresses of the check cells, with the sheet's name. */
  List<String> checks() {
    return checks;
  }

  int firstRow() {
    return HEADINGS + 1;
  }

  int lastRow() {
    return HEADINGS + sheet.rows().size();
  }

  private void head(FinancePack pack) {
    text(page.createRow(0), 0, sheet.name() + ": " + pack.title(), styles.title());
    text(page.createRow(1), 0, sheet.basis(), styles.remark());
    XSSFRow headings = page.createRow(HEADINGS);
    for (int column = 0; column < sheet.headings().size(); column++) {
      CellStyle style = styles.heading(sheet.isNumeric(column));
      text(headings, column, sheet.headings().get(column).name(), style);
    }
    headings.setHeightInPoints(2 * page.getDefaultRowHeightInPoints());
  }

  private void rows() {
    for (int at = 0; at < sheet.rows().size(); at++) {
      XSSFRow row = page.createRow(firstRow() + at);
      List<Cell> cells = sheet.rows().get(at);
      for (int column = 0; column < cells.size(); column++) {
        cell(row, column, cells.get(column));
      }
      row.setHeightInPoints(lines(cells) * page.getDefaultRowHeightInPoints());
    }
    if (sheet.rows().isEmpty()) {
      text(page.createRow(firstRow()), 0, "none", styles.remark());
    }
  }

  /** Not every spreadsheet makes room for words that wrap. */
  private static int lines(List<Cell> cells) {
    int longest = cells.stream().mapToInt(XlsxSheet::length).max().orElse(0);
    return 1 + Math.max(0, longest - 1) / WIDEST;
  }

  private void cell(XSSFRow row, int column, Cell cell) {
    if (cell instanceof Cell.Text words) {
      text(row, column, words.text(), styles.text(words.text().length() > WIDEST));
    } else if (cell instanceof Cell.Number number) {
      number(row, column, number.value(), styles.number(number.format()));
    } else if (cell instanceof Cell.Day day) {
      XSSFCell written = row.createCell(column);
      written.setCellValue(day.day());
      written.setCellStyle(styles.day());
    }
  }

  private void text(XSSFRow row, int column, String words, CellStyle style) {
    String neutral = PlainText.neutral(words);
    XSSFCell cell = row.createCell(column);
    cell.setCellValue(
        neutral.length() > LONGEST_TEXT ? neutral.substring(0, LONGEST_TEXT) + "…" : neutral);
    cell.setCellStyle(style);
  }

  /** Writes the digits as they are: POI itself would take a floating-point number. */
  private static void number(XSSFRow row, int column, BigDecimal value, CellStyle style) {
    XSSFCell cell = row.createCell(column);
    cell.getCTCell().setT(STCellType.N);
    cell.getCTCell().setV(Decimals.text(value));
    cell.setCellStyle(style);
  }

  private void totals() {
    int below = lastRow() + 1;
    if (sheet.needsRoundingLine()) {
      rounding(page.createRow(below++));
    }
    XSSFRow total = page.createRow(below++);
    text(total, 0, "Total", styles.label());
    boolean hasControls = sheet.headings().stream().anyMatch(h -> h.control().isPresent());
    for (int column = 1; column < sheet.headings().size(); column++) {
      Heading heading = sheet.headings().get(column);
      if (heading.summed().isPresent()) {
        Format format = heading.summed().get();
        formula(total, column, "SUM(" + range(column) + ")", styles.total(format));
      }
    }
    if (hasControls) {
      controls(total, page.createRow(below), page.createRow(below + 1));
    }
  }

  private void rounding(XSSFRow row) {
    text(row, 0, "rounding", styles.remark());
    for (int column = 1; column < sheet.headings().size(); column++) {
      Optional<BigDecimal> difference = sheet.rounding(column).filter(d -> d.signum() != 0);
      if (difference.isPresent()) {
        Format format = sheet.headings().get(column).summed().orElseThrow();
        number(row, column, difference.get(), styles.control(format));
      }
    }
  }

  private void controls(XSSFRow total, XSSFRow control, XSSFRow check) {
    text(control, 0, "Control", styles.remark());
    text(check, 0, "Check (total − control)", styles.remark());
    for (int column = 1; column < sheet.headings().size(); column++) {
      Heading heading = sheet.headings().get(column);
      if (heading.control().isPresent()) {
        Format format = heading.summed().orElse(Format.USD);
        number(control, column, heading.control().get(), styles.control(format));
        String difference =
            "ROUND(%s-%s,6)".formatted(address(total, column), address(control, column));
        formula(check, column, difference, styles.total(Format.USD));
        checks.add("'" + sheet.name() + "'!" + address(check, column));
      }
    }
  }

  private static void formula(XSSFRow row, int column, String formula, CellStyle style) {
    XSSFCell cell = row.createCell(column);
    cell.setCellFormula(formula);
    cell.setCellStyle(style);
  }

  private static String address(XSSFRow row, int column) {
    return new CellReference(row.getRowNum(), column).formatAsString();
  }

  private String range(int column) {
    return new CellRangeAddress(firstRow(), lastRow(), column, column).formatAsString();
  }

  private void layOut() {
    page.createFreezePane(1, firstRow());
    if (!sheet.rows().isEmpty()) {
      int lastColumn = sheet.headings().size() - 1;
      page.setAutoFilter(new CellRangeAddress(HEADINGS, lastRow(), 0, lastColumn));
    }
    for (int column = 0; column < sheet.headings().size(); column++) {
      page.setColumnWidth(column, width(column) * CHARACTER);
    }
    page.setRepeatingRows(new CellRangeAddress(HEADINGS, HEADINGS, -1, -1));
    page.getPrintSetup().setLandscape(true);
    page.setFitToPage(true);
    page.getPrintSetup().setFitHeight((short) 0);
    if (sheet.headings().size() > MOST_ON_A_PAGE) {
      page.getPrintSetup().setFitWidth((short) 2);
      page.setRepeatingColumns(new CellRangeAddress(-1, -1, 0, 0));
    }
  }

  /** In characters. Fonts are not measured: a server may have none. */
  private int width(int column) {
    int longest = Math.max(10, Math.min(14, sheet.headings().get(column).name().length() + 3));
    for (List<Cell> row : sheet.rows()) {
      longest = Math.max(longest, length(row.get(column)) + 2);
    }
    Optional<Format> summed = sheet.headings().get(column).summed();
    if (summed.isPresent()) {
      longest = Math.max(longest, length(Cell.number(sheet.total(column), summed.get())) + 4);
    }
    return Math.min(longest, WIDEST);
  }

  private static int length(Cell cell) {
    if (cell instanceof Cell.Text words) {
      return words.text().length();
    }
    if (cell instanceof Cell.Number number) {
      return number.value().toBigInteger().toString().length() * 4 / 3
          + number.format().decimals()
          + 2;
    }
    return cell instanceof Cell.Day day ? day.day().toString().length() : 0;
  }
}
