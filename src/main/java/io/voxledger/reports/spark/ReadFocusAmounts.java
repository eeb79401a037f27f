package io.voxledger.reports.spark;

import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusAmount.Category;
import io.voxledger.tables.BillTables;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What bills of a month say beside usage: credits, tax, fees, allowances and adjustments. */
public final class ReadFocusAmounts {
  private final PublishedTables tables;

  public ReadFocusAmounts(PublishedTables tables) {
    this.tables = tables;
  }

  /** In the order of biller, account and day. */
  public List<FocusAmount> of(YearMonth month) {
    return tables
        .read(BillTables.BILLED_LINE)
        .filter("standing = 'used' AND category <> 'usage' AND billed_cost_usd IS NOT NULL")
        .filter(
            "billing_date >= DATE'"
                + month.atDay(1)
                + "' AND billing_date < DATE'"
                + month.plusMonths(1).atDay(1)
                + "'")
        .orderBy("biller", "account", "billing_date", "billed_line_id")
        .collectAsList()
        .stream()
        .map(ReadFocusAmounts::amount)
        .toList();
  }

  private static FocusAmount amount(Row row) {
    LocalDate day = row.getAs("billing_date");
    String category = row.getAs("category");
    return new FocusAmount(
        category(category),
        row.getAs("biller"),
        row.getAs("account"),
        Optional.empty(),
        day,
        day.plusDays(1),
        row.getAs("billed_cost_usd"),
        Optional.<String>ofNullable(row.getAs("line_item")).orElse(category),
        Optional.ofNullable(row.getAs("invoice_id")),
        false);
  }

  private static Category category(String ofLine) {
    return switch (ofLine) {
      case "credit", "allowance" -> Category.CREDIT;
      case "tax" -> Category.TAX;
      case "purchase" -> Category.PURCHASE;
      default -> Category.ADJUSTMENT;
    };
  }
}
