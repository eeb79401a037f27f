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
final class ReadBills implements SmallFiles.Reader {
  private final RunContext run;
  private final Intake intake;
  private final BillNames names;
  private final List<BillStore.Document> documents = new ArrayList<>();
  private final List<BillStore.Document> unreadable = new ArrayList<>();

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
    reader.readEach(files, this);
    BillStore store = new BillStore(run.warehouse(), BillReaders::source);
    store.add(documents, run.runId());
    store.addUnreadable(unreadable, run.runId());
    return !documents.isEmpty() || !unreadable.isEmpty();
  }

  @Override
  public void read(LandedFile file, LandedText text) throws UnreadableFile {
    BillReader reader = BillReaders.of(file.place().source()).orElseThrow();
    BillFile bill = billFile(reader.source(), file, text.contentHash());
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

  /** What a whole export says of a period is not known while one of its files cannot be read. */
  @Override
  public void unreadable(LandedFile file, String contentHash) {
    BillSource source = BillReaders.source(file.place().source()).orElseThrow();
    if (source.isRestating()) {
      BillFile bill = billFile(source, file, contentHash);
      unreadable.add(
          new BillStore.Document(
              file.path(), contentHash, new BillStore.StoredFile(bill.pull(), true, List.of())));
    }
  }

  private static BillFile billFile(BillSource source, LandedFile file, String contentHash) {
    return new BillFile(
        source,
        file.path(),
        contentHash,
        file.place().defaults().pulled(),
        file.place().defaults().account());
  }

  private static Map<String, Long> byCode(Map<IgnoredBecause, Long> ignored) {
    Map<String, Long> byCode = new TreeMap<>();
    ignored.forEach((reason, count) -> byCode.put(reason.code(), count));
    return byCode;
  }
}
