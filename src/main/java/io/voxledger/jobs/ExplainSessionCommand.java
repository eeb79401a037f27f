package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.reports.ReceiptJson;
import io.voxledger.reports.ReceiptText;
import io.voxledger.reports.SessionReceipt;
import io.voxledger.reports.Shown;
import io.voxledger.reports.spark.ReadReceipt;
import io.voxledger.settings.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code voxledger explain session ID}: a receipt. */
@Command(
    name = "session",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a session's receipt: every charge with its usage, price, rate card and "
          + "arithmetic, what has no price and why, and which source was used. Nothing is written."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger explain session RM_forum",
      "  jobs/voxledger explain session RM_forum --json | jq .total_cost_usd"
    })
final class ExplainSessionCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Parameters(index = "0", paramLabel = "ID", description = "SID of the LiveKit room: RM_…")
  private String session;

  @Override
  public Integer call() {
    common.warnOfUnusedKnownAt();
    Settings settings = common.settings();
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    ReadReceipt reader = new ReadReceipt(warehouse, terms(settings), NewestRun.of(warehouse));
    progress.stage("looking for session " + session);
    List<LocalDate> days = reader.daysOf(session);
    if (days.isEmpty()) {
      throw unknown(reader, warehouse);
    }
    progress.stage("reading " + Shown.count(days.size(), "day"));
    SessionReceipt receipt = reader.read(session, days).orElseThrow(() -> nothingYet(days));
    Progress.erase(System.err);
    System.out.println(
        common.isJson() ? JsonLine.of(ReceiptJson.of(receipt)) : ReceiptText.of(receipt));
    return ExitCode.DONE.code();
  }

  private static ReadReceipt.Terms terms(Settings settings) {
    return new ReadReceipt.Terms(
        settings.rules().projects(),
        settings.agreedPrices(),
        settings.calendar(),
        settings.moneyHash());
  }

  private Voxledger.NothingToShow unknown(ReadReceipt reader, Warehouse warehouse) {
    List<String> nearest = reader.nearest(session);
    String hint = nearest.isEmpty() ? "" : "; nearest known: " + String.join(", ", nearest);
    return new Voxledger.NothingToShow(
        "session '"
            + session
            + "' is not in "
            + warehouse.uri()
            + hint
            + ". Give the room's SID (RM_…), not its name; if its files landed after the last run,"
            + " run `nightly`");
  }

  private Voxledger.NothingToShow nothingYet(List<LocalDate> days) {
    return new Voxledger.NothingToShow(
        "session '"
            + session
            + "' is known since "
            + days.get(0)
            + ", but nothing of it can be charged yet: its connections are still open, or their"
            + " ends have not landed. Run `nightly` once they have. A session that came after its"
            + " month was closed is in month_correction, by project and day, or in unpriced_usage"
            + " where it has no price");
  }
}
