package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;

import io.voxledger.costs.hosting.HostingComparison;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.hosting.HostingUse;
import io.voxledger.costs.hosting.SpreadServers;
import io.voxledger.costs.spark.ReadHosting;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.reports.HostingReport;
import io.voxledger.settings.Settings;
import io.voxledger.tables.PlanTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.tables.WatchTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger hosting}. */
@Command(
    name = "hosting",
    mixinStandardHelpOptions = true,
    description = {
      "Compares managed transport with servers of your own for a month, by the settings' "
          + "`hosting`; shows what transport is of each project's cost, and charges servers that "
          + "you have (accounts under `self_hosted`) to projects. Nothing is written."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger hosting --month 2026-09",
      "  jobs/voxledger hosting --month 2026-09 --sessions 100,1000,10000 --minutes 30"
    })
final class HostingCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(names = "--month", required = true, paramLabel = "MONTH", description = "UTC: 2026-09")
  private YearMonth month;

  @Option(
      names = "--sessions",
      split = ",",
      paramLabel = "N",
      description = "also for so many sessions, estimated")
  private List<Long> sessions = new ArrayList<>();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "how long those sessions are (default: ${DEFAULT-VALUE})")
  private BigDecimal minutes = BigDecimal.valueOf(30);

  @Override
  public Integer call() {
    LocalDate first = month.atDay(1);
    if (minutes.signum() <= 0 || sessions.stream().anyMatch(n -> n < 0)) {
      throw new Voxledger.WrongUsage("--minutes must be above 0, and --sessions not below");
    }
    common.warnOfUnusedKnownAt();
    Settings settings = common.settings();
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    PublishedTables tables =
        NewestRun.tables(new Warehouse(common.spark(settings), settings.warehouse()));
    progress.stage("comparing " + month);
    Row stored = stored(tables, first);
    HostingReport report =
        new HostingReport(
            month.toString(),
            stored.getAs("peak_measured"),
            HostingComparison.of(use(stored), settings.hosting()),
            sessions.stream().map(n -> estimate(n, settings.hosting())).toList(),
            transport(tables, first),
            ownServers(tables, settings, first));
    Progress.erase(System.err);
    System.out.println(common.isJson() ? JsonLine.of(report.json()) : report.text());
    return ExitCode.DONE.code();
  }

  private Row stored(PublishedTables tables, LocalDate first) {
    return tables
        .read(WatchTables.HOSTING_COMPARISON)
        .filter(col("month").equalTo(first))
        .collectAsList()
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new Voxledger.NothingToShow(
                    "no session is known in " + month + "; look at --month, or run `nightly`"));
  }

  private static HostingUse use(Row stored) {
    return new HostingUse(
        stored.getAs("sessions"),
        stored.getAs("participant_minutes"),
        stored.getAs("peak_concurrent"));
  }

  private HostingComparison estimate(long count, HostingTerms terms) {
    BigDecimal seconds =
        minutes.multiply(BigDecimal.valueOf(60)).multiply(BigDecimal.valueOf(count));
    return HostingComparison.of(HostingUse.estimated(count, seconds, terms), terms);
  }

  private static List<HostingReport.Transport> transport(PublishedTables tables, LocalDate first) {
    return tables
        .read(PlanTables.PROJECT_MONTH)
        .filter(col("month").equalTo(first))
        .orderBy("project_id")
        .collectAsList()
        .stream()
        .map(
            row ->
                new HostingReport.Transport(
                    row.getAs("project_id"),
                    row.getAs("transport_cost_usd"),
                    row.getAs("total_cost_usd")))
        .toList();
  }

  private static SortedMap<String, BigDecimal> ownServers(
      PublishedTables tables, Settings settings, LocalDate first) {
    if (settings.rules().selfHosted().isEmpty()) {
      return new TreeMap<>();
    }
    TreeSet<LocalDate> days =
        first.datesUntil(first.plusMonths(1)).collect(Collectors.toCollection(TreeSet::new));
    ReadHosting own =
        new ReadHosting(
            tables
                .read(UsageTables.USAGE_RECORD)
                .filter(col("account").isInCollection(settings.rules().selfHosted())),
            days);
    long peak = own.peaks().values().stream().mapToLong(Long::longValue).max().orElse(0);
    return SpreadServers.spread(
        own.secondsByProject(), BigDecimal.valueOf(peak), settings.hosting());
  }
}
