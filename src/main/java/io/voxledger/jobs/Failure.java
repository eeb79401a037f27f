package io.voxledger.jobs;

import io.voxledger.lake.Lease;
import io.voxledger.settings.InvalidSettings;
import io.voxledger.yaml.NearestNames;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what went wrong: on stderr for people, the last line naming the exit code; on stdout as one
 * JSON line where the result would have been one.
 */
record Failure(boolean json, boolean verbose) {
  /** To follow it would write null in the place of money. */
  private static final Pattern SPARK_ADVICE =
      Pattern.compile(" If necessary set \"?spark\\.\\S+ to \"?false\"?[^.]*\\.");

  private static final String LOST_FILE = "FAILED_READ_FILE";
  private static final String WHAT_TO_DO_ABOUT_IT =
      " A file of a table is lost or damaged: restore it from a backup, or delete that table's folder, and `nightly` makes the table again";

  static Failure reporting(List<String> arguments) {
    return new Failure(arguments.contains("--json"), arguments.contains("--verbose"));
  }

  /** A command line that cannot be understood. */
  int wrongUsage(ParameterException e) {
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    String message =
        e instanceof UnmatchedArgumentException unmatched ? notKnown(unmatched) : e.getMessage();
    return tell(message, ExitCode.WRONG_USAGE, "see `" + help + "`");
  }

  /** A command that failed. */
  int failed(Exception e) {
    Progress.erase(System.err);
    if (verbose) {
      e.printStackTrace();
    }
    if (e instanceof InvalidSettings || e instanceof Voxledger.WrongUsage) {
      return tell(messageOf(e), ExitCode.WRONG_USAGE, "");
    }
    if (e instanceof Lease.HeldByAnother) {
      return tell(messageOf(e), ExitCode.HELD_BY_ANOTHER, "");
    }
    if (e instanceof Voxledger.NothingToShow) {
      return tell(messageOf(e), ExitCode.FAILED, "");
    }
    if (isStopping()) {
      return tell(
          "stopped by a signal; the next run takes back what this one left", ExitCode.FAILED, "");
    }
    return tell(messageOf(e), ExitCode.FAILED, verbose ? "" : "--verbose shows the stack trace");
  }

  /** Whether the process has been told to end, after which Spark fails in many ways. */
  private static boolean isStopping() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException stopping) {
      return true;
    }
  }

  private int tell(String message, ExitCode exit, String advice) {
    PrintStream err = System.err;
    err.println("error: " + message);
    err.println(exit.inWords() + (advice.isEmpty() ? "" : "; " + advice));
    if (json) {
      System.out.println(JsonLine.of(Map.of("exit_code", exit.code(), "error", message)));
    }
    return exit.code();
  }

  private static String notKnown(UnmatchedArgumentException e) {
    String text = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    boolean isOption = text.startsWith("-");
    boolean isCommand = !isOption && !command.getSubcommands().isEmpty();
    List<String> known = new ArrayList<>();
    if (isOption) {
      command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    } else if (isCommand) {
      known.addAll(command.getSubcommands().keySet());
    }
    Optional<String> nearest = NearestNames.nearest(text.replaceFirst("=.*", ""), known);
    return (isOption
            ? "unknown option "
            : isCommand ? "unknown command " : "one argument too many, ")
        + "'"
        + text
        + "' of `"
        + command.getCommandSpec().qualifiedName()
        + "`"
        + nearest.map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** What each exception of the chain adds to those above it. */
  private static String messageOf(Throwable e) {
    List<String> parts = new ArrayList<>();
    for (Throwable one = e; one != null; one = one.getCause()) {
      String message = one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
      String first = SPARK_ADVICE.matcher(message.lines().findFirst().orElse("")).replaceAll("");
      if (parts.stream().noneMatch(part -> part.contains(first))) {
        parts.add(first);
      }
      remoteCause(message).filter(cause -> !parts.contains(cause)).ifPresent(parts::add);
    }
    String all = String.join(": ", parts);
    return all.contains(LOST_FILE) ? all + WHAT_TO_DO_ABOUT_IT : all;
  }

  /** What failed in a task comes from Spark as the text of a stack trace, its reason last. */
  private static Optional<String> remoteCause(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((earlier, later) -> later)
        .map(line -> line.replaceFirst("^Caused by: [\\w.$]+(: )?", ""))
        .filter(cause -> !cause.isEmpty());
  }
}
