package io.voxledger.sources.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.voxledger.lake.Globs;
import io.voxledger.screening.Reason;
import io.voxledger.sources.QuarantineText;
import io.voxledger.sources.ReadLimits;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.spark.StagedRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * This run's usage files, read once into a staging folder: what is compared with stored rows must
 * first be known whole, for a truncated archive shows itself only at its end.
 */
public final class StagedFiles {
  private static final String ROW = "row";
  private static final String QUARANTINE = "quarantine";
  private static final String REPORT = "report";

  /** Tasks of about that size let people see how far reading has come. */
  private static final long BYTES_OF_A_TASK = 64L << 20;

  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private static final StructType SCHEMA =
      new StructType()
          .add("part", "string")
          .add("row", StagedRows.SCHEMA, true)
          .add("note", "string", true);

  private final Dataset<Row> staged;
  private final List<FileReport> reports;

  private StagedFiles(Dataset<Row> staged, List<FileReport> reports) {
    this.staged = staged;
    this.reports = reports;
  }

  /** How files are read. */
  public record Reading(
      ProviderAliases aliases, ReadLimits limits, String stagingFolder, ReadSoFar soFar) {}

  /** Reads files into the staging folder. */
  public static StagedFiles read(SparkSession spark, List<LandedFile> files, Reading how) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ReadUsageFiles.Context reading =
        new ReadUsageFiles.Context(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
            how.aliases(),
            how.limits(),
            how.soFar());
    long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
    int atLeast = spark.sparkContext().defaultParallelism() * 4;
    List<List<LandedFile>> groups =
        evenly(files, (int) Math.min(100_000, Math.max(atLeast, bytes / BYTES_OF_A_TASK)));
    var rows =
        context
            .parallelize(groups, Math.max(1, groups.size()))
            .mapPartitions(new ReadUsageFiles(reading));
    spark
        .createDataFrame(rows, SCHEMA)
        .write()
        .mode("overwrite")
        // Read once more and deleted: packing it well would cost more than it saves.
        .option("compression", "lz4_raw")
        .option("parquet.enable.dictionary", "false")
        .parquet(how.stagingFolder());
    Dataset<Row> staged = spark.read().schema(SCHEMA).parquet(Globs.escaped(how.stagingFolder()));
    List<FileReport> reports =
        staged
            .filter(col("part").equalTo(REPORT))
            .select("note")
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .map(note -> fromJson(note, FileReport.class))
            .sorted(Comparator.comparing(FileReport::file))
            .toList();
    return new StagedFiles(staged, reports);
  }

  /** Deals files to tasks so that each has about the same number of bytes. */
  private static List<List<LandedFile>> evenly(List<LandedFile> files, int tasks) {
    record Load(long bytes, List<LandedFile> files) {}
    PriorityQueue<Load> loads = new PriorityQueue<>(Comparator.comparingLong(Load::bytes));
    for (int i = 0; i < Math.min(tasks, files.size()); i++) {
      loads.add(new Load(0, new ArrayList<>()));
    }
    files.stream()
        .sorted(Comparator.comparingLong(LandedFile::bytes).reversed())
        .forEach(
            file -> {
              Load least = loads.remove();
              least.files().add(file);
              loads.add(new Load(least.bytes() + file.bytes(), least.files()));
            });
    return loads.stream().map(Load::files).toList();
  }

  /** What reading each file came to, by file. */
  public List<FileReport> reports() {
    return reports;
  }

  /** Accepted rows of all files but those, as {@link StagedRows#SCHEMA}. */
  public Dataset<Row> rowsWithout(Set<String> files) {
    Dataset<Row> rows = staged.filter(col("part").equalTo(ROW)).select("row.*");
    return files.isEmpty() ? rows : rows.filter(not(col("file").isInCollection(files)));
  }

  /** The lines of files that hold a bad row, by file. */
  public Map<String, Set<Long>> badLines(Set<String> files) {
    Map<String, Set<Long>> lines = new TreeMap<>();
    files.forEach(file -> lines.put(file, new TreeSet<>()));
    staged
        .filter(col("part").equalTo(QUARANTINE))
        .select("note")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(note -> fromJson(note, QuarantinedRow.class))
        .filter(row -> files.contains(row.file()))
        .forEach(row -> lines.get(row.file()).add(row.line().orElseThrow()));
    return lines;
  }

  /**
   * Bad rows of all files but those, as rows of {@code quarantine}.
   *
   * @param contentHashes by file
   */
  public Dataset<Row> quarantineWithout(
      Set<String> files, Map<String, String> contentHashes, String runId) {
    return staged
        .filter(col("part").equalTo(QUARANTINE))
        .select("note")
        .as(Encoders.STRING())
        .map(
            (MapFunction<String, Row>)
                note -> quarantineRow(fromJson(note, QuarantinedRow.class), contentHashes, runId),
            Encoders.row(RunTables.QUARANTINE.schema()))
        .filter(not(col("file").isInCollection(files)));
  }

  /** A row of {@code quarantine}. */
  public static Row quarantineRow(
      QuarantinedRow row, Map<String, String> contentHashes, String runId) {
    return RowFactory.create(
        row.file(),
        contentHashes.get(row.file()),
        row.line().isPresent() ? row.line().getAsLong() : null,
        row.reason(),
        row.source(),
        QuarantineText.of(row.detail()),
        row.text().orElse(null),
        runId,
        null,
        runId);
  }

  /** The quarantine entries of unreadable files. */
  public Stream<QuarantinedRow> unreadableFiles(List<LandedFile> files) {
    var sources =
        files.stream().collect(Collectors.toMap(LandedFile::path, f -> f.place().source()));
    return reports.stream()
        .filter(report -> report.unreadable().isPresent())
        .map(
            report ->
                new QuarantinedRow(
                    report.file(),
                    OptionalLong.empty(),
                    Reason.UNREADABLE_FILE.code(),
                    sources.get(report.file()),
                    report.unreadable().orElseThrow(),
                    Optional.empty()));
  }

  static Row row(Row staged) {
    return RowFactory.create(ROW, staged, null);
  }

  static Row quarantined(QuarantinedRow row) {
    return RowFactory.create(QUARANTINE, null, toJson(row));
  }

  static Row report(FileReport report) {
    return RowFactory.create(REPORT, null, toJson(report));
  }

  private static String toJson(Object note) {
    try {
      return JSON.writeValueAsString(note);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a note", e);
    }
  }

  static <T> T fromJson(String note, Class<T> type) {
    try {
      return JSON.readValue(note, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a note", e);
    }
  }
}
