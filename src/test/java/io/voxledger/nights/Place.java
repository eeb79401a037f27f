package io.voxledger.nights;

import io.voxledger.jobs.Voxledger;
import io.voxledger.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Settings, a landing area and a warehouse on which nights are run as a scheduler runs them: by the
 * command line.
 *
 * @param conf the settings file
 */
record Place(Path conf, String landing, String warehouse) {
  /** What a command came to. */
  record Outcome(int exitCode, String stdout, String stderr) {}

  /** The same settings and landing area with another warehouse. */
  Place withWarehouse(String other) {
    return new Place(conf, landing, other);
  }

  /** The same landing area and warehouse with other settings. */
  Place withConf(Path other) {
    return new Place(other, landing, warehouse);
  }

  /** Runs a command here, such as {@code nightly} or {@code rates diff}. */
  Outcome run(String command, String... more) {
    TestSpark.session();
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--conf", conf.toString()));
    arguments.addAll(List.of("--landing", landing, "--warehouse", warehouse));
    arguments.addAll(Arrays.asList(more));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Voxledger.execute(arguments.toArray(String[]::new));
      return new Outcome(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
    }
  }

  /** Runs {@code nightly} for a day; fails when the run published nothing. */
  Outcome night(String date, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--date", date));
    arguments.addAll(Arrays.asList(more));
    Outcome outcome = run("nightly", arguments.toArray(String[]::new));
    if (outcome.exitCode() != 0 && outcome.exitCode() != 3 && outcome.exitCode() != 4) {
      throw new AssertionError("exit code " + outcome.exitCode() + "\n" + outcome.stderr());
    }
    return outcome;
  }

  Dataset<Row> table(String name) {
    return TestSpark.session().read().format("delta").load(warehouse + "/" + name);
  }

  Dataset<Row> tableAt(String name, long version) {
    return TestSpark.session()
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(warehouse + "/" + name);
  }

  /** Deletes a table's folder on the local disk. */
  void deleteTable(String name) throws IOException {
    Path folder = Path.of(warehouse.substring(warehouse.indexOf(':') + 1)).resolve(name);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
  }

  /** The newest finished run. */
  Row newestRun() {
    return table("run").orderBy(org.apache.spark.sql.functions.col("run_id").desc()).first();
  }

  /** The versions that the newest run published, by table. */
  Map<String, Long> publishedVersions() {
    Row run = newestRun();
    return new TreeMap<>(run.<String, Long>getJavaMap(run.fieldIndex("table_versions")));
  }

  /** A table's rows as text, sorted, without some of its columns. */
  List<String> rows(String table, String... without) {
    return rows(table(table), without);
  }

  static List<String> rows(Dataset<Row> table, String... without) {
    Set<String> left = Set.of(without);
    String[] columns =
        Arrays.stream(table.columns()).filter(c -> !left.contains(c)).toArray(String[]::new);
    return table.selectExpr(columns).collectAsList().stream().map(Place::text).sorted().toList();
  }

  /** A value as it is written in a table of text; maps and lists of names are in order. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Row row) {
      return Stream.of(row.schema().fieldNames())
          .map(name -> name + "=" + text(row.getAs(name)))
          .collect(Collectors.joining(" "));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      CollectionConverters.asJava(map).forEach((k, v) -> sorted.put(text(k), text(v)));
      return sorted.entrySet().stream()
          .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof scala.collection.Seq<?> list) {
      return CollectionConverters.asJava(list).stream()
          .map(Place::text)
          .collect(Collectors.joining(" "));
    }
    return value instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : plain(value);
  }

  private static String plain(Object value) {
    if (value instanceof Instant || value instanceof LocalDate) {
      return value.toString().replaceFirst("(\\.\\d{3})Z$", "$1000Z");
    }
    return value.toString();
  }

  /** Copies a folder's files over another's. */
  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
