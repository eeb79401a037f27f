package io.voxledger.jobs;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.spark.BillStore;
import io.voxledger.lake.LakeTable;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.spark.FxFile;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.LandingPath.Stage;
import io.voxledger.sources.QuarantineText;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.BillAccounts;
import io.voxledger.sources.bills.BillReader;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.sources.bills.BillReading;
import io.voxledger.sources.spark.FileLedger;
import io.voxledger.sources.spark.FileLedger.Entry;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.Landing;
import io.voxledger.sources.spark.QuarantinedRow;
import io.voxledger.sources.spark.RereadRows;
import io.voxledger.sources.spark.StagedFiles;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.IngestUsage;
import io.voxledger.usage.spark.RowTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Takes in what landed since the last run: rate files, bill files and usage. Known files are not
 * opened.
 */
final class IngestStage {
  private final RunContext run;
  private final Configuration hadoop;
  private final FileLedger ledger;
  private final List<Entry> read = new ArrayList<>();
  private final List<LandedFile> relisted = new ArrayList<>();
  private final List<QuarantinedRow> quarantined = new ArrayList<>();
  private final Map<String, String> contentHashes = new HashMap<>();
  private final Counts counts = new Counts();
  private final ReplayedLines replayed;

  /**
   * @param replayQuarantine whether files of unresolved quarantine rows are read again
   */
  IngestStage(RunContext run, boolean replayQuarantine) {
    this.run = run;
    this.hadoop = run.spark().sparkContext().hadoopConfiguration();
    this.ledger = new FileLedger(run.warehouse());
    this.replayed =
        replayQuarantine ? new ReplayedLines(ledger.unresolved()) : ReplayedLines.none();
  }

  /** What a run's input came to. */
  static final class Counts {
    final Map<String, Long> byName = new TreeMap<>();
    final Set<String> unknownSources = new TreeSet<>();
    long unreadableFiles;

    void add(String name, long count) {
      byName.merge(name, count, Long::sum);
    }
  }

  /**
   * What later stages need to know.
   *
   * @param entries the files whose rows were counted
   */
  record Result(Touched touched, Counts counts, List<Entry> entries) {}

  /**
   * Takes everything in.
   *
   * @param settleEverything whether settings changed that every session depends on
   */
  Result ingest(boolean settleEverything) throws IOException {
    run.progress().stage("listing " + run.settings().landing());
    Map<Stage, List<LandedFile>> files = byStage(toRead(listed()));
    readRates(files.getOrDefault(Stage.RATES, List.of()));
    boolean bills = readBills(files.getOrDefault(Stage.BILLING, List.of()));
    Touched touched = Touched.nothing().withBills(bills);
    List<LandedFile> usage = files.getOrDefault(Stage.USAGE, List.of());
    RowTally tally = new RowTally();
    if (!usage.isEmpty() || settleEverything) {
      tally = readUsage(usage, settleEverything);
      noteDays(tally, settleEverything, touched);
    }
    writeQuarantine();
    List<Entry> entries = ledger.record(read, relisted, tally.byFile(), run.runId());
    count(entries, tally);
    return new Result(touched, counts, entries);
  }

  private List<LandedFile> toRead(List<LandedFile> listed) {
    Set<LandedFile> files = new LinkedHashSet<>(ledger.notKnown(listed));
    listed.stream().filter(file -> replayed.includes(file.path())).forEach(files::add);
    return List.copyOf(files);
  }

  private List<LandedFile> listed() throws IOException {
    Landing landing = new Landing(hadoop);
    List<LandedFile> files = new ArrayList<>(landing.list(run.settings().landing()));
    for (String folder : run.settings().rateFolders()) {
      files.addAll(landing.listRates(folder));
    }
    counts.add("files_listed", files.size());
    return files;
  }

