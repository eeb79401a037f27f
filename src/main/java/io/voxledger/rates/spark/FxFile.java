package io.voxledger.rates.spark;

import io.voxledger.rates.DailyRate;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads exchange rates: CSV with the columns {@code date,currency,usd}. */
public final class FxFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private FxFile() {}

  /**
   * The file's rates. Throws {@link IllegalArgumentException} naming the line for one that cannot
   * be read.
   */
  public static List<DailyRate> read(String text) {
    try (CSVParser parser = CSVParser.parse(new StringReader(withoutMark(text)), FORMAT)) {
      List<DailyRate> rates = new ArrayList<>();
      for (CSVRecord line : parser) {
        rates.add(rate(line));
      }
      return rates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DailyRate rate(CSVRecord line) {
    try {
      return DailyRate.parse(line.get("date"), line.get("currency"), line.get("usd"));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "record " + line.getRecordNumber() + ": " + e.getMessage(), e);
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
