package io.voxledger.reports.finance.xlsx;

import java.util.List;
import javax.xml.namespace.QName;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.PresetColor;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFChartAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.xmlbeans.XmlCursor;

/** Charts that refer to the cells of the pages, on a page of their own after the cover. */
final class Charts {
  private static final int MOST_PROJECTS = 20;
  private static final int WIDTH = 13;
  private static final int HEIGHT = 22;
  private static final byte[][] COLOURS = {
    {0x33, 0x66, (byte) 0xb0},
    {(byte) 0xe0, (byte) 0x7b, 0x1f},
    {0x2f, (byte) 0x93, 0x6a},
    {(byte) 0xb8, 0x3b, 0x5e},
    {0x7a, 0x5a, (byte) 0xb5},
    {(byte) 0x8a, 0x6d, 0x3b},
    {0x4a, (byte) 0xa5, (byte) 0xc4},
    {0x70, 0x75, 0x7c}
  };

  private final XSSFSheet page;

  private Charts(XSSFSheet page) {
    this.page = page;
  }

  static void draw(XSSFWorkbook workbook, List<XlsxSheet> sheets) {
    XSSFSheet page = workbook.createSheet("Charts");
    workbook.setSheetOrder("Charts", 1);
    Charts charts = new Charts(page);
    sheets.forEach(
        sheet -> {
          if (sheet.sheet().name().equals("Summary")) {
            charts.byProject(sheet);
          } else if (sheet.sheet().name().equals("By day")) {
            charts.byDay(sheet);
          }
        });
    page.setDisplayGridlines(false);
    page.getPrintSetup().setLandscape(true);
    page.setFitToPage(true);
  }

  /** The costliest projects: the page has them first. */
  private void byProject(XlsxSheet from) {
    int last = Math.min(from.lastRow(), from.firstRow() + MOST_PROJECTS - 1);
    if (last < from.firstRow()) {
      return;
    }
    int column = column(from, "Contracted cost");
    XSSFChart chart = chart(0, "Contracted cost by project, USD");
    XDDFBarChartData bars = bars(chart, chart.createCategoryAxis(AxisPosition.BOTTOM));
    XDDFDataSource<String> names =
        XDDFDataSourcesFactory.fromStringCellRange(
            from.page(), new CellRangeAddress(from.firstRow(), last, 0, 0));
    series(bars, from, names, new CellRangeAddress(from.firstRow(), last, column, column), 0);
    chart.plot(bars);
  }

  private void byDay(XlsxSheet from) {
    if (from.lastRow() < from.firstRow()) {
      return;
    }
    XSSFChart chart = chart(HEIGHT + 1, "Contracted cost by day and provider, USD");
    chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
    XDDFChartAxis dates = chart.createDateAxis(AxisPosition.BOTTOM);
    dates.setNumberFormat("d mmm");
    XDDFBarChartData bars = bars(chart, dates);
    bars.setBarGrouping(BarGrouping.STACKED);
    overlap(chart);
    XDDFDataSource<Double> days =
        XDDFDataSourcesFactory.fromNumericCellRange(
            from.page(), new CellRangeAddress(from.firstRow(), from.lastRow(), 0, 0));
    int providers = from.sheet().headings().size() - 2;
    for (int column = 1; column <= providers; column++) {
      CellRangeAddress cells =
          new CellRangeAddress(from.firstRow(), from.lastRow(), column, column);
      series(bars, from, days, cells, column - 1);
    }
    chart.plot(bars);
  }

  /**
   * One bar on the other. POI's small set of schemas knows the element, not the type of its value.
   */
  private static void overlap(XSSFChart chart) {
    try (XmlCursor cursor =
        chart.getCTChart().getPlotArea().getBarChartArray(0).addNewOverlap().newCursor()) {
      cursor.setAttributeText(new QName("val"), "100");
    }
  }

  private XSSFChart chart(int row, String title) {
    var drawing = page.createDrawingPatriarch();
    XSSFChart chart =
        drawing.createChart(drawing.createAnchor(0, 0, 0, 0, 0, row, WIDTH, row + HEIGHT));
    chart.setTitleText(title);
    chart.setTitleOverlay(false);
    return chart;
  }

  private static XDDFBarChartData bars(XSSFChart chart, XDDFChartAxis across) {
    XDDFValueAxis up = chart.createValueAxis(AxisPosition.LEFT);
    up.setCrosses(AxisCrosses.AUTO_ZERO);
    up.setNumberFormat("#,##0.00");
    up.getOrAddMajorGridProperties()
        .setFillProperties(new XDDFSolidFillProperties(XDDFColor.from(PresetColor.LIGHT_GRAY)));
    XDDFBarChartData bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, across, up);
    bars.setBarDirection(BarDirection.COL);
    bars.setVaryColors(false);
    bars.setGapWidth(60);
    return bars;
  }

  private static void series(
      XDDFBarChartData bars,
      XlsxSheet from,
      XDDFDataSource<?> across,
      CellRangeAddress cells,
      int colour) {
    XDDFChartData.Series series =
        bars.addSeries(across, XDDFDataSourcesFactory.fromNumericCellRange(from.page(), cells));
    int column = cells.getFirstColumn();
    series.setTitle(
        from.sheet().headings().get(column).name(),
        new CellReference(from.page().getSheetName(), from.firstRow() - 1, column, true, true));
    series.setFillProperties(
        new XDDFSolidFillProperties(XDDFColor.from(COLOURS[colour % COLOURS.length])));
  }

  private static int column(XlsxSheet from, String name) {
    return from.sheet().headings().stream().map(h -> h.name()).toList().indexOf(name);
  }
}
