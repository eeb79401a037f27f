package io.voxledger.jobs;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Lease;
import io.voxledger.lake.PublishedRuns;
import io.voxledger.lake.Warehouse;
import io.voxledger.lake.WarehouseProbe;
import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import io.voxledger.tables.RunTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** What {@code doctor} says about the warehouse, its lease and its last run. */
final class CheckWarehouse {
  private static final Duration STALE = Duration.ofDays(2);

  private final Warehouse warehouse;
  private final Settings settings;
  private final Clock clock;
  private final Configuration hadoop;

  CheckWarehouse(Warehouse warehouse, Settings settings, Clock clock) {
    this.warehouse = warehouse;
    this.settings = settings;
    this.clock = clock;
    this.hadoop = warehouse.spark().sparkContext().hadoopConfiguration();
  }

  /** Whether a run could write there, and be the only one. */
  List<Finding> place() {
    String check = "warehouse";
    try {
      Optional<String> folder = nearestFolder();
      if (folder.isEmpty()) {
        return List.of(
            Finding.problem(
                check, warehouse.uri() + " is not there", "Make the bucket or folder above it"));
      }
      String found =
          folder.get().equals(warehouse.uri())
              ? warehouse.uri() + " can be written"
              : warehouse.uri() + " can be made by the first run";
      return List.of(
          switch (WarehouseProbe.at(folder.get(), hadoop)) {
            case WORKS -> Finding.ok(check, found + ", a second writer is refused");
            case NOT_CONDITIONAL ->
                Finding.problem(
                    check,
                    warehouse.uri() + " lets two writers create the same file",
                    "Use an object store with conditional writes (If-None-Match), as S3 has");
          });
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              check,
              warehouse.uri() + " cannot be written: " + e.getMessage(),
              CheckLanding.HOW_TO_REACH));
    }
  }

  /** The warehouse, or the existing folder above it; an object store has no folders. */
  private Optional<String> nearestFolder() throws IOException {
    Path folder = new Path(warehouse.uri());
    FileSystem fs = folder.getFileSystem(hadoop);
    if (!"file".equals(folder.toUri().getScheme())) {
      return Optional.of(warehouse.uri());
    }
    while (folder != null && !fs.exists(folder)) {
      folder = folder.getParent();
    }
    return Optional.ofNullable(folder).map(found -> "file:" + found.toUri().getPath());
  }

  List<Finding> lease() {
    try {
      Optional<Lease.Holder> holder = Lease.holder(warehouse.uri(), hadoop);
      if (holder.isEmpty()) {
        return List.of(Finding.ok("lease", "no run holds the warehouse"));
      }
      String run = "run " + holder.get().runId();
      return List.of(
          clock.instant().isBefore(holder.get().until())
              ? Finding.warning(
                  "lease",
                  run + " holds the warehouse until " + holder.get().until(),
                  "Wait for it, or for its lease to expire if it is dead")
              : Finding.ok("lease", run + " died holding the lease; the next run takes over"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest finished run, and what is left to do. */
  List<Finding> lastRun() {
    PublishedRuns published = NightlyRun.publishedRuns(warehouse);
    Optional<Row> newest = published.newest();
    List<Finding> findings = new ArrayList<>();
    findings.add(newest.map(this::ran).orElseGet(CheckWarehouse::neverRan));
    List<String> unpublished = published.unpublished();
    if (newest.isPresent() && !unpublished.isEmpty()) {
      findings.add(
          Finding.warning(
              "last run",
              "an unfinished run has changed " + String.join(", ", unpublished),
              "Readers of the published versions do not see it; the next run takes it back"));
    }
    newest.ifPresent(run -> findings.addAll(leftOver(run)));
    return findings;
  }

  private static Finding neverRan() {
    return Finding.ok("last run", "none yet; start with: jobs/voxledger nightly");
  }

  private Finding ran(Row run) {
    Instant ended = run.getAs("ended_at");
    String found =
        "%s %s of %s ended %s UTC: %s"
            .formatted(
                run.getAs("command"),
                run.getAs("run_id"),
                run.getAs("logical_date"),
                Shown.time(ended),
                run.getAs("status"));
    if (ended.isAfter(clock.instant())) {
      return Finding.problem("clock", found + ", which is in the future", "Set the clock (NTP)");
    }
    return ended.isBefore(clock.instant().minus(STALE))
        ? Finding.warning(
            "last run", found + ", over two days ago", "Check the scheduler; run `nightly`")
        : Finding.ok("last run", found);
  }

  private List<Finding> leftOver(Row run) {
    List<Finding> findings = new ArrayList<>();
    Touched left = Touched.ofLines(run.getList(run.fieldIndex("touched")));
    if (!left.isEmpty()) {
      findings.add(
          Finding.warning(
              "last run",
              "%s to price, %s to reconcile%s%s"
                  .formatted(
                      Shown.count(left.usageDays().size(), "day"),
                      Shown.count(left.pricedDays().size(), "day"),
                      left.bills() ? ", and new bills" : "",
                      left.cards() ? ", and new rate cards" : ""),
              "Run `nightly`, or the stages that are missing: `price`, `reconcile`"));
    }
    if (!settings.moneyHash().equals(run.getAs("settings_hash"))) {
      findings.add(
          Finding.warning(
              "last run",
              "settings that matter to money changed since",
              "The next `nightly` recomputes everything with them"));
    }
    findings.addAll(quarantined());
    return findings;
  }

  private List<Finding> quarantined() {
    LakeTable quarantine = warehouse.table(RunTables.QUARANTINE);
    long rows =
        quarantine.version() <= 0 ? 0 : quarantine.read().filter("resolved_run IS NULL").count();
    return rows == 0
        ? List.of()
        : List.of(
            Finding.warning(
                "last run",
                Shown.count(rows, "row") + " of input in quarantine",
                "See table quarantine for file, line and reason; land corrected files"));
  }
}
