package io.voxledger.reports.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LocalFiles;
import io.voxledger.lake.PublishedTables;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusColumn;
import io.voxledger.reports.focus.FocusFormat;
import io.voxledger.reports.focus.FocusRow;
import io.voxledger.tables.CostTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes a month's charges, and the amounts beside them, as one FOCUS file. */
public final class WriteFocus {
  /** A session's charges may lie days after its start, by which sessions are stored. */
  private static final int LONGEST_SESSION_DAYS = 31;

  /** Text as it is: blanks around it, too, and nothing for null. */
  private static final Map<String, String> CSV_OPTIONS =
      Map.of(
          "header", "true",
          "escape", "\"",
          "emptyValue", "",
          "nullValue", "",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  private final SparkSession spark;
  private final PublishedTables tables;
  private final FocusFormat format;

  public WriteFocus(SparkSession spark, PublishedTables tables, FocusFormat format) {
    this.spark = spark;
    this.tables = tables;
    this.format = format;
  }

  /**
   * Writes the file, replacing one that is there.
   *
   * @param month of use, UTC
   * @param amounts that are no usage at a price
   * @param out a path or URI
   */
  public void write(YearMonth month, List<FocusAmount> amounts, String out) throws IOException {
    StructType schema = schema();
    FocusFormat as = format;
    Dataset<Row> usage =
        charges(month)
            .map(
                (MapFunction<Row, Row>)
                    row -> RowFactory.create(as.values(FocusRow.of(charge(row), tags(row)))),
                Encoders.row(schema));
    List<Row> others =
        amounts.stream().map(a -> RowFactory.create(as.values(FocusRow.of(a)))).toList();
    save(usage.union(spark.createDataFrame(others, schema)).coalesce(1), new Path(out));
  }

  /** Whether anything was charged in that month. */
  public boolean hasUsage(YearMonth month) {
    return !tables.read(CostTables.CHARGE).filter(during("usage_date", month, 0)).isEmpty();
  }

  private static io.voxledger.reports.SessionReceipt.Charge charge(Row row) {
    return ReceiptRows.charge(row, Map.of(), Map.of());
  }

  private static Map<String, String> tags(Row row) {
    int tags = row.fieldIndex("tags");
    return row.isNullAt(tags) ? Map.of() : row.getJavaMap(tags);
  }

  private Dataset<Row> charges(YearMonth month) {
    Dataset<Row> charges = tables.read(CostTables.CHARGE).filter(during("usage_date", month, 0));
    Dataset<Row> tagged =
        tables
            .read(CostTables.SESSION_COST)
            .filter(during("session_date", month, LONGEST_SESSION_DAYS))
            .filter("size(tags) > 0")
            .select(col("session_id").as("tagged_session"), col("tags"));
    return charges.join(tagged, col("session_id").equalTo(col("tagged_session")), "left");
  }

  private static String during(String column, YearMonth month, int daysBefore) {
    return DayFilter.from(column, month.atDay(1).minusDays(daysBefore))
        + " AND "
        + column
        + " < DATE'"
        + month.plusMonths(1).atDay(1)
        + "'";
  }

  private StructType schema() {
    StructType schema = new StructType();
    for (FocusColumn column : FocusColumn.values()) {
      schema =
          schema.add(
              column.title(), format == FocusFormat.CSV ? DataTypes.StringType : type(column));
    }
    return schema;
  }

  private static org.apache.spark.sql.types.DataType type(FocusColumn column) {
    return switch (column.type()) {
      case STRING -> DataTypes.StringType;
      case DECIMAL -> DataTypes.createDecimalType(38, FocusColumn.SCALE);
      case TIME -> DataTypes.TimestampType;
    };
  }

  /** Spark writes a folder; what is wanted is the one file in it. */
  private void save(Dataset<Row> rows, Path out) throws IOException {
    FileSystem fs = out.getFileSystem(spark.sparkContext().hadoopConfiguration());
    Path folder = out.suffix(".writing");
    switch (format) {
      case PARQUET -> rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
      case CSV -> rows.write().mode(SaveMode.Overwrite).options(CSV_OPTIONS).csv(folder.toString());
    }
    Path part = null;
    for (FileStatus file : fs.listStatus(folder)) {
      part = file.getPath().getName().startsWith("part-") ? file.getPath() : part;
    }
    if (part == null) {
      throw new IOException("cannot put " + out + " in place of " + folder + ", which is empty");
    }
    replace(fs, part, out);
    fs.delete(folder, true);
  }

  /** In one step, so that nobody finds half a file, or none. */
  private static void replace(FileSystem fs, Path part, Path out) throws IOException {
    if (LocalFiles.withoutChecksums(fs) instanceof RawLocalFileSystem local) {
      java.nio.file.Path target = local.pathToFile(out).toPath();
      // one of an older content would make the file unreadable for Hadoop
      Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
      Files.move(local.pathToFile(part).toPath(), target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try (InputStream in = fs.open(part)) {
      OutputStream stored = fs.create(out, true);
      in.transferTo(stored);
      stored.close(); // not when reading failed: an object store would keep what came so far
    }
  }
}