  private Map<Stage, List<LandedFile>> byStage(List<LandedFile> files) {
    List<LandedFile> known = new ArrayList<>();
    for (LandedFile file : files) {
      if (isKnownSource(file)) {
        known.add(file);
      } else {
        counts.unknownSources.add(file.place().stage().folder() + "/" + file.place().source());
      }
    }
    return known.stream().collect(Collectors.groupingBy(file -> file.place().stage()));
  }

  static boolean isKnownSource(LandedFile file) {
    String source = file.place().source();
    return switch (file.place().stage()) {
      case USAGE -> UsageSource.of(source).isPresent();
      case BILLING -> BillSource.of(source).flatMap(BillReaders::of).isPresent();
      case RATES -> source.equals(RateStore.RATE_CARD) || source.equals(RateStore.FX);
    };
  }

  /** Names a folder that nobody here reads, and those that could have been meant. */
  static String unknownSource(String stageAndSource) {
    String known =
        switch (stageAndSource.substring(0, stageAndSource.indexOf('/'))) {
          case "usage" ->
              java.util.Arrays.stream(UsageSource.values())
                  .map(UsageSource::folder)
                  .collect(Collectors.joining(", "));
          case "billing" -> BillReaders.folders();
          default -> RateStore.RATE_CARD + ", " + RateStore.FX;
        };
    return "unknown source folder "
        + stageAndSource
        + ": its files are not read (known: "
        + known
        + ")";
  }

  /** Reads small files on the driver; calls back for those with a new content. */
  private void readTexts(List<LandedFile> files, TextReader reader) {
    for (LandedFile file : files) {
      try {
        LandedText text = LandedText.read(file, hadoop, ReadLimits.DEFAULT);
        contentHashes.put(file.path(), text.contentHash());
        if (isKnown(file.path(), text.contentHash())) {
          relisted.add(file);
        } else {
          forgetBefore(file);
          reader.read(file, text);
        }
      } catch (UnreadableFile unreadable) {
        rejectFile(file, unreadable.getMessage());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("cannot read " + file.uri(), e);
      }
    }
  }

  private boolean isKnown(String path, String contentHash) {
    return ledger.isKnownContent(path, contentHash) && !replayed.includes(path);
  }

  /** What is read again as a whole gets new quarantine entries for what is still bad. */
  private void forgetBefore(LandedFile file) {
    if (replayed.includes(file.path())) {
      ledger.resolve(Map.of(file.path(), replayed.lines().get(file.path())), run.runId());
    }
  }

  private interface TextReader {
    void read(LandedFile file, LandedText text);
  }

  private void rejectFile(LandedFile file, String why) {
    String hash = LandedText.hash(file, hadoop);
    if (ledger.isKnownContent(file.path(), hash)) {
      relisted.add(file);
      return;
    }
    counts.unreadableFiles++;
    contentHashes.put(file.path(), hash);
    quarantined.add(
        new QuarantinedRow(
            file.path(),
            OptionalLong.empty(),
            Reason.UNREADABLE_FILE.code(),
            file.place().source(),
            why,
            Optional.empty()));
    read.add(Entry.of(file, new FileReport(file.path(), hash, Optional.of(why), 0, Map.of(), 0)));
  }

  private void readRates(List<LandedFile> files) {
    if (files.isEmpty()) {
      return;
    }
    run.progress().stage("reading " + files.size() + " rate files");
    List<RateStore.Document> good = new ArrayList<>();
    readTexts(
        files,
        (file, text) -> {
          Optional<String> wrong = whatIsWrong(file, text.text());
          wrong.ifPresent(detail -> reject(file, 1, Reason.INVALID_RATE_CARD, detail, text.text()));
          if (wrong.isEmpty()) {
            good.add(
                new RateStore.Document(
                    file.path(), text.contentHash(), file.place().source(), text.text()));
          }
          read.add(report(file, text, 1, Map.of(), wrong.isPresent() ? 1 : 0).allAccepted());
        });
    new RateStore(run.warehouse()).add(good, run.runId());
  }

