package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LedgerEntry;
import io.voxledger.sources.spark.ReadSoFar;
import io.voxledger.sources.spark.RereadRows;
import io.voxledger.sources.spark.StagedFiles;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.spark.IngestUsage;
import io.voxledger.usage.spark.RowTally;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Takes in usage: reads the files into a staging place, then settles the sessions they touch. */
final class ReadUsage {
  private static final long LARGE_BYTES = 1L << 30;

  private final RunContext run;
  private final Intake intake;

  ReadUsage(RunContext run, Intake intake) {
    this.run = run;
    this.intake = intake;
  }

  /**
   * Takes files in.
   *
   * @param settleEverything whether settings changed that every session depends on
   */
  RowTally read(List<LandedFile> files, boolean settleEverything, Configuration hadoop) {
    long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
    SparkSessions.prepareFor(run.spark(), settleEverything ? Long.MAX_VALUE : bytes);
    adviseOnJava(bytes);
    StagedFiles staged = stage(files, bytes);
    Set<String> unused = screen(files, staged);
    writeBadRows(staged, unused);
    Dataset<Row> rows = intake.replayed().only(staged.rowsWithout(unused), run.spark());
    intake.tookAgain(intake.replayed().entries(staged, rows, intake.ledger(), run.runId()));
    run.progress().stage("settling sessions");
    RereadRows reread =
        new RereadRows(
            new SerializableConfiguration(hadoop),
            run.settings().landing(),
            run.settings().limits());
    IngestUsage.Input input =
        new IngestUsage.Input(
            rows,
            intake.contentHashes(),
            run.settings().rules(),
            reread,
            settleEverything,
            run.runId());
    return new IngestUsage(run.warehouse(), input).ingest();
  }

  /** The launcher says so when it starts a Java that is ready sooner and slower afterwards. */
  private void adviseOnJava(long bytes) {
    if (bytes > LARGE_BYTES && Boolean.getBoolean("voxledger.quick.start")) {
      run.progress()
          .warn(
              "there are "
                  + Shown.bytes(bytes)
                  + " to read, with a Java set for short nights; with VOXLEDGER_JVM_TIER=full it takes less than half the time");
    }
  }

  private StagedFiles stage(List<LandedFile> files, long bytes) {
    ReadingText text = new ReadingText(files.size(), bytes);
    ReadSoFar soFar = ReadSoFar.in(run.spark().sparkContext());
    Duration begun = run.progress().elapsed();
    run.progress().stage(text.begun());
    try (Progress.Ticking told =
        run.progress()
            .telling(
                () ->
                    text.after(
                        run.progress().elapsed().minus(begun),
                        soFar.files().value(),
                        soFar.bytes().value(),
                        soFar.rows().value()))) {
      return StagedFiles.read(
          run.spark(),
          files,
          new StagedFiles.Reading(
              run.settings().rules().aliases(),
              run.settings().limits(),
              run.warehouse().staging(run.runId()),
              soFar));
    }
  }

  /** Sorts out files whose rows must not be used: unreadable ones, and contents that are known. */
  private Set<String> screen(List<LandedFile> files, StagedFiles staged) {
    Map<String, LandedFile> byPath =
        files.stream().collect(Collectors.toMap(LandedFile::path, file -> file));
    Set<String> unused = new HashSet<>();
    for (FileReport report : staged.reports()) {
      LandedFile file = byPath.get(report.file());
      if (!intake.isNew(file, report.contentHash())) {
        unused.add(report.file());
      } else if (report.unreadable().isPresent()) {
        unused.add(report.file());
        intake.tookUnreadable(file, report);
      } else if (!intake.replayed().isByLine(report.file())) {
        intake.took(file, LedgerEntry.of(file, report));
      }
    }
    staged
        .unreadableFiles(files)
        .filter(row -> !intake.isRelisted(row.file()))
        .forEach(intake::reject);
    return unused;
  }

  /** Lines that are read again keep the entry that they have. */
  private void writeBadRows(StagedFiles staged, Set<String> unused) {
    Set<String> without = new HashSet<>(unused);
    intake.replayed().lines().keySet().stream()
        .filter(intake.replayed()::isByLine)
        .forEach(without::add);
    if (staged.reports().stream().anyMatch(report -> report.quarantined() > 0)) {
      run.warehouse()
          .table(RunTables.QUARANTINE)
          .append(
              staged.quarantineWithout(without, intake.contentHashes(), run.runId()).coalesce(1));
    }
  }
}
