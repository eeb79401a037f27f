package io.voxledger.jobs;

import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.spark.FxFile;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in rate cards and exchange rates. A card that breaks a rule is set aside whole. */
final class ReadRates {
  private final RunContext run;
  private final Intake intake;
  private final List<RateStore.Document> good = new ArrayList<>();

  ReadRates(RunContext run, Intake intake) {
    this.run = run;
    this.intake = intake;
  }

  void read(List<LandedFile> files, SmallFiles reader) {
    if (files.isEmpty()) {
      return;
    }
    run.progress().stage("reading " + files.size() + " rate files");
    reader.readEach(files, this::take);
    new RateStore(run.warehouse()).add(good, run.runId());
  }

  private void take(LandedFile file, LandedText text) {
    Optional<String> wrong = whatIsWrong(file, text.text());
    if (wrong.isEmpty()) {
      good.add(
          new RateStore.Document(
              file.path(), text.contentHash(), file.place().source(), text.text()));
    }
    intake.took(
        file,
        LedgerEntry.of(file, SmallFiles.report(file, text, 1, Map.of(), wrong.isPresent() ? 1 : 0))
            .allAccepted());
    wrong.ifPresent(
        detail -> intake.reject(file, 1, Reason.INVALID_RATE_CARD, detail, text.text()));
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
}
