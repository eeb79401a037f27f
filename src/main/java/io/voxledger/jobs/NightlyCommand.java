package io.voxledger.jobs;

import io.voxledger.settings.Settings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger nightly}. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    description = "Ingests, prices, sums up and reconciles whatever is new or touched.",
    footer = {
      "",
      "Example:",
      "  jobs/voxledger nightly --date 2026-09-23 --warehouse s3a://my-bucket/warehouse"
    })
final class NightlyCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "the day that the run reports on (default: yesterday, UTC)")
  private String date;

  @Override
  public Integer call() throws Exception {
    Settings settings = common.settings();
    RunContext context =
        common.context(
            "nightly",
            settings,
            Optional.ofNullable(date).map(text -> RunOptions.day("--date", text)));
    RunReport report = NightlyRun.run(context, RunPlan.nightly(), common.clock());
    Summary.print(context, report, common.isJson());
    common.webhook().tell(context, report);
    return report.exitCode().code();
  }
}
