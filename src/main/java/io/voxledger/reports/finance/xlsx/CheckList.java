package io.voxledger.reports.finance.xlsx;

import io.voxledger.reports.finance.Format;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** Repeats every check on the cover, where a reader begins. */
final class CheckList {
  private CheckList() {}

  static void write(List<XlsxSheet> sheets, Styles styles) {
    XlsxSheet cover = sheets.get(0);
    int row = cover.lastRow() + 2;
    line(cover.page(), row++, "Checks (total − control; all must be 0.00)", "", styles);
    for (XlsxSheet sheet : sheets) {
      for (String check : sheet.checks()) {
        line(cover.page(), row++, sheet.sheet().name(), check, styles);
      }
    }
  }

  private static void line(XSSFSheet page, int at, String name, String check, Styles styles) {
    XSSFRow row = page.createRow(at);
    XSSFCell label = row.createCell(0);
    label.setCellValue(name);
    label.setCellStyle(check.isEmpty() ? styles.label() : styles.text(false));
    if (!check.isEmpty()) {
      XSSFCell value = row.createCell(1);
      value.setCellFormula(check);
      value.setCellStyle(styles.number(Format.USD));
    }
  }
}
