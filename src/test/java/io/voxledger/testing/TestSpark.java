package io.voxledger.testing;

import io.voxledger.jobs.SparkSessions;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests' process, opened when the first test asks for it. */
public final class TestSpark {
  private static SparkSession session;

  private TestSpark() {}

  /** The shared session, with two cores; nobody closes it. */
  public static synchronized SparkSession session() {
    if (session == null) {
      session = SparkSessions.open(Optional.of("local[2]"));
      session.sparkContext().setLogLevel("WARN");
    }
    return session;
  }
}
