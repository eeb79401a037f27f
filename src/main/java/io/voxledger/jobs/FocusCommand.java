package io.voxledger.jobs;

import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.Shown;
import io.voxledger.reports.focus.FocusAmount;
import io.voxledger.reports.focus.FocusFormat;
import io.voxledger.reports.spark.ReadFocusAmounts;
import io.voxledger.reports.spark.ReadFocusAmounts.WithoutRate;
import io.voxledger.reports.spark.WriteFocus;
import io.voxledger.settings.Places;
import io.voxledger.settings.Settings;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger focus}: a month in the format that FinOps tools read. */
@Command(
    name = "focus",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a month's charges as FOCUS 1.2, CSV or Parquet by the name of the file, with "
          + "what the bills say beside usage: credits, tax, fees. Nothing else is written."
    },
    footer = {"", "Example:", "  jobs/voxledger focus --month 2026-09 --out focus-2026-09.parquet"})
final class FocusCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(
      names = "--month",
      required = true,
      paramLabel = "MONTH",
      description = "month of use, UTC: 2026-09")
  private YearMonth month;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where to write: a path or URI that ends in .csv or .parquet")
  private String out;

  @Override
  public Integer call() throws Exception {
    FocusFormat format =
        FocusFormat.ofFile(out)
            .orElseThrow(
                () ->
                    new Voxledger.WrongUsage(
                        "--out " + out + ": a file's name has to end in .csv or .parquet"));
    common.warnOfUnusedKnownAt();
    Settings settings = common.settings();
    String target = Places.resolve(out, Path.of(""));
    Outputs.require(Outputs.Kind.FILE, out, target);
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    PublishedTables tables = NewestRun.tables(warehouse);
    ReadFocusAmounts read = new ReadFocusAmounts(tables, month, settings.plans());
    List<FocusAmount> amounts = read.read();
    List<WithoutRate> withoutRate = read.withoutRate();
    WriteFocus write = new WriteFocus(common.spark(settings), tables, format);
    if (amounts.isEmpty() && withoutRate.isEmpty() && !write.hasUsage(month)) {
      throw nothing(read.knownMonths());
    }
    progress.stage("writing " + out);
    write.write(month, amounts, target);
    Progress.erase(System.err);
    withoutRate.forEach(lines -> progress.warn(leftOut(lines)));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("month", month.toString());
    result.put("file", target);
    System.out.println(common.isJson() ? JsonLine.of(result) : target);
    return ExitCode.DONE.code();
  }

  private Voxledger.NothingToShow nothing(List<String> known) {
    return new Voxledger.NothingToShow(
        "nothing was used or billed in "
            + month
            + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
  }

  private String leftOut(WithoutRate of) {
    return Shown.count(of.lines(), "line")
        + " of bills in "
        + month
        + ", "
        + Shown.exact(of.amount())
        + " "
        + of.currency()
        + " beside usage, not in the file: no exchange rate is known; land one in rates/"
        + RateStore.FX
        + " and run `nightly`";
  }
}
