package io.voxledger.jobs;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import io.voxledger.tables.AllTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger maintain}: fewer, larger files, and none that nobody may need any more. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Brings small files of the tables together, and deletes files that were replaced before the"
          + " audit period. Every run of the audit period can still be read at its versions, and"
          + " the newest one however old it is."
    },
    footer = {"", "Example:", "  jobs/voxledger maintain --audit-days 30"})
final class MaintainCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(
      names = "--audit-days",
      paramLabel = "DAYS",
      defaultValue = "" + LakeTable.AUDIT_DAYS,
      description = "days for which every run stays readable (default: ${DEFAULT-VALUE})")
  private int auditDays;

  @Override
  public Integer call() throws Exception {
    if (auditDays < 0 || auditDays > LakeTable.AUDIT_DAYS) {
      throw new Voxledger.WrongUsage(
          "--audit-days %d is not from 0 to %d, the days for which the tables keep their logs"
              .formatted(auditDays, LakeTable.AUDIT_DAYS));
    }
    Settings settings = common.settings();
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    // It reports on no day of its own: `close` judges by the day of the newest run.
    LocalDate night = NewestRun.of(warehouse).getAs("logical_date");
    RunContext context = common.context("maintain", settings, Optional.of(night));
    try (HeldWarehouse held = HeldWarehouse.take(context, RunPlan.of(Set.of()), common.clock())) {
      Row last =
          held.last()
              .orElseThrow(
                  () ->
                      new Voxledger.NothingToShow(
                          context.warehouse().uri() + " has no finished run to maintain"));
      print(maintain(held, last, common.clock()));
    }
    return ExitCode.DONE.code();
  }

  /**
   * What was done.
   *
   * @param keptSince every version from then on can be read
   */
  private record Done(String runId, int compacted, Instant keptSince) {}

  private Done maintain(HeldWarehouse held, Row last, Clock clock) throws Exception {
    RunContext run = held.run();
    List<LakeTable> tables = AllTables.ALL.stream().map(run.warehouse()::table).toList();
    run.progress().stage("bringing small files together");
    int compacted = 0;
    for (LakeTable table : tables) {
      long before = table.version();
      table.compact();
      compacted += table.version() > before ? 1 : 0;
    }
    held.publish(
        new HeldWarehouse.Result(
            "done",
            Map.of("tables_compacted", (long) compacted),
            Map.of(),
            last.getAs("settings_hash"),
            last.getAs("months_hash"),
            Touched.ofLines(last.getList(last.fieldIndex("touched")))
                .withDayPassed(!last.getAs("logical_date").equals(run.logicalDate()))));
    Instant keptSince = keptSince(last.getAs("ended_at"), run.startedAt());
    run.progress().stage("deleting what was replaced before " + Shown.time(keptSince) + " UTC");
    run.warehouse().prepareToForget();
    try {
      for (LakeTable table : tables) { // each counts back from when it begins
        table.forget(Duration.between(keptSince, clock.instant()));
      }
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      run.progress()
          .warn("not all old files could be deleted; the next time may: " + e.getMessage());
    }
    return new Done(run.runId(), compacted, keptSince);
  }

  /** Readers may be at the run that was the newest until now. */
  private Instant keptSince(Instant lastRun, Instant now) {
    Instant audited = now.minus(Duration.ofDays(auditDays));
    return audited.isBefore(lastRun) ? audited : lastRun;
  }

  private void print(Done done) {
    Progress.erase(System.err);
    if (common.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("exit_code", ExitCode.DONE.code());
      json.put("run_id", done.runId());
      json.put("tables_compacted", done.compacted());
      json.put("kept_since", done.keptSince().toString());
      System.out.println(JsonLine.of(json));
      return;
    }
    System.out.println(
        "%s compacted; runs that ended at %s UTC or later can be read at their versions"
            .formatted(Shown.count(done.compacted(), "table"), Shown.time(done.keptSince())));
  }
}
