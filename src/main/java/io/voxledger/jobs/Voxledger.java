package io.voxledger.jobs;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** The command line: {@code voxledger <command> [options]}. */
@Command(
    name = "voxledger",
    mixinStandardHelpOptions = true,
    versionProvider = Voxledger.Versions.class,
    description = "Prices voice-agent usage every night and reconciles it with the bills.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 a gate was broken, 4 some input"
          + " could not be read, 5 another run holds the warehouse.",
      "",
      "Example:",
      "  jobs/voxledger nightly --date 2026-09-23"
    },
    subcommands = {
      NightlyCommand.class,
      StageCommands.Ingest.class,
      StageCommands.Price.class,
      StageCommands.Reconcile.class,
      BackfillCommand.class,
      CloseCommand.class,
      ExplainCommand.class,
      RatesCommand.class,
      WhatIfCommand.class,
      HostingCommand.class,
      ReportCommand.class,
      FocusCommand.class,
      DemoCommand.class,
      DictionaryCommand.class,
      DoctorCommand.class,
      MaintainCommand.class,
      EraseCommand.class
    })
public final class Voxledger {
  private Voxledger() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    System.exit(execute(args));
  }

  /** Runs one command and gives its exit code. */
  public static int execute(String... args) {
    return execute(System.getenv(), args);
  }

  /** Runs one command as if the process had that environment. */
  static int execute(Map<String, String> environment, String... args) {
    Failure failure = Failure.reporting(Arrays.asList(args));
    return new CommandLine(new Voxledger(), factory(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .registerConverter(YearMonth.class, Voxledger::month)
        .setParameterExceptionHandler((e, given) -> failure.wrongUsage(e))
        .setExecutionExceptionHandler((e, line, parsed) -> failure.failed(e))
        .execute(args);
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.TypeConversionException(text + " is no month such as 2026-09");
    }
  }

  private static IFactory factory(Map<String, String> environment) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        return type == RunOptions.class
            ? type.cast(new RunOptions(environment))
            : CommandLine.defaultFactory().create(type);
      }
    };
  }

  /** A command line that asks for something that cannot be. */
  static final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
      super(message);
    }
  }

  /** A command line that is right, about something that the tables do not have. */
  static final class NothingToShow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToShow(String message) {
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
