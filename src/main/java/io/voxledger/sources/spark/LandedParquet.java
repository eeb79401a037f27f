package io.voxledger.sources.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A small Parquet file read whole, as the JSON lines that hold the same: decimals with all their
 * digits, times in UTC, nothing for null. Line 1 is the first row.
 */
public final class LandedParquet {
  private static final Map<String, String> EXACT =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          "timeZone", "UTC");

  /** What Spark would take for a pattern of names. */
  private static final Pattern GLOB = Pattern.compile("[\\\\{}\\[\\]*?]");

  private LandedParquet() {}

  /**
   * Reads a file.
   *
   * @throws UnreadableFile when it is no Parquet, or too long to be read whole
   */
  public static LandedText read(LandedFile file, SparkSession spark, ReadLimits limits)
      throws UnreadableFile {
    if (file.bytes() > limits.parquetBytes()) {
      throw new UnreadableFile(
          "longer than "
              + limits.parquetBytes()
              + " bytes (limits.parquet_bytes); split the export");
    }
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String hash = ContentHash.of(file, hadoop); // fails by itself where the storage does
    StringBuilder text = new StringBuilder();
    rows(file, spark).stream()
        .sorted(Comparator.comparingLong(row -> row.getLong(0)))
        .forEach(row -> text.append(row.getString(1)).append('\n'));
    return new LandedText(text.toString(), hash);
  }

  private static List<Row> rows(LandedFile file, SparkSession spark) throws UnreadableFile {
    try {
      return spark
          .read()
          .parquet(GLOB.matcher(file.uri()).replaceAll("\\\\$0"))
          .select(col("_metadata.row_index"), to_json(struct(col("*")), EXACT))
          .collectAsList();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new UnreadableFile("this is no Parquet file that can be read: " + e.getMessage(), e);
    }
  }
}
