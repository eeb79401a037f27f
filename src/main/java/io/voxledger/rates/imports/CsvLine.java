package io.voxledger.rates.imports;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** The columns of a line of {@link FlatCsvFile}; an absent one is empty. */
final class CsvLine {
  private CsvLine() {}

  static String text(CSVRecord line, String column) {
    return line.isSet(column) ? line.get(column).strip() : "";
  }

  /** The first of two names of a column that is there and not empty. */
  static String either(CSVRecord line, String column, String otherName) {
    String text = text(line, column);
    return text.isEmpty() ? text(line, otherName) : text;
  }

  /** Further names of the model: {@code gpt-4o|gpt-4o-2024-*}. */
  static List<String> aliases(CSVRecord line) {
    return Arrays.stream(text(line, "aliases").split("\\|"))
        .map(String::strip)
        .filter(alias -> !alias.isEmpty())
        .toList();
  }

  static long wholeNumber(String text, String path) {
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new InvalidPriceFile(path + ": '" + text + "' is no whole number above 0");
  }
}
