package io.voxledger.jobs;

import io.voxledger.jobs.NightlyRun.StageName;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One stage of a night by itself; what it leaves to do, a later run does. */
final class StageCommands {
  private StageCommands() {}

  /** What the three have in common. */
  private abstract static class OneStage implements Callable<Integer> {
    @Mixin private RunOptions common;

    @Option(
        names = "--date",
        paramLabel = "DAY",
        description = "the day that the run reports on (default: yesterday, UTC)")
    private String date;

    private final String command;
    private final StageName stage;

    OneStage(String command, StageName stage) {
      this.command = command;
      this.stage = stage;
    }

    RunPlan plan() {
      return RunPlan.of(EnumSet.of(stage));
    }

    @Override
    public Integer call() throws Exception {
      RunContext context =
          common.context(
              command,
              common.settings(),
              Optional.ofNullable(date).map(text -> RunOptions.day("--date", text)));
      RunReport report = NightlyRun.run(context, plan(), common.clock());
      Summary.print(context, report, common.isJson());
      common.webhook().tell(context, report);
      return report.exitCode().code();
    }
  }

  /** {@code voxledger ingest}. */
  @Command(
      name = "ingest",
      mixinStandardHelpOptions = true,
      description = "Takes in what landed: usage, bills and rate cards.",
      footer = {"", "Example:", "  jobs/voxledger ingest --landing s3a://my-bucket/landing"})
  static final class Ingest extends OneStage {
    @Option(
        names = "--replay-quarantine",
        description = "read the files of unresolved quarantine rows again, after an upgrade")
    private boolean replay;

    Ingest() {
      super("ingest", StageName.INGEST);
    }

    @Override
    RunPlan plan() {
      return replay ? RunPlan.replay() : super.plan();
    }
  }

  /** {@code voxledger price}. */
  @Command(
      name = "price",
      mixinStandardHelpOptions = true,
      description = "Prices usage that was taken in, or whose rates changed.",
      footer = {"", "Example:", "  jobs/voxledger price --as-known-at 2026-09-30T00:00:00Z"})
  static final class Price extends OneStage {
    Price() {
      super("price", StageName.PRICE);
    }
  }

  /** {@code voxledger reconcile}. */
  @Command(
      name = "reconcile",
      mixinStandardHelpOptions = true,
      description = "Compares bills with what was computed.",
      footer = {"", "Example:", "  jobs/voxledger reconcile --date 2026-09-30"})
  static final class Reconcile extends OneStage {
    Reconcile() {
      super("reconcile", StageName.RECONCILE);
    }
  }
}
