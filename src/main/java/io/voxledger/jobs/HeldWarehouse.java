package io.voxledger.jobs;

import io.voxledger.lake.AtOnce;
import io.voxledger.lake.Lease;
import io.voxledger.lake.PublishedRuns;
import io.voxledger.lake.TableDefinition;
import io.voxledger.tables.AllTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.UsageTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A warehouse in the hands of one run: its tables are there, in the form that this program knows,
 * and as the newest finished run published them. What the run writes counts once it is published.
 */
final class HeldWarehouse implements AutoCloseable {
  private final Lease lease;
  private final RunContext run;
  private final Clock clock;
  private final PublishedRuns published;
  private final Optional<Row> last;
  private final RebuildTables rebuild;

  private HeldWarehouse(Lease lease, RunContext context, Clock clock) {
    this.lease = lease;
    this.published = NightlyRun.publishedRuns(context.warehouse());
    this.last = published.newest();
    Instant lastEnd = last.<Instant>map(row -> row.getAs("ended_at")).orElse(Instant.MIN);
    if (lastEnd.isBefore(context.startedAt())) {
      this.run = context;
      this.clock = clock;
    } else { // its id must sort behind the last one's: the newest run is what readers see
      context.progress().warn("the clock is behind the last run's end, " + lastEnd + "; set it");
      this.run = context.startedAt(lastEnd.plusMillis(1));
      this.clock = Clock.offset(clock, Duration.between(context.startedAt(), run.startedAt()));
    }
    this.rebuild = new RebuildTables(run);
  }

  /**
   * Takes a warehouse for a run and takes back what a dead run left in it.
   *
   * @throws Lease.HeldByAnother when another run holds it
   */
  static HeldWarehouse take(RunContext context, RunPlan plan, Clock clock) throws IOException {
    Lease lease =
        Lease.take(
            context.warehouse().uri(),
            context.runId(),
            clock,
            context.spark().sparkContext().hadoopConfiguration());
    Optional<HeldWarehouse> held = Optional.empty();
    try {
      held = Optional.of(open(lease, context, plan, clock));
      return held.get();
    } finally { // Spark throws checked exceptions, too, that it does not declare
      if (held.isEmpty()) {
        lease.close();
      }
    }
  }

  private static HeldWarehouse open(Lease lease, RunContext context, RunPlan plan, Clock clock)
      throws IOException {
    context.progress().stage("opening " + context.warehouse().uri());
    HeldWarehouse held = new HeldWarehouse(lease, context, clock);
    context.warehouse().signCommits(held.run.runId());
    held.rebuild.requireRuns();
    Map<String, Long> published = held.published.published();
    List<String> lost = held.rebuild.lost(published, held.last.map(row -> row.getAs("run_id")));
    held.rebuild.endIfRestored(lost);
    if (!lost.isEmpty()) {
      held.rebuild.begin(lost, published, plan);
    }
    List<TableDefinition> old =
        AllTables.ALL.stream().filter(t -> context.warehouse().table(t).version() >= 0).toList();
    createMissingTables(context);
    context.warehouse().clearStaging();
    held.takeBack();
    context.warehouse().upgrade(old, AllTables.ALL);
    SparkSessions.prepareForWarehouse(
        context.spark(), context.warehouse().table(UsageTables.USAGE_RECORD).bytes());
    return held;
  }

  private void takeBack() throws IOException {
    int rolledBack = published.rollBackUnpublished();
    if (rolledBack > 0) {
      run.progress().stage("took back what an unfinished run left in " + rolledBack + " tables");
    }
    if (rebuild.isBegun()) {
      rebuild.empty();
    }
  }

  /**
   * In threads of their own: those of parallel streams do not see the jars that {@code
   * spark-submit} adds, and Delta is one of them.
   */
  private static void createMissingTables(RunContext context) {
    AtOnce.run(
        context.spark(),
        AllTables.ALL.stream()
            .map(context.warehouse()::table)
            .<Runnable>map(table -> table::createIfMissing)
            .toArray(Runnable[]::new));
  }

  /** The run, with a start that is after the last one's end whatever the clock says. */
  RunContext run() {
    return run;
  }

  /** The newest finished run before this one. */
  Optional<Row> last() {
    return last;
  }

  /**
   * What a run says of itself.
   *
   * @param settingsHash of the settings that all sessions are settled with
   * @param monthsHash of the settings that months are added up with
   * @param left what later runs must recompute
   */
  record Result(
      String status,
      Map<String, Long> counts,
      Map<String, BigDecimal> totals,
      String settingsHash,
      String monthsHash,
      Touched left) {}

  /**
   * Makes what was written the published state, by the run's own row.
   *
   * @throws IllegalStateException when another run has taken the warehouse meanwhile, or has
   *     written to a table: nothing is published
   */
  void publish(Result result) throws IOException {
    if (!lease.isHeld()) {
      throw new IllegalStateException(
          "the lease on the warehouse was lost while the run was at work; nothing is published."
              + " Run it again");
    }
    // what is written from here on is published by nobody, whether it was looked at below or not
    Map<String, Long> versions = published.versions();
    List<String> foreign = published.writtenByOthers(run.runId());
    if (!foreign.isEmpty()) {
      throw new IllegalStateException(
          "another run has written to %s while this one was at work; nothing is published. Make sure that only one runs, and run it again"
              .formatted(String.join(", ", foreign)));
    }
    run.progress().stage("publishing");
    Row row =
        RowFactory.create(
            run.runId(),
            run.command(),
            run.logicalDate(),
            run.startedAt(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            result.status(),
            run.ratesKnownAt(),
            result.settingsHash(),
            Version.current(),
            result.counts(),
            result.totals(),
            versions,
            result.left().toLines().toArray(new String[0]),
            result.monthsHash());
    run.warehouse()
        .table(RunTables.RUN)
        .append(run.spark().createDataFrame(List.of(row), RunTables.RUN.schema()).coalesce(1));
    tidyUp();
  }

  /** The run is published whatever becomes of this; the next one does what fails here. */
  private void tidyUp() {
    try {
      run.warehouse().rememberForm(AllTables.ALL);
      rebuild.end();
    } catch (IOException e) {
      run.progress().warn("published, but not tidied up behind it: " + e.getMessage());
    }
  }

  /** Gives the warehouse back. A lease that cannot be given back expires. */
  @Override
  public void close() {
    try {
      lease.close();
    } catch (IOException e) {
      run.progress().warn("the lease was not given back and expires by itself: " + e.getMessage());
    }
  }
}
