package io.voxledger.reports.focus;

import io.voxledger.reports.focus.FocusColumn.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two formats of the export. */
public enum FocusFormat {
  CSV,
  PARQUET;

  /** The format that the end of a file's name asks for; empty for another end. */
  public static Optional<FocusFormat> ofFile(String name) {
    return Arrays.stream(values())
        .filter(format -> name.toLowerCase(Locale.ROOT).endsWith(format.ending()))
        .findFirst();
  }

  private String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** A row's values in the order of the columns, null where there is none. */
  public Object[] values(FocusRow row) {
    FocusColumn[] columns = FocusColumn.values();
    Object[] values = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      FocusColumn column = columns[i];
      values[i] = row.get(column).map(value -> written(column.type(), value)).orElse(null);
    }
    return values;
  }

  private Object written(Type type, Object value) {
    return switch (this) {
      case PARQUET -> value;
      case CSV -> text(type, value);
    };
  }

  private static String text(Type type, Object value) {
    return switch (type) {
      case STRING -> (String) value;
      case DECIMAL -> decimal((BigDecimal) value);
      case TIME -> DateTimeFormatter.ISO_INSTANT.format((Instant) value);
    };
  }

  /** Plain, and always with a point: readers take digits alone for a whole number's column. */
  private static String decimal(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
  }
}
