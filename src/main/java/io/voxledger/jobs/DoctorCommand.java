package io.voxledger.jobs;

import io.voxledger.jobs.Finding.Verdict;
import io.voxledger.lake.Warehouse;
import io.voxledger.reports.Shown;
import io.voxledger.settings.InvalidSettings;
import io.voxledger.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code voxledger doctor}: whether a night would go well, and what to do where it would not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks settings, credentials, landing area, warehouse, rate coverage, Java and Spark, and"
          + " says how to mend each finding. Nothing is published.",
      "Exit code 0: no problem; 2: a problem of the settings; 1: another problem."
    },
    footer = {"", "Example:", "  jobs/voxledger doctor --conf conf/voxledger.yaml"})
final class DoctorCommand implements Callable<Integer> {
  private static final String SETTINGS = "settings";

  @Mixin private RunOptions common;

  private final List<Finding> findings = new ArrayList<>();

  @Override
  public Integer call() {
    Optional<Settings> settings = settings();
    add("secrets", () -> CheckSettings.secrets(common.settingsFile()));
    add("java", CheckProcess::java);
    add("disk", () -> CheckProcess.disk(settings));
    Optional<SparkSession> spark = spark(settings);
    if (spark.isPresent() && settings.isPresent()) {
      examine(spark.get(), settings.get());
    }
    ExitCode exit = exitCode();
    print(exit);
    return exit.code();
  }

  private Optional<Settings> settings() {
    try {
      Settings settings = common.settings();
      findings.addAll(CheckSettings.of(settings));
      return Optional.of(settings);
    } catch (InvalidSettings e) {
      findings.add(
          Finding.problem(
              SETTINGS, e.getMessage(), "Landing, warehouse and rates were not checked"));
      return Optional.empty();
    }
  }

  private Optional<SparkSession> spark(Optional<Settings> settings) {
    try {
      SparkSession spark =
          SparkSessions.open(common.master(), settings.map(Settings::hadoop).orElse(Map.of()));
      add("spark", () -> CheckProcess.spark(spark));
      return Optional.of(spark);
    } catch (Exception e) {
      findings.add(
          Finding.problem(
              "spark",
              "Spark does not start: " + e.getMessage(),
              "Start through jobs/voxledger, which gives Java the options of jobs/jvm.options"));
      return Optional.empty();
    }
  }

  private void examine(SparkSession spark, Settings settings) {
    CheckLanding landing = new CheckLanding(spark, settings, common.clock());
    add("landing", landing::findings);
    Warehouse warehouse = new Warehouse(spark, settings.warehouse());
    CheckWarehouse checked = new CheckWarehouse(warehouse, settings, common.clock());
    add("warehouse", checked::place);
    add("lease", checked::lease);
    add("last run", checked::lastRun);
    add("rates", () -> new CheckRates(warehouse, settings, common.clock()).findings());
  }

  /** A check that fails is a finding itself. */
  private void add(String check, Supplier<List<Finding>> findingsOf) {
    try {
      findings.addAll(findingsOf.get());
    } catch (Exception e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String first = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
      findings.add(
          Finding.problem(
              check,
              "cannot be checked: " + root.getClass().getSimpleName() + ": " + first,
              CheckLanding.HOW_TO_REACH));
    }
  }

  private ExitCode exitCode() {
    List<Finding> problems =
        findings.stream().filter(finding -> finding.verdict() == Verdict.PROBLEM).toList();
    if (problems.isEmpty()) {
      return ExitCode.DONE;
    }
    return problems.stream()
            .anyMatch(f -> f.check().equals(SETTINGS) || f.check().equals("secrets"))
        ? ExitCode.WRONG_USAGE
        : ExitCode.FAILED;
  }

  private void print(ExitCode exit) {
    if (common.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("exit_code", exit.code());
      json.put("problems", count(Verdict.PROBLEM));
      json.put("warnings", count(Verdict.WARNING));
      json.put("findings", findings.stream().map(Finding::fields).toList());
      System.out.println(JsonLine.of(json));
      return;
    }
    findings.forEach(finding -> System.out.println(finding.inWords()));
    System.out.println(verdict(exit));
  }

  private String verdict(ExitCode exit) {
    String counts =
        Shown.count(count(Verdict.PROBLEM), "problem")
            + ", "
            + Shown.count(count(Verdict.WARNING), "warning");
    return switch (exit) {
      case DONE -> counts + ": a night can run";
      case WRONG_USAGE -> counts + "; exit code 2: mend the settings first";
      default -> counts + "; exit code 1: mend the problems before the next night";
    };
  }

  private long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
