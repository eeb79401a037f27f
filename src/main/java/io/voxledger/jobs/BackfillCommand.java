package io.voxledger.jobs;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger backfill}. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description =
        "Prices days again from what is stored, with the rates known now or at --as-known-at;"
            + " what changes is written to restatement.",
    footer = {"", "Example:", "  jobs/voxledger backfill --from 2026-09-01 --to 2026-09-30"})
final class BackfillCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "first day, UTC")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "last day, UTC")
  private String to;

  @Override
  public Integer call() throws Exception {
    LocalDate first = RunOptions.day("--from", from);
    LocalDate last = RunOptions.day("--to", to);
    if (last.isBefore(first)) {
      throw new Voxledger.WrongUsage("--to " + to + " is before --from " + from);
    }
    RunContext context = common.context("backfill", common.settings(), java.util.Optional.empty());
    RunReport report = NightlyRun.run(context, RunPlan.backfill(first, last), common.clock());
    Summary.print(context, report, common.isJson());
    common.webhook().tell(context, report);
    return report.exitCode().code();
  }
}
