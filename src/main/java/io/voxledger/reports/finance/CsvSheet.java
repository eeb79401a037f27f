package io.voxledger.reports.finance;

import io.voxledger.money.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A page as CSV: a line of headings, exact decimals, ISO days; no totals. */
public final class CsvSheet {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private CsvSheet() {}

  /** {@code projects-providers.csv} for {@code Projects × providers}. */
  public static String fileName(Sheet sheet) {
    return sheet.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".csv";
  }

  public static String text(Sheet sheet) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      csv.printRecord(sheet.headings().stream().map(h -> PlainText.neutral(h.name())));
      for (var row : sheet.rows()) {
        csv.printRecord(row.stream().map(CsvSheet::text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return text.toString();
  }

  private static String text(Cell cell) {
    if (cell instanceof Cell.Text words) {
      return PlainText.neutral(words.text());
    }
    if (cell instanceof Cell.Number number) {
      return Decimals.text(number.value());
    }
    return cell instanceof Cell.Day day ? day.day().toString() : "";
  }
}
