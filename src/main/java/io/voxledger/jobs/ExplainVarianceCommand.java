package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.reports.Waterfall;
import io.voxledger.reports.Waterfall.Days;
import io.voxledger.reports.WaterfallJson;
import io.voxledger.reports.WaterfallText;
import io.voxledger.reports.spark.ReadWaterfalls;
import io.voxledger.settings.Settings;
import io.voxledger.yaml.NearestNames;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger explain variance}: a waterfall from computed to billed. */
@Command(
    name = "variance",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a waterfall from what was computed to what was billed: each cause with its "
          + "amount, the evidence for it and what to do. Nothing is written."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger explain variance --biller openai --period 2026-09-22",
      "  jobs/voxledger explain variance --biller livekit --account p_abc123 --period 2026-09 --json"
    })
final class ExplainVarianceCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(names = "--biller", required = true, paramLabel = "B", description = "who sends the bill")
  private String biller;

  @Option(names = "--account", paramLabel = "A", description = "one of the biller's accounts")
  private String account;

  @Option(
      names = "--period",
      required = true,
      paramLabel = "P",
      description = "a day, 2026-09-14, or a month, 2026-09")
  private String period;

  @Override
  public Integer call() {
    Days days = days(period);
    common.warnOfUnusedKnownAt();
    Settings settings = common.settings();
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    ReadWaterfalls reader = new ReadWaterfalls(NewestRun.tables(warehouse));
    List<Waterfall> waterfalls = reader.read(biller, Optional.ofNullable(account), days);
    if (waterfalls.isEmpty()) {
      throw nothing(reader);
    }
    Progress.erase(System.err);
    System.out.println(
        common.isJson() ? JsonLine.of(WaterfallJson.of(waterfalls)) : WaterfallText.of(waterfalls));
    return ExitCode.DONE.code();
  }

  private static Days days(String period) {
    try {
      if (period.matches("\\d{4}-\\d{2}")) {
        YearMonth month = YearMonth.parse(period);
        return new Days(month.atDay(1), month.plusMonths(1).atDay(1));
      }
      LocalDate day = LocalDate.parse(period);
      return new Days(day, day.plusDays(1));
    } catch (DateTimeParseException e) {
      throw new Voxledger.WrongUsage(
          "--period "
              + period
              + " is neither a day nor a month; write a day as 2026-09-14, a month as 2026-09");
    }
  }

  private Voxledger.NothingToShow nothing(ReadWaterfalls reader) {
    List<String> billers = reader.billers();
    if (!billers.contains(biller)) {
      String hint =
          NearestNames.nearest(biller, billers)
              .map(name -> "; did you mean '" + name + "'?")
              .orElse(billers.isEmpty() ? "" : "; there are " + sorted(billers));
      return new Voxledger.NothingToShow(
          "nothing was computed for or billed by '" + biller + "'" + hint);
    }
    List<String> accounts = reader.accounts(biller);
    if (account != null && !accounts.contains(account)) {
      return new Voxledger.NothingToShow(
          biller + " has no account '" + account + "' here; there are " + sorted(accounts));
    }
    return new Voxledger.NothingToShow(
        biller
            + " has no period within "
            + period
            + "; the newest are "
            + reader.recent(biller).stream().map(Days::toString).collect(Collectors.joining(", "))
            + ". A month's bill is named by its month");
  }

  private static String sorted(List<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
