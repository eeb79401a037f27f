package io.voxledger.jobs;

import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.reports.finance.FinanceFacts;
import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.LayOutPack;
import io.voxledger.reports.spark.FinanceRows;
import io.voxledger.reports.spark.ReadFinance;
import io.voxledger.settings.Places;
import io.voxledger.settings.Settings;
import io.voxledger.yaml.NearestNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger report}: the finance pack of a month. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a month's finance pack: a workbook, a page for the browser, and CSV files with "
          + "exact decimals, all of the newest finished run. Files of that name are replaced."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger report --month 2026-09",
      "  jobs/voxledger report --month 2026-09 --project acme --format html --out /tmp/packs"
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(names = "--month", required = true, paramLabel = "MONTH", description = "UTC: 2026-09")
  private YearMonth month;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "some of xlsx, html, csv (default: all)")
  private List<PackFiles.Format> formats = List.copyOf(EnumSet.allOf(PackFiles.Format.class));

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder or URI to write to (default: ${DEFAULT-VALUE})")
  private String out = "reports";

  @Option(names = "--project", paramLabel = "PROJECT", description = "of one project alone")
  private String project;

  @Override
  public Integer call() throws IOException {
    common.warnOfUnusedKnownAt();
    Settings settings = common.settings();
    String target = Places.resolve(out, Path.of(""));
    Outputs.require(Outputs.Kind.FOLDER, out, target);
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    Row run = NewestRun.of(warehouse);
    PublishedTables tables = new PublishedTables(warehouse, run);
    progress.stage("adding up " + month);
    FinancePack pack = pack(tables, run);
    progress.stage("writing " + out);
    PackFiles files =
        new PackFiles(target, common.spark(settings).sparkContext().hadoopConfiguration());
    List<String> written = files.write(pack, formats);
    Progress.erase(System.err);
    if (!pack.isConsistent()) {
      progress.warn("tables of run " + pack.runId() + " do not add up: see the lines named check");
    }
    System.out.println(
        common.isJson() ? JsonLine.of(json(pack, written)) : String.join("\n", written));
    return ExitCode.DONE.code();
  }

  private FinancePack pack(PublishedTables tables, Row run) {
    ReadFinance finance = new ReadFinance(tables, month, Optional.ofNullable(project));
    FinanceFacts facts = finance.read(FinanceRows.run(run));
    boolean hasBills = facts.bills().filter(bills -> !bills.periods().isEmpty()).isPresent();
    if (facts.costs().projects().isEmpty() && !hasBills) {
      throw nothing(finance.known());
    }
    return LayOutPack.of(facts);
  }

  private Voxledger.NothingToShow nothing(List<String> known) {
    if (project == null) {
      return new Voxledger.NothingToShow(
          "nothing was used or billed in "
              + month
              + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
    }
    return new Voxledger.NothingToShow(
        "project '"
            + project
            + "' has no cost in "
            + month
            + NearestNames.nearest(project, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
  }

  private static Map<String, Object> json(FinancePack pack, List<String> files) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("month", pack.month().toString());
    json.put("project", pack.project().orElse(null));
    json.put("status", pack.status());
    json.put("run_id", pack.runId());
    json.put("consistent", pack.isConsistent());
    json.put("files", files);
    return json;
  }
}