  private static Optional<String> whatIsWrong(LandedFile file, String text) {
    if (file.place().source().equals(RateStore.FX)) {
      try {
        FxFile.read(text);
        return Optional.empty();
      } catch (IllegalArgumentException | RowProblem e) {
        return Optional.of(e.getMessage());
      }
    }
    return RateCardReader.read(text, file.path()) instanceof RateCardResult.Rejected rejected
        ? Optional.of(rejected.problem().message())
        : Optional.empty();
  }

  private boolean readBills(List<LandedFile> files) {
    List<BillStore.Document> documents = new ArrayList<>();
    BillAccounts accounts = new BillAccounts(run.settings().rules().accounts());
    if (!files.isEmpty()) {
      run.progress().stage("reading " + files.size() + " bill files");
    }
    readTexts(
        files,
        (file, text) -> {
          BillFile bill = billFile(file, text);
          BillReader reader = BillReaders.of(bill.source()).orElseThrow();
          BillReading reading = reader.read(bill, text.text(), accounts);
          for (BillReading.BadRow bad : reading.bad()) {
            reject(file, bad.line(), bad.reason(), bad.detail(), bad.text());
          }
          documents.add(
              new BillStore.Document(
                  file.path(),
                  text.contentHash(),
                  new BillStore.StoredFile(bill.pull(), reading.isDamaged(), reading.pages())));
          read.add(
              report(
                      file,
                      text,
                      reading.rowsRead(),
                      byCode(reading.ignored()),
                      reading.bad().size())
                  .allAccepted());
        });
    new BillStore(run.warehouse()).add(documents, run.runId());
    return !documents.isEmpty();
  }

  private static BillFile billFile(LandedFile file, LandedText text) {
    return new BillFile(
        BillSource.of(file.place().source()).orElseThrow(),
        file.path(),
        text.contentHash(),
        file.place().defaults().pulled(),
        file.place().defaults().account());
  }

  private static Map<String, Long> byCode(Map<IgnoredBecause, Long> ignored) {
    Map<String, Long> byCode = new TreeMap<>();
    ignored.forEach((reason, count) -> byCode.put(reason.code(), count));
    return byCode;
  }

  private static Entry report(
      LandedFile file, LandedText text, long rows, Map<String, Long> ignored, long bad) {
    return Entry.of(
        file,
        new FileReport(file.path(), text.contentHash(), Optional.empty(), rows, ignored, bad));
  }

  private void reject(LandedFile file, long line, Reason reason, String detail, String text) {
    quarantined.add(
        new QuarantinedRow(
            file.path(),
            OptionalLong.of(line),
            reason.code(),
            file.place().source(),
            detail,
            Optional.of(QuarantineText.of(text))));
  }

  private RowTally readUsage(List<LandedFile> files, boolean settleEverything) throws IOException {
    String staging = run.warehouse().staging(run.runId());
    long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
    SparkSessions.prepareFor(run.spark(), settleEverything ? Long.MAX_VALUE : bytes);
    run.progress().stage("reading " + files.size() + " usage files, " + bytes / 1000 + " kB");
    StagedFiles staged =
        StagedFiles.read(
            run.spark(),
            files,
            new StagedFiles.Reading(run.settings().rules().aliases(), ReadLimits.DEFAULT, staging));
    Set<String> unused = screen(files, staged);
    writeBadRows(staged, unused);
    Dataset<Row> rows = replayed.only(staged.rowsWithout(unused), run.spark());
    read.addAll(replayed.entries(staged, rows, ledger, run.runId()));
    run.progress().stage("settling sessions");
    RereadRows reread =
        new RereadRows(
            new SerializableConfiguration(hadoop), run.settings().landing(), ReadLimits.DEFAULT);
    IngestUsage.Input input =
        new IngestUsage.Input(
            rows,
            new HashMap<>(contentHashes),
            run.settings().rules(),
            reread,
            settleEverything,
            run.runId());
    RowTally tally = new IngestUsage(run.warehouse(), input).ingest();
    Path folder = new Path(staging);
    folder.getFileSystem(hadoop).delete(folder, true);
    return tally;
  }

