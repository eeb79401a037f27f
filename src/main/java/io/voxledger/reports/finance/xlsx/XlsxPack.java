package io.voxledger.reports.finance.xlsx;

import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.Sheet;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The pack as a workbook: exact numbers and days as such, totals as formulas, a check below every
 * total that has a control, and charts that the spreadsheet draws itself.
 */
public final class XlsxPack {
  private XlsxPack() {}

  /** Writes the workbook; the stream stays open. */
  public static void write(FinancePack pack, OutputStream out) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      workbook.getProperties().getCoreProperties().setTitle(pack.title());
      workbook.getProperties().getCoreProperties().setCreator("Voxledger");
      Styles styles = new Styles(workbook);
      List<XlsxSheet> sheets = new ArrayList<>();
      for (Sheet sheet : pack.sheets()) {
        sheets.add(XlsxSheet.write(workbook, styles, pack, sheet));
      }
      CheckList.write(sheets, styles);
      Charts.draw(workbook, sheets);
      workbook.setForceFormulaRecalculation(true);
      workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
      workbook.write(out);
    }
  }
}
