package io.voxledger.reports.spark;

import io.voxledger.costs.months.BookCorrections;
import io.voxledger.costs.months.BookCorrections.Correction;
import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusAmount.Category;
import io.voxledger.tables.MonthTables;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Corrections of closed months that are booked in a month. */
final class ReadFocusCorrections {
  private final PublishedTables tables;
  private final YearMonth month;

  ReadFocusCorrections(PublishedTables tables, YearMonth month) {
    this.tables = tables;
    this.month = month;
  }

  /** In the order in which they are stored. */
  List<FocusAmount> read() {
    Map<LocalDate, String> closedBy = new HashMap<>();
    tables
        .read(MonthTables.MONTH_CLOSE)
        .collectAsList()
        .forEach(row -> closedBy.put(row.getAs("month"), row.getAs("run_id")));
    List<FocusAmount> booked = new ArrayList<>();
    for (Row row : tables.read(MonthTables.MONTH_CORRECTION).collectAsList()) {
      Correction correction =
          new Correction(
              row.getAs("project_id"),
              row.getAs("usage_date"),
              row.getAs("delta_usd"),
              row.getAs("run_id"));
      if (BookCorrections.byMonth(List.of(correction), closedBy).containsKey(month.atDay(1))) {
        booked.add(correction(correction, row));
      }
    }
    return booked;
  }

  private FocusAmount correction(Correction correction, Row row) {
    return new FocusAmount(
        Category.ADJUSTMENT,
        row.getAs("biller"),
        "default",
        Optional.of(correction.projectId()),
        month.atDay(1),
        month.plusMonths(1).atDay(1),
        correction.usd(),
        "correction of " + correction.usageDate() + ": " + row.getAs("reason"),
        Optional.empty(),
        true);
  }
}
