package io.voxledger.jobs;

import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.Shown;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.LandingPath.Stage;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.Landing;
import io.voxledger.sources.spark.LedgerEntry;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.RowTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes in what landed since the last run: rate files, bill files and usage. Known files are not
 * opened.
 */
final class IngestStage {
  private final RunContext run;
  private final Configuration hadoop;
  private final Intake intake;
  private final InputReport report = new InputReport();

  /**
   * @param replayQuarantine whether files of unresolved quarantine rows are read again
   */
  IngestStage(RunContext run, boolean replayQuarantine) {
    this.run = run;
    this.hadoop = run.spark().sparkContext().hadoopConfiguration();
    this.intake = new Intake(run, replayQuarantine);
  }

  /**
   * What later stages need to know.
   *
   * @param entries the files whose rows were counted
   */
  record Result(Touched touched, InputReport report, List<LedgerEntry> entries) {}

  /**
   * Takes everything in.
   *
   * @param settleEverything whether settings changed that every session depends on
   */
  Result ingest(boolean settleEverything) throws IOException {
    run.progress().stage("listing " + run.settings().landing());
    Map<Stage, List<LandedFile>> files = byStage(toRead(listed()));
    SmallFiles small = new SmallFiles(intake, run);
    boolean cards =
        new ReadRates(run, intake).read(files.getOrDefault(Stage.RATES, List.of()), small);
    boolean bills =
        new ReadBills(run, intake).read(files.getOrDefault(Stage.BILLING, List.of()), small);
    Touched touched = Touched.nothing().withBills(bills).withCards(cards);
    List<LandedFile> usage = files.getOrDefault(Stage.USAGE, List.of());
    RowTally tally = new RowTally();
    if (!usage.isEmpty() || settleEverything) {
      tally = new ReadUsage(run, intake).read(usage, settleEverything, hadoop);
      run.warehouse().clearStaging();
      noteDays(tally, settleEverything, touched);
    }
    List<LedgerEntry> entries = intake.write(tally);
    count(entries, tally);
    return new Result(touched, report, entries);
  }

  private List<LandedFile> toRead(List<LandedFile> listed) {
    Set<LandedFile> files = new LinkedHashSet<>(intake.ledger().notKnown(listed));
    listed.stream().filter(file -> intake.replayed().includes(file.path())).forEach(files::add);
    return List.copyOf(files);
  }

  private List<LandedFile> listed() throws IOException {
    Landing landing = new Landing(hadoop);
    Landing.Listing listing = landing.survey(run.settings().landing());
    note(listing);
    List<LandedFile> files = new ArrayList<>(listing.files());
    for (String folder : run.settings().rateFolders()) {
      List<LandedFile> cards = landing.listRates(folder);
      if (cards.isEmpty()) {
        report.missesInput = true;
        report.notes.add(folder + " has no rate cards; check `rates` in the settings");
      }
      files.addAll(cards);
    }
    report.add("files_listed", files.size());
    return files;
  }

  private void note(Landing.Listing listing) {
    if (!listing.isThere()) {
      report.missesInput = true;
      report.notes.add(
          run.settings().landing()
              + " is not there; make it, or name another with `landing` or --landing");
    }
    report.badPulled.addAll(listing.badPulled());
    if (!listing.misplaced().isEmpty()) {
      report.missesInput |= listing.misplaced().stream().anyMatch(IngestStage::isMeantAsInput);
      report.notes.add(
          "%s not read, %s for one: files (no pipes) stand below usage/, billing/ or rates/, in a folder for each source"
              .formatted(
                  Shown.count(listing.misplaced().size(), "file"), listing.misplaced().get(0)));
    }
  }

  /** Whether a file that is not read has a form of input and lies in a folder named as for it. */
  private static boolean isMeantAsInput(String misplaced) {
    List<String> names = List.of(misplaced.split("/"));
    List<String> folders = names.subList(0, names.size() - 1);
    return LandedFormat.of(misplaced).isPresent()
        && folders.stream().anyMatch(IngestStage::isInputFolder);
  }

  private static boolean isInputFolder(String name) {
    return Stage.of(name).isPresent()
        || UsageSource.of(name).isPresent()
        || BillReaders.of(name).isPresent()
        || RateStore.sources().contains(name);
  }

  private Map<Stage, List<LandedFile>> byStage(List<LandedFile> files) {
    List<LandedFile> known = new ArrayList<>();
    for (LandedFile file : files) {
      if (isKnownSource(file)) {
        known.add(file);
      } else {
        report.unknownSources.add(file.place().stage().folder() + "/" + file.place().source());
      }
    }
    return known.stream().collect(Collectors.groupingBy(file -> file.place().stage()));
  }

  static boolean isKnownSource(LandedFile file) {
    String source = file.place().source();
    return switch (file.place().stage()) {
      case USAGE -> UsageSource.of(source).isPresent();
      case BILLING -> BillReaders.of(source).isPresent();
      case RATES -> RateStore.sources().contains(source);
    };
  }

  private static void noteDays(RowTally tally, boolean settleEverything, Touched touched) {
    if (settleEverything) {
      tally.writtenDays().forEach(day -> touched.usageDay(day, Touched.SETTINGS_CHANGE));
    }
    tally.replacedDays().forEach(day -> touched.usageDay(day, Touched.SUPERSEDED_USAGE));
    tally.writtenDays().forEach(day -> touched.usageDay(day, Touched.LATE_USAGE));
  }

  private void count(List<LedgerEntry> entries, RowTally tally) {
    for (LedgerEntry entry : intake.read()) {
      report.add("files_read", 1);
      report.add("bytes_read", entry.bytes());
      report.add("rows_read", entry.rowsRead());
      report.add("rows_quarantined", entry.quarantined());
      entry.ignored().values().forEach(rows -> report.add("rows_ignored", rows));
      if (!entry.stage().equals(Stage.USAGE.folder())) { // rows of usage are compared first, below
        report.add("rows_accepted", entry.accepted());
      }
    }
    report.rejectedCards = intake.rejectedCards();
    report.unreadableFiles = intake.unreadableFiles();
    report.add("files_unreadable", intake.unreadableFiles());
    report.add("files_counted", entries.size());
    report.add("open_connections", tally.openConnections());
    for (RowTally.Counts file : tally.byFile().values()) {
      report.add("rows_accepted", file.accepted());
      report.add("rows_duplicate", file.duplicate());
      report.add("rows_superseded", file.superseded());
    }
  }
}
