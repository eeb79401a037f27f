package io.voxledger.reports.finance.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.September;
import io.voxledger.reports.finance.Sheet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The workbook as a spreadsheet opens it. */
class XlsxPackTest {
  private static final FinancePack PACK = September.pack();
  private static final int HEADINGS = 3;
  private static XSSFWorkbook workbook;

  @BeforeAll
  static void writeAndOpen() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    XlsxPack.write(PACK, file);
    workbook = new XSSFWorkbook(new ByteArrayInputStream(file.toByteArray()));
  }

  @AfterAll
  static void close() throws IOException {
    workbook.close();
  }

  private static List<Cell> cells(XSSFSheet sheet) {
    List<Cell> cells = new ArrayList<>();
    sheet.forEach(row -> row.forEach(cells::add));
    return cells;
  }

  private static Row named(XSSFSheet sheet, String label) {
    return StreamSupport.stream(sheet.spliterator(), false)
        .filter(row -> row.getCell(0) != null && row.getCell(0).toString().equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(sheet.getSheetName() + " has no " + label));
  }

  @Test
  void everySheetHasFrozenHeadingsAFilterAndItsBasis() {
    for (Sheet sheet : PACK.sheets()) {
      XSSFSheet page = workbook.getSheet(sheet.name());
      assertThat((int) page.getPaneInformation().getHorizontalSplitPosition())
          .isEqualTo(HEADINGS + 1);
      assertThat(page.getCTWorksheet().isSetAutoFilter()).isEqualTo(!sheet.rows().isEmpty());
      assertThat(page.getRow(1).getCell(0).getStringCellValue()).isEqualTo(sheet.basis());
    }
  }

  @Test
  void totalsAreFormulasAndEveryCheckIsZero() {
    FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
    evaluator.clearAllCachedResultValues();
    int checks = 0;
    for (Sheet sheet : PACK.sheets()) {
      XSSFSheet page = workbook.getSheet(sheet.name());
      for (int column = 1; sheet.hasTotals() && column < sheet.headings().size(); column++) {
        if (sheet.headings().get(column).summed().isPresent()) {
          assertThat(named(page, "Total").getCell(column).getCellFormula()).startsWith("SUM(");
        }
        if (sheet.headings().get(column).control().isPresent()) {
          Cell check = named(page, "Check (total − control)").getCell(column);
          assertThat(evaluator.evaluate(check).formatAsString()).isEqualTo("0.0");
          checks++;
        }
      }
    }
    assertThat(checks).isGreaterThanOrEqualTo(10);
  }

  @Test
  void theCoverRepeatsEveryCheck() {
    List<Cell> checks =
        cells(workbook.getSheet("Cover")).stream()
            .filter(cell -> cell.getCellType() == CellType.FORMULA)
            .toList();

    assertThat(checks).hasSizeGreaterThanOrEqualTo(10);
    assertThat(checks).allSatisfy(c -> assertThat(c.getCellFormula()).contains("!"));
  }

  /** 0.024658333335 has digits that arithmetic in floating point would not keep. */
  @Test
  void numbersAreNumbersWithAllTheirDigits() {
    XSSFCell livekit =
        (XSSFCell) named(workbook.getSheet("Projects × providers"), "acme").getCell(1);

    assertThat(livekit.getCellType()).isEqualTo(CellType.NUMERIC);
    assertThat(livekit.getCTCell().getV()).isEqualTo("0.024658333335");
    assertThat(livekit.getCellStyle().getDataFormatString()).startsWith("#,##0.00;");
  }

  @Test
  void negativeNumbersStayNumbersAndDaysAreDays() {
    Row restated = named(workbook.getSheet("Restatements"), "acme");

    assertThat(((XSSFCell) restated.getCell(4)).getCTCell().getV()).isEqualTo("-0.25");
    assertThat(restated.getCell(4).getCellType()).isEqualTo(CellType.NUMERIC);
    assertThat(DateUtil.isCellDateFormatted(restated.getCell(1))).isTrue();
    assertThat(restated.getCell(1).getLocalDateTimeCellValue().toLocalDate())
        .isEqualTo("2026-09-03");
  }

  @Test
  void textIsNeverAFormula() {
    List<Cell> evil =
        cells(workbook.getSheet("Summary")).stream()
            .filter(cell -> cell.getCellType() == CellType.STRING)
            .filter(cell -> cell.getStringCellValue().contains("HYPERLINK"))
            .toList();

    assertThat(evil).hasSize(1);
    assertThat(evil.get(0).getStringCellValue()).isEqualTo("'" + September.EVIL);
    assertThat(evil.get(0).getCellStyle().getQuotePrefixed()).isTrue();
  }

  // three times 0.02 is shown, and 0.07 below
  @Test
  void theRoundingLineMakesTheShownNumbersAddUp() {
    XSSFCell rounding =
        (XSSFCell) named(workbook.getSheet("Projects × providers"), "rounding").getCell(1);

    assertThat(rounding.getCTCell().getV()).isEqualTo("0.01");
  }

  @Test
  void chartsReferToTheSheets() {
    var charts = workbook.getSheet("Charts").getDrawingPatriarch().getCharts();

    assertThat(charts).hasSize(2);
    assertThat(charts.get(0).getCTChart().toString()).contains("Summary!$H$5:$H$7");
    assertThat(charts.get(1).getCTChart().toString()).contains("'By day'!$B$5:$B$34");
  }
}
