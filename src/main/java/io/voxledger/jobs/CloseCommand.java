package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Settings;
import io.voxledger.tables.MonthTables;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger close}. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = {
      "Closes a month on what the newest night published: its tables stay as they are, and "
          + "what would have changed them is booked in month_correction. Refuses while a period is "
          + "not final or a bill or source is missing."
    },
    footer = {"", "Example:", "  jobs/voxledger close --month 2026-09"})
final class CloseCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(
      names = "--month",
      required = true,
      paramLabel = "MONTH",
      description = "the month to close, such as 2026-09")
  private String month;

  @Option(
      names = "--force",
      description = "close it whatever stands against it; that is named in month_close")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    YearMonth wanted = month();
    Settings settings = common.settings();
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    LocalDate night = NewestRun.of(warehouse).getAs("logical_date");
    RunContext context = common.context("close", settings, Optional.of(night));
    RunReport report = NightlyRun.run(context, RunPlan.close(wanted, force), common.clock());
    Row close =
        warehouse
            .table(MonthTables.MONTH_CLOSE)
            .read()
            .filter("month = DATE'" + wanted.atDay(1) + "'")
            .first();
    context.progress().erase();
    System.out.println(common.isJson() ? json(report, close) : MonthCloseText.of(close));
    return report.exitCode().code();
  }

  private YearMonth month() {
    try {
      return YearMonth.parse(month);
    } catch (DateTimeException e) {
      throw new Voxledger.WrongUsage("--month " + month + " is no month such as 2026-09");
    }
  }

  private static String json(RunReport report, Row close) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run_id", report.runId());
    result.put("exit_code", report.exitCode().code());
    Map<String, Object> fields = Summary.fields(close);
    fields.put("closed_at", close.getAs("closed_at").toString());
    for (String list : new String[] {"exceptions", "remarks", "sources"}) {
      fields.put(list, close.getList(close.fieldIndex(list)));
    }
    result.put("month_close", fields);
    return JsonLine.of(result);
  }
}
