package io.voxledger.rates.spark;

import io.voxledger.rates.DailyRate;
import io.voxledger.screening.RowProblem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Exchange rates as a file has them: CSV with the columns {@code date,currency,usd}. A line that
 * cannot be read takes none of the others with it.
 *
 * @param rates of the good lines
 * @param bad the other lines
 */
public record FxFile(List<DailyRate> rates, List<BadLine> bad) {
  private static final List<String> COLUMNS = List.of("date", "currency", "usd");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  /**
   * A line that cannot be read.
   *
   * @param number of the line in the file, from 1
   * @param text its fields
   */
  public record BadLine(long number, String problem, String text) {}

  public FxFile {
    rates = List.copyOf(rates);
    bad = List.copyOf(bad);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is no CSV, or lacks a column
   */
  public static FxFile read(String text) {
    List<DailyRate> rates = new ArrayList<>();
    List<BadLine> bad = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(withoutMark(text)), FORMAT)) {
      for (String column : COLUMNS) {
        if (!parser.getHeaderNames().contains(column)) {
          throw new IllegalArgumentException("line 1: no column " + column);
        }
      }
      for (CSVRecord line : parser) {
        try {
          rates.add(DailyRate.parse(line.get("date"), line.get("currency"), line.get("usd")));
        } catch (RowProblem | IllegalArgumentException e) {
          String fields = String.join(",", line.values());
          bad.add(new BadLine(parser.getCurrentLineNumber(), e.getMessage(), fields));
        }
      }
      return new FxFile(rates, bad);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("no CSV: " + e.getMessage(), e);
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
