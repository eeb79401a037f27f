package io.voxledger.jobs;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger erase}: forgets a session, but for what it cost. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a session's rows and its text in quarantine. What it used stays as records and"
          + " charges without a session, a job, a room or a file, so that every total stays as it"
          + " was.",
      "Files of the landing area are not changed: delete the session's rows there first, for a file"
          + " that lands again brings them back. Older versions of the tables hold them until"
          + " `maintain` deletes those."
    },
    footer = {"", "Example:", "  jobs/voxledger erase --session RM_forum"})
final class EraseCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(names = "--session", required = true, paramLabel = "ID", description = "the room's SID")
  private String session;

  @Override
  public Integer call() throws Exception {
    if (session.isBlank()) {
      throw new Voxledger.WrongUsage("--session is empty; give a room's SID, RM_…");
    }
    Settings settings = common.settings();
    RunContext context = common.context("erase", settings, Optional.empty());
    List<String> files = EraseSession.filesOf(session, context.warehouse());
    if (files.isEmpty()) {
      throw new Voxledger.NothingToShow(
          "session '%s' is not in %s; nothing was changed"
              .formatted(session, settings.warehouse()));
    }
    RunReport report = NightlyRun.run(context, RunPlan.erase(session), common.clock());
    print(report, files, context.warehouse());
    return report.exitCode().code();
  }

  private void print(RunReport report, List<String> files, Warehouse warehouse) {
    Progress.erase(System.err);
    if (common.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("exit_code", report.exitCode().code());
      json.put("run_id", report.runId());
      json.put("landed_files", files);
      System.out.println(JsonLine.of(json));
      return;
    }
    System.out.println(
        "erased from the tables of %s; their older versions hold it until `maintain` deletes them,"
            .formatted(warehouse.uri()));
    System.out.println(
        "after %d days at the latest. %s of the landing area had rows of it:"
            .formatted(LakeTable.AUDIT_DAYS, Shown.count(files.size(), "file")));
    files.forEach(file -> System.out.println("  " + file));
  }
}
