package io.voxledger.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A query in {@code src/main/resources/sql}: one SELECT over views that its header names. It joins,
 * filters and sums; it never multiplies or divides money.
 */
public final class SqlFile {
  private final String name;
  private final String text;

  private SqlFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The query of that name, without {@code .sql}. */
  public static SqlFile of(String name) {
    try (InputStream in = SqlFile.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no query " + name);
      }
      return new SqlFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the query " + name, e);
    }
  }

  public String name() {
    return name;
  }

  /** The query's result, with the views that it reads. */
  public Dataset<Row> run(SparkSession spark, Map<String, Dataset<Row>> views) {
    synchronized (
        SqlFile
            .class) { // views are named for the whole session, and bound when the query is analysed
      views.forEach((view, rows) -> rows.createOrReplaceTempView(view));
      return spark.sql(text);
    }
  }
}
