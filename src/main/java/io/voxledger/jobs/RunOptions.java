package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Places;
import io.voxledger.settings.Settings;
import io.voxledger.settings.SettingsReader;
import io.voxledger.time.Timestamps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Options that every command has. Precedence: option, environment, settings file, default. */
final class RunOptions {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "settings file (default: conf/voxledger.yaml)")
  private String conf;

  @Option(
      names = "--landing",
      paramLabel = "URI",
      description = "landing area, instead of the settings'")
  private String landing;

  @Option(
      names = "--warehouse",
      paramLabel = "URI",
      description = "warehouse, instead of the settings'")
  private String warehouse;

  @Option(
      names = "--as-known-at",
      paramLabel = "INSTANT",
      description = "use only rate cards recorded by then")
  private String asKnownAt;

  @Option(names = "--master", paramLabel = "URL", description = "Spark master (default: local[*])")
  private String master;

  @Option(names = "--json", description = "print the result as one JSON line")
  private boolean json;

  @Option(names = "--quiet", description = "no progress on stderr")
  private boolean quiet;

  @Option(names = "--verbose", description = "stack traces of errors")
  @SuppressWarnings("unused") // an error looks for it before options are understood
  private boolean verbose;

  private final Clock clock = Clock.systemUTC();
  private final Map<String, String> environment;

  RunOptions() {
    this(System.getenv());
  }

  RunOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A variable of the environment; one that is empty is not set. */
  Optional<String> environment(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }

  Optional<String> master() {
    return Optional.ofNullable(master);
  }

  boolean isJson() {
    return json;
  }

  Clock clock() {
    return clock;
  }

  Progress progress() {
    return new Progress(System.err, quiet, clock);
  }

  /** Where a run tells what a person should know at once. */
  Webhook webhook() {
    return new Webhook(environment(Webhook.VARIABLE), progress());
  }

  /** Whether settings, landing area or warehouse are named on the command line. */
  boolean namesPlaces() {
    return conf != null || landing != null || warehouse != null;
  }

  /** The settings with the places that options and environment name. */
  Settings settings() {
    Path here = Path.of("");
    Settings settings =
        SettingsReader.read(settingsFile())
            .withPlaces(
                place(landing, "VOXLEDGER_LANDING", here),
                place(warehouse, "VOXLEDGER_WAREHOUSE", here));
    Places.requireApart(settings.landing(), settings.warehouse());
    return settings;
  }

  Path settingsFile() {
    if (conf != null) {
      if (conf.isBlank()) {
        throw new Voxledger.WrongUsage("--conf is empty; name a settings file");
      }
      return Path.of(conf);
    }
    Path here = Path.of("conf", "voxledger.yaml");
    Optional<String> named = environment("VOXLEDGER_CONF");
    if (named.isPresent()) {
      return Path.of(named.get());
    }
    Optional<String> home = environment("VOXLEDGER_HOME");
    return Files.isRegularFile(here) || home.isEmpty() ? here : Path.of(home.get()).resolve(here);
  }

  /** An empty option, such as a script's variable that is not set, is not the working folder. */
  private Optional<String> place(String option, String variable, Path here) {
    if (option != null && option.isBlank()) {
      throw new Voxledger.WrongUsage(
          variable.replace("VOXLEDGER_", "--").toLowerCase(Locale.ROOT)
              + " is empty; name a folder or an address such as s3a://bucket/path");
    }
    return Optional.ofNullable(option)
        .or(() -> environment(variable))
        .map(text -> Places.resolve(text, here));
  }

  SparkSession spark(Settings settings) {
    SparkSession spark = SparkSessions.open(master(), settings.hadoop());
    UsablePlaces.require(settings, spark.sparkContext().hadoopConfiguration());
    return spark;
  }

  Instant ratesKnownAt() {
    if (asKnownAt == null) {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
    return Timestamps.iso(asKnownAt)
        .orElseThrow(
            () ->
                new Voxledger.WrongUsage(
                    "--as-known-at " + asKnownAt + " is no instant such as 2026-09-30T00:00:00Z"));
  }

  /** Says that an option has no part in a command which shows what was published. */
  void warnOfUnusedKnownAt() {
    if (asKnownAt != null) {
      progress()
          .warn(
              "--as-known-at changes nothing here: this shows what the newest run published; "
                  + "`backfill --as-known-at` prices days as of an earlier time");
    }
  }

  /** What a run of a command shares. */
  RunContext context(String command, Settings settings, Optional<LocalDate> date) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new RunContext(
        new Warehouse(spark(settings), settings.warehouse()),
        settings,
        runId(now),
        command,
        date.orElseGet(() -> LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1)),
        now,
        ratesKnownAt(),
        progress());
  }

  /** The id of a run of this process; ids sort by start time. */
  static String runId(Instant startedAt) {
    return RUN_ID.format(startedAt) + "-" + Long.toString(ProcessHandle.current().pid(), 36);
  }

  static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new Voxledger.WrongUsage(option + " " + text + " is no day such as 2026-09-23");
    }
  }
}
