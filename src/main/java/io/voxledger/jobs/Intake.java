package io.voxledger.jobs;

import io.voxledger.lake.LakeTable;
import io.voxledger.screening.Reason;
import io.voxledger.sources.QuarantineText;
import io.voxledger.sources.spark.FileLedger;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LedgerEntry;
import io.voxledger.sources.spark.QuarantinedRow;
import io.voxledger.sources.spark.StagedFiles;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.spark.RowTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * What one run has read: which files, what their contents are known by, and what is wrong with
 * them. It is written to the ledger and the quarantine when all is read.
 */
final class Intake {
  private final RunContext run;
  private final FileLedger ledger;
  private ReplayedLines replayed;
  private final List<LedgerEntry> read = new ArrayList<>();
  private final List<LandedFile> relisted = new ArrayList<>();
  private final Set<String> relistedPaths = new HashSet<>();
  private final List<QuarantinedRow> quarantined = new ArrayList<>();
  private final Set<String> judgedAgain = new TreeSet<>();
  private final Map<String, String> contentHashes = new HashMap<>();
  private long unreadableFiles;

  Intake(RunContext run, boolean replayQuarantine) {
    this.run = run;
    this.ledger = new FileLedger(run.warehouse());
    this.replayed =
        replayQuarantine ? new ReplayedLines(ledger.unresolved()) : ReplayedLines.none();
  }

  FileLedger ledger() {
    return ledger;
  }

  ReplayedLines replayed() {
    return replayed;
  }

  /** What the files that were read are known by, by path. */
  HashMap<String, String> contentHashes() {
    return new HashMap<>(contentHashes);
  }

  List<LedgerEntry> read() {
    return read;
  }

  long unreadableFiles() {
    return unreadableFiles;
  }

  /** What is wrong with the rate cards that cannot be used, with file and line. */
  List<String> rejectedCards() {
    return quarantined.stream()
        .filter(row -> row.reason().equals(Reason.INVALID_RATE_CARD.code()))
        .map(QuarantinedRow::detail)
        .toList();
  }

  /**
   * Notes a file's content.
   *
   * @return whether the file is to be used: its content is new, or it is read again on purpose
   */
  boolean isNew(LandedFile file, String contentHash) {
    contentHashes.put(file.path(), contentHash);
    boolean isKnown = ledger.isKnownContent(file.path(), contentHash);
    if (!isKnown) {
      replayed = replayed.without(file.path());
    }
    if (isKnown && !replayed.includes(file.path())) {
      relisted.add(file);
      relistedPaths.add(file.path());
      return false;
    }
    return true;
  }

  boolean isRelisted(String path) {
    return relistedPaths.contains(path);
  }

  /** Notes a file whose rows were counted; what it had in quarantine before is judged anew. */
  void took(LandedFile file, LedgerEntry entry) {
    if (replayed.includes(file.path())) {
      judgedAgain.add(file.path());
    }
    read.add(entry);
  }

  /** Notes entries of files of which only some lines were read again. */
  void tookAgain(List<LedgerEntry> entries) {
    read.addAll(entries);
  }

  /** Notes a file none of whose rows can be used. */
  void tookUnreadable(LandedFile file, FileReport report) {
    unreadableFiles++;
    took(file, LedgerEntry.of(file, report));
  }

  /** Sets a row aside. */
  void reject(LandedFile file, long line, Reason reason, String detail, String text) {
    quarantined.add(
        new QuarantinedRow(
            file.path(),
            OptionalLong.of(line),
            reason.code(),
            file.place().source(),
            detail,
            Optional.of(QuarantineText.of(text))));
  }

  /** Sets rows or files aside. */
  void reject(QuarantinedRow row) {
    quarantined.add(row);
  }

  /** Writes what was set aside and what was counted; gives the entries that were written. */
  List<LedgerEntry> write(RowTally tally) {
    List<QuarantinedRow> fresh = new ArrayList<>(quarantined);
    judgedAgain.forEach(file -> judgeAgain(file, fresh));
    if (!fresh.isEmpty()) {
      List<Row> rows =
          fresh.stream()
              .map(row -> StagedFiles.quarantineRow(row, contentHashes, run.runId()))
              .toList();
      LakeTable table = run.warehouse().table(RunTables.QUARANTINE);
      table.append(run.spark().createDataFrame(rows, RunTables.QUARANTINE.schema()).coalesce(1));
    }
    return ledger.record(read, relisted, tally.byFile(), run.runId());
  }

  /** What was bad before and is good now is resolved; what is bad again keeps the entry it has. */
  private void judgeAgain(String file, List<QuarantinedRow> fresh) {
    List<QuarantinedRow> bad = quarantined.stream().filter(row -> row.file().equals(file)).toList();
    Set<Long> before = replayed.lines().get(file);
    Set<Long> good = new TreeSet<>(before);
    bad.forEach(row -> row.line().ifPresent(good::remove));
    boolean isUnreadable = bad.stream().anyMatch(row -> row.line().isEmpty());
    boolean wasUnreadable = before.isEmpty();
    if (wasUnreadable ? !isUnreadable : !good.isEmpty()) {
      ledger.resolve(Map.of(file, good), run.runId());
    }
    fresh.removeIf(
        row ->
            row.file().equals(file)
                && (row.line().isPresent()
                    ? before.contains(row.line().getAsLong())
                    : wasUnreadable));
  }
}
