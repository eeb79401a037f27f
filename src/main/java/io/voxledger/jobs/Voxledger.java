package io.voxledger.jobs;

import io.voxledger.lake.Lease;
import io.voxledger.settings.InvalidSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code voxledger <command> [options]}. */
@Command(
    name = "voxledger",
    mixinStandardHelpOptions = true,
    versionProvider = Voxledger.Versions.class,
    description = "Prices voice-agent usage every night and reconciles it with the bills.",
    footer = {"", "Example:", "  jobs/voxledger nightly --date 2026-09-23"},
    subcommands = {
      NightlyCommand.class,
      StageCommands.Ingest.class,
      StageCommands.Price.class,
      StageCommands.Reconcile.class,
      BackfillCommand.class,
      ExplainCommand.class,
      DemoCommand.class,
      DictionaryCommand.class,
      DoctorCommand.class
    })
public final class Voxledger implements Runnable {
  private Voxledger() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    System.exit(execute(args));
  }

  /** Runs one command and gives its exit code. */
  public static int execute(String... args) {
    boolean verbose = Arrays.asList(args).contains("--verbose");
    return new CommandLine(new Voxledger())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> report(e, verbose))
        .execute(args);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static int report(Exception e, boolean verbose) {
    System.err.println("error: " + messageOf(e));
    if (verbose) {
      e.printStackTrace();
    }
    if (e instanceof InvalidSettings || e instanceof WrongUsage) {
      return ExitCode.WRONG_USAGE.code();
    }
    if (e instanceof Lease.HeldByAnother) {
      return ExitCode.HELD_BY_ANOTHER.code();
    }
    if (!verbose && !(e instanceof VerifyPromises.Broken)) {
      System.err.println("nothing was published; run again with --verbose for the stack trace");
    }
    return ExitCode.FAILED.code();
  }

  private static String messageOf(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String first = message.lines().findFirst().orElse("");
    return e.getCause() == null || first.contains(String.valueOf(e.getCause().getMessage()))
        ? first
        : first + ": " + messageOf(e.getCause());
  }

  /** A command line that asks for something that cannot be. */
  static final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
      super(message);
    }
  }

  /** The version that the jar was built with, or {@code development} outside a jar. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"voxledger " + Version.current()};
    }
  }
}
