package io.voxledger.nights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares a warehouse with a folder of expected tables in CSV, exactly: money and quantities are
 * summed per key on both sides, the key being every other column of the CSV file.
 */
final class ExpectedTables {
  private static final List<String> FAMILIES =
      List.of(
          "ai_cost_usd",
          "transport_cost_usd",
          "telephony_cost_usd",
          "platform_cost_usd",
          "total_cost_usd");
  private static final Map<String, List<String>> MEASURES =
      Map.of(
          "charge",
              List.of("records", "quantity", "billable_quantity", "list_cost", "contracted_cost"),
          "session_cost", FAMILIES,
          "project_cost_daily", List.of("total_cost_usd"),
          "provider_cost_daily", List.of("contracted_cost_usd"),
          "reconciliation",
              List.of(
                  "computed_cost", "billed_cost", "variance", "usage_variance", "rate_variance"),
          "quarantine", List.of(),
          "unpriced_usage", List.of(),
          "usage_record", List.of());
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "reconciliation.computed_quantity",
          "reconciliation.billed_quantity",
          "quarantine.reason",
          "charge.flags"); // the oracle adds the flags of the records
  private static final Set<String> PRICES = Set.of("unit_price", "contracted_unit_price");

  private ExpectedTables() {}

  /**
   * What differs, one line each.
   *
   * @param without tables of the folder that are not compared
   */
  static List<String> differences(Place place, Path folder, String... without) {
    Set<String> left = new TreeSet<>(Arrays.asList(without));
    left.add("causes");
    List<String> differences = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String table = file.getFileName().toString().replace(".csv", "");
        if (!left.contains(table)) {
          differences.addAll(compare(table, file, place.table(table)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return differences;
  }

  private static List<String> compare(String table, Path file, Dataset<Row> actual)
      throws IOException {
    List<Map<String, String>> expected = read(file);
    List<String> columns = List.copyOf(expected.get(0).keySet());
    Map<String, List<BigDecimal>> want = totals(table, columns, expected);
    Map<String, List<BigDecimal>> got = totals(table, columns, read(columns, actual));
    Set<String> keys = new TreeSet<>(want.keySet());
    keys.addAll(got.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      boolean isNothing = table.equals("session_cost") && isZero(got.get(key));
      if (!equal(want.get(key), got.get(key)) && !(isNothing && !want.containsKey(key))) {
        differences.add(
            table + " " + key + ": expected " + want.get(key) + ", found " + got.get(key));
      }
    }
    return differences;
  }

  private static List<Map<String, String>> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (BufferedReader text = Files.newBufferedReader(file);
        CSVParser rows = CSVParser.parse(text, format)) {
      return rows.stream().map(row -> row.toMap()).toList();
    }
  }

  private static List<Map<String, String>> read(List<String> columns, Dataset<Row> table) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      Map<String, String> values = new HashMap<>();
      columns.forEach(column -> values.put(column, Place.text(row.getAs(column))));
      if (table.columns()[0].equals("biller") && Arrays.asList(table.columns()).contains("scope")) {
        values.put("scope", row.getAs("scope"));
        values.put("biller", row.getAs("biller"));
      }
      rows.add(values);
    }
    return rows;
  }

  private static Map<String, List<BigDecimal>> totals(
      String table, List<String> columns, List<Map<String, String>> rows) {
    List<String> measures = MEASURES.get(table).stream().filter(columns::contains).toList();
    List<String> keys =
        columns.stream()
            .filter(c -> !MEASURES.get(table).contains(c))
            .filter(c -> !NOT_COMPARED.contains(table + "." + c))
            .toList();
    Map<String, List<BigDecimal>> totals = new TreeMap<>();
    for (Map<String, String> row : rows) {
      if (!table.equals("reconciliation") || isOfBill(row)) {
        totals.merge(
            keys.stream().map(c -> keyText(table, c, row)).toList().toString(),
            numbers(table, measures, row),
            ExpectedTables::plus);
      }
    }
    return totals;
  }

  /** Expected rows are those of OpenAI, without its bill's categories. */
  private static boolean isOfBill(Map<String, String> row) {
    return row.getOrDefault("biller", "openai").equals("openai")
        && !row.get("scope").equals("category");
  }

  private static String keyText(String table, String column, Map<String, String> row) {
    String value = row.get(column);
    if (table.equals("reconciliation")
        && column.equals("line_item")
        && !row.get("scope").equals("unmapped")) {
      return "";
    }
    return PRICES.contains(column) && !value.isEmpty()
        ? new BigDecimal(value).setScale(12).toPlainString()
        : value;
  }

  /** The measures, and how often the key is there. */
  private static List<BigDecimal> numbers(
      String table, List<String> measures, Map<String, String> row) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String measure : measures) {
      boolean onlyOfLines = measure.equals("usage_variance") || measure.equals("rate_variance");
      String value =
          table.equals("reconciliation") && onlyOfLines && !row.get("scope").equals("line")
              ? ""
              : row.get(measure);
      numbers.add(value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value));
    }
    if (measures.isEmpty()) {
      numbers.add(BigDecimal.ONE);
    }
    return numbers;
  }

  private static List<BigDecimal> plus(List<BigDecimal> a, List<BigDecimal> b) {
    List<BigDecimal> sums = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i).add(b.get(i)));
    }
    return sums;
  }

  private static boolean isZero(List<BigDecimal> numbers) {
    return numbers != null && numbers.stream().allMatch(number -> number.signum() == 0);
  }

  private static boolean equal(List<BigDecimal> a, List<BigDecimal> b) {
    if (a == null || b == null) {
      return a == b;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).compareTo(b.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }
}
