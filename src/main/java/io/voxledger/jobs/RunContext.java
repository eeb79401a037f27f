package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Settings;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What the stages of one run share.
 *
 * @param runId sorts by start time
 * @param logicalDate the day that the run reports on; it never limits what is taken in
 * @param ratesKnownAt cards that were recorded later are not used
 */
record RunContext(
    Warehouse warehouse,
    Settings settings,
    String runId,
    String command,
    LocalDate logicalDate,
    Instant startedAt,
    Instant ratesKnownAt,
    Progress progress) {

  SparkSession spark() {
    return warehouse.spark();
  }

  /** The same run as if it had started then; rates that are known now still are. */
  RunContext startedAt(Instant instant) {
    return new RunContext(
        warehouse,
        settings,
        RunOptions.runId(instant),
        command,
        logicalDate,
        instant,
        ratesKnownAt.isBefore(startedAt) ? ratesKnownAt : instant,
        progress);
  }
}
