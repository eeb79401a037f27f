package io.voxledger.jobs;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.spark.BillStore;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.BillNames;
import io.voxledger.sources.bills.BillReader;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.sources.bills.BillReading;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes in files of bills. Which of their lines count is decided when bills are reconciled. */
final class ReadBills {
  private final RunContext run;
  private final Intake intake;
  private final BillNames names;
  private final List<BillStore.Document> documents = new ArrayList<>();

  ReadBills(RunContext run, Intake intake) {
    this.run = run;
    this.intake = intake;
    this.names = new BillNames(run.settings().rules().accounts(), run.settings().rules().aliases());
  }

  /** Whether a file with a new content was among them. */
  boolean read(List<LandedFile> files, SmallFiles reader) {
    if (files.isEmpty()) {
      return false;
    }
    run.progress().stage("reading " + files.size() + " bill files");
    reader.readEach(files, this::take);
    new BillStore(run.warehouse(), BillReaders::source).add(documents, run.runId());
    return !documents.isEmpty();
  }

  private void take(LandedFile file, LandedText text) throws UnreadableFile {
    BillReader reader = BillReaders.of(file.place().source()).orElseThrow();
    BillFile bill = billFile(reader.source(), file, text);
    BillReading reading = reader.read(bill, text.text(), names);
    documents.add(
        new BillStore.Document(
            file.path(),
            text.contentHash(),
            new BillStore.StoredFile(bill.pull(), reading.isDamaged(), reading.pages())));
    FileReport report =
        SmallFiles.report(
            file, text, reading.rowsRead(), byCode(reading.ignored()), reading.bad().size());
    intake.took(file, LedgerEntry.of(file, report).allAccepted());
    reading.bad().forEach(b -> intake.reject(file, b.line(), b.reason(), b.detail(), b.text()));
  }

  private static BillFile billFile(BillSource source, LandedFile file, LandedText text) {
    return new BillFile(
        source,
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
}
