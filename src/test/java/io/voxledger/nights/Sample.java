package io.voxledger.nights;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The bundled sample, and what its own page says of its night. */
final class Sample {
  static final Path LANDING = Path.of("src/main/resources/sample/landing").toAbsolutePath();
  static final Path CONF = Path.of("conf/voxledger.yaml").toAbsolutePath();
  static final String DATE = "2026-09-30";

  /** Totals by project and day. */
  static final Map<String, BigDecimal> PROJECT_DAYS =
      numbers(
          "acme 2026-09-21", "1.0387288",
          "acme 2026-09-22", "0.718531666667",
          "acme 2026-09-23", "0.234438",
          "globex 2026-09-21", "0.0535696",
          "globex 2026-09-22", "0.1536136",
          "globex 2026-09-23", "0.773755",
          "lab 2026-09-21", "27.375",
          "lab 2026-09-22", "3.078578");

  private Sample() {}

  static Place in(String warehouse) {
    return new Place(CONF, "file:" + LANDING, warehouse);
  }

  static Map<String, BigDecimal> numbers(String... keysAndNumbers) {
    Map<String, BigDecimal> numbers = new TreeMap<>();
    for (int i = 0; i < keysAndNumbers.length; i += 2) {
      numbers.put(keysAndNumbers[i], plain(new BigDecimal(keysAndNumbers[i + 1])));
    }
    return numbers;
  }

  static Map<String, BigDecimal> projectDays(Place place) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (Row row : place.table("project_cost_daily").collectAsList()) {
      totals.put(
          row.getAs("project_id") + " " + row.getAs("usage_date"),
          plain(row.getAs("total_cost_usd")));
    }
    return totals;
  }

  /** A number that is equal to another whatever their scales. */
  static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }
}
