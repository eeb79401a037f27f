import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark needs to read the same files and do nothing with them: as lines of text, and as JSON
 * of the envelope's schema. Prints one line of "name wall cpu" each, in seconds; the session's start
 * is a line of its own.
 */
public final class Floors {
  private static final String ENVELOPE =
      "session_id STRING, job_id STRING, room STRING, observed_at TIMESTAMP, provider STRING, model STRING,"
          + " id STRING, createdAt STRING,"
          + " event STRUCT<type: STRING, timestamp: DOUBLE, item_id: STRING, request_id: STRING,"
          + " audio_duration: DOUBLE, characters_count: BIGINT, prompt_tokens: BIGINT,"
          + " prompt_cached_tokens: BIGINT, completion_tokens: BIGINT,"
          + " response: STRUCT<id: STRING, usage: STRUCT<input_tokens: BIGINT, output_tokens: BIGINT>>,"
          + " usageMetadata: STRUCT<promptTokenCount: BIGINT, responseTokenCount: BIGINT>>";

  private Floors() {}

  public static void main(String[] arguments) {
    String landing = arguments[0];
    SparkSession[] spark = new SparkSession[1];
    measure(
        "start",
        () ->
            spark[0] =
                SparkSession.builder()
                    .master("local[*]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .getOrCreate());
    String usage = Path.of(landing, "usage").toUri() + "*/*/*.jsonl";
    measure("text", () -> count(spark[0].read().text(usage).selectExpr("sum(length(value))")));
    measure(
        "json",
        () ->
            count(
                spark[0]
                    .read()
                    .schema(ENVELOPE)
                    .json(usage)
                    .selectExpr("count(session_id)", "max(observed_at)", "sum(hash(event))")));
    spark[0].stop();
  }

  private static void count(Dataset<Row> sums) {
    sums.collectAsList();
  }

  private static void measure(String name, Runnable work) {
    long wall = System.nanoTime();
    long cpu = cpuNanos();
    work.run();
    System.out.printf(
        "%s %.2f %.2f%n", name, (System.nanoTime() - wall) / 1e9, (cpuNanos() - cpu) / 1e9);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
