package io.voxledger.reports.finance.xlsx;

import io.voxledger.reports.finance.Format;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The looks of cells, made once for a workbook, which can hold only so many. */
final class Styles {
  private static final short TITLE_POINTS = 14;

  private final XSSFWorkbook workbook;
  private final Map<String, XSSFCellStyle> made = new HashMap<>();
  private final XSSFFont plain;
  private final XSSFFont bold;
  private final XSSFFont grey;
  private final XSSFFont large;

  Styles(XSSFWorkbook workbook) {
    this.workbook = workbook;
    this.plain = workbook.getFontAt(0);
    this.bold = workbook.createFont();
    bold.setBold(true);
    this.grey = workbook.createFont();
    grey.setColor(IndexedColors.GREY_50_PERCENT.getIndex());
    this.large = workbook.createFont();
    large.setBold(true);
    large.setFontHeightInPoints(TITLE_POINTS);
  }

  XSSFCellStyle title() {
    return style("title", style -> style.setFont(large));
  }

  XSSFCellStyle remark() {
    return style("remark", style -> style.setFont(grey));
  }

  /** Of a line of totals, in the first column. */
  XSSFCellStyle label() {
    return style("label", style -> style.setFont(bold));
  }

  /** Of a column of numbers, or of words and days. */
  XSSFCellStyle heading(boolean ofNumbers) {
    return style(
        "heading" + ofNumbers,
        style -> {
          if (ofNumbers) {
            toTheRight(style);
          }
          style.setFont(bold);
          style.setWrapText(true);
          style.setVerticalAlignment(VerticalAlignment.BOTTOM);
          style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
          style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
          style.setBorderBottom(BorderStyle.THIN);
        });
  }

  /** Words. They are marked as text, so that editing a cell does not make a formula of it. */
  XSSFCellStyle text(boolean wraps) {
    return style(
        "text" + wraps,
        style -> {
          style.setQuotePrefixed(true);
          style.setWrapText(wraps);
          style.setVerticalAlignment(VerticalAlignment.TOP);
        });
  }

  XSSFCellStyle day() {
    return style(
        "day",
        style -> {
          style.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
          style.setAlignment(HorizontalAlignment.LEFT);
          style.setVerticalAlignment(VerticalAlignment.TOP);
        });
  }

  XSSFCellStyle number(Format format) {
    return style(
        format.name(),
        style -> {
          style.setDataFormat(workbook.createDataFormat().getFormat(pattern(format)));
          toTheRight(style);
          style.setVerticalAlignment(VerticalAlignment.TOP);
        });
  }

  XSSFCellStyle total(Format format) {
    return style(
        "total" + format.name(),
        style -> {
          style.cloneStyleFrom(number(format));
          style.setFont(bold);
          style.setBorderTop(BorderStyle.THIN);
        });
  }

  XSSFCellStyle control(Format format) {
    return style(
        "control" + format.name(),
        style -> {
          style.cloneStyleFrom(number(format));
          style.setFont(grey);
        });
  }

  /** With a gap to the words of the next column. */
  private static void toTheRight(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.RIGHT);
    style.setIndention((short) 1);
  }

  private static String pattern(Format format) {
    return switch (format) {
      case USD -> "#,##0.00;[Red]-#,##0.00";
      case FINE_USD -> "#,##0.000000;[Red]-#,##0.000000";
      case COUNT -> "#,##0";
      case QUANTITY -> "#,##0.00";
      case PERCENT -> "0.0;[Red]-0.0";
    };
  }

  private XSSFCellStyle style(String name, Consumer<XSSFCellStyle> looks) {
    XSSFCellStyle known = made.get(name);
    if (known == null) {
      known = workbook.createCellStyle();
      // Named, or LibreOffice takes its own for what is neither bold nor grey.
      known.setFont(plain);
      looks.accept(known);
      made.put(name, known);
    }
    return known;
  }
}