  /** Sorts out files whose rows must not be used: unreadable ones, and contents that are known. */
  private Set<String> screen(List<LandedFile> files, StagedFiles staged) {
    Map<String, LandedFile> byPath =
        files.stream().collect(Collectors.toMap(LandedFile::path, file -> file));
    Set<String> unused = new HashSet<>();
    for (FileReport report : staged.reports()) {
      LandedFile file = byPath.get(report.file());
      contentHashes.put(report.file(), report.contentHash());
      if (isKnown(report.file(), report.contentHash())) {
        relisted.add(file);
        unused.add(report.file());
        continue;
      }
      if (replayed.isByLine(report.file())) {
        continue;
      }
      forgetBefore(file);
      read.add(Entry.of(file, report));
      if (report.unreadable().isPresent()) {
        counts.unreadableFiles++;
        unused.add(report.file());
      }
    }
    staged.unreadableFiles(files).filter(row -> !isRelisted(row.file())).forEach(quarantined::add);
    return unused;
  }

  private boolean isRelisted(String path) {
    return relisted.stream().anyMatch(file -> file.path().equals(path));
  }

  private void writeBadRows(StagedFiles staged, Set<String> unused) {
    long bad = staged.reports().stream().mapToLong(FileReport::quarantined).sum();
    Set<String> kept = new HashSet<>(unused);
    replayed.lines().keySet().stream().filter(replayed::isByLine).forEach(kept::add);
    if (bad > 0) {
      run.warehouse()
          .table(RunTables.QUARANTINE)
          .append(
              staged
                  .quarantineWithout(kept, new HashMap<>(contentHashes), run.runId())
                  .coalesce(1));
    }
  }

  private void writeQuarantine() {
    if (quarantined.isEmpty()) {
      return;
    }
    List<Row> rows =
        quarantined.stream()
            .map(row -> StagedFiles.quarantineRow(row, contentHashes, run.runId()))
            .toList();
    LakeTable table = run.warehouse().table(RunTables.QUARANTINE);
    table.append(run.spark().createDataFrame(rows, RunTables.QUARANTINE.schema()).coalesce(1));
  }

  private static void noteDays(RowTally tally, boolean settleEverything, Touched touched) {
    if (settleEverything) {
      tally.writtenDays().forEach(day -> touched.usageDay(day, Touched.SETTINGS_CHANGE));
    }
    tally.replacedDays().forEach(day -> touched.usageDay(day, Touched.SUPERSEDED_USAGE));
    tally.writtenDays().forEach(day -> touched.usageDay(day, Touched.LATE_USAGE));
  }

  private void count(List<Entry> entries, RowTally tally) {
    Map<String, Long> totals = new LinkedHashMap<>();
    for (Entry entry : read) {
      totals.merge("files_read", 1L, Long::sum);
      totals.merge("bytes_read", entry.bytes(), Long::sum);
      totals.merge("rows_read", entry.rowsRead(), Long::sum);
      totals.merge("rows_quarantined", entry.quarantined(), Long::sum);
      entry.ignored().forEach((reason, n) -> totals.merge("rows_ignored", n, Long::sum));
    }
    totals.forEach(counts::add);
    counts.add("files_unreadable", counts.unreadableFiles);
    counts.add("open_connections", tally.openConnections());
    tally
        .byFile()
        .values()
        .forEach(
            file -> {
              counts.add("rows_accepted", file.accepted());
              counts.add("rows_duplicate", file.duplicate());
              counts.add("rows_superseded", file.superseded());
            });
    counts.add("files_counted", entries.size());
  }
}
