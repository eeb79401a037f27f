package io.voxledger.jobs;

import io.voxledger.rates.InvalidRateCard;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.RateCards;
import io.voxledger.rates.imports.ImportedRates;
import io.voxledger.rates.imports.InvalidPriceFile;
import io.voxledger.rates.imports.PriceFormat;
import io.voxledger.rates.imports.PulledFile;
import io.voxledger.rates.spark.FxFile;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Takes in rate cards and exchange rates. A card that breaks a rule is set aside whole. */
final class ReadRates {
  /** In {@code rows_ignored}: a model of a price list without a price that a card can state. */
  private static final String NOT_ON_A_CARD = "not_on_a_card";

  private static final BinaryOperator<RateCard> SMALLER_PATH =
      BinaryOperator.minBy(Comparator.comparing(RateCard::file));

  private final RunContext run;
  private final Intake intake;
  private final List<RateStore.Document> good = new ArrayList<>();
  private final Map<String, RateCard> known = new HashMap<>();

  ReadRates(RunContext run, Intake intake) {
    this.run = run;
    this.intake = intake;
  }

  void read(List<LandedFile> files, SmallFiles reader) {
    if (files.isEmpty()) {
      return;
    }
    run.progress().stage("reading " + files.size() + " rate files");
    RateStore store = new RateStore(run.warehouse());
    store
        .cardsBut(files.stream().map(LandedFile::path).toList())
        .forEach(card -> known.merge(card.id(), card, SMALLER_PATH));
    reader.readEach(files, this::take);
    store.add(good, run.runId());
  }

  private void take(LandedFile file, LandedText text) {
    Judged judged = judge(file, text.text());
    if (judged.wrong().isEmpty()) {
      good.add(
          new RateStore.Document(
              file.path(),
              text.contentHash(),
              file.place().source(),
              file.place().defaults().pulled(),
              text.text()));
    }
    long bad = judged.wrong().isPresent() ? 1 : 0;
    intake.took(
        file,
        LedgerEntry.of(file, SmallFiles.report(file, text, judged.rows(), judged.ignored(), bad))
            .allAccepted());
    judged
        .wrong()
        .ifPresent(detail -> intake.reject(file, 1, Reason.INVALID_RATE_CARD, detail, text.text()));
  }

  /**
   * What a file came to.
   *
   * @param rows a card, a file of exchange rates, or each model of a price list
   * @param ignored models of a price list that have no price on a card
   */
  private record Judged(long rows, Map<String, Long> ignored, Optional<String> wrong) {
    static Judged one(Optional<String> wrong) {
      return new Judged(1, Map.of(), wrong);
    }
  }

  private Judged judge(LandedFile file, String text) {
    Optional<PriceFormat> format = PriceFormat.of(file.place().source());
    if (format.isPresent()) {
      return judge(file, format.get(), text);
    }
    if (file.place().source().equals(RateStore.FX)) {
      try {
        FxFile.read(text);
        return Judged.one(Optional.empty());
      } catch (IllegalArgumentException | RowProblem e) {
        return Judged.one(Optional.of(e.getMessage()));
      }
    }
    return Judged.one(judgeCard(RateCardReader.read(text, file.path())));
  }

  /**
   * A second card of one id is a repeat when it says the same. Else that of the smaller path
   * stands, in whatever order they come; pricing warns of one that was taken in and now does not.
   */
  private Optional<String> judgeCard(RateCardResult read) {
    if (read instanceof RateCardResult.Rejected rejected) {
      return Optional.of(rejected.problem().message());
    }
    RateCard card = ((RateCardResult.Accepted) read).card();
    RateCard stands = known.merge(card.id(), card, SMALLER_PATH);
    return RateCards.conflictWith(stands, card).map(InvalidRateCard::message);
  }

  private Judged judge(LandedFile file, PriceFormat format, String text) {
    Optional<Instant> pulled = file.place().defaults().pulled();
    if (pulled.isEmpty()) {
      return Judged.one(
          Optional.of(
              file.path()
                  + ": no folder pulled=YYYY-MM-DDThhmmssZ says when these prices were pulled;"
                  + " lay the file below one (the file is not used)"));
    }
    try {
      ImportedRates rates = format.read(text, new PulledFile(file.path(), pulled.get()));
      run.progress().stage(ImportSummary.inWords(file.path(), rates));
      Map<String, Long> ignored =
          rates.leftOut() == 0 ? Map.of() : Map.of(NOT_ON_A_CARD, (long) rates.leftOut());
      return new Judged(rates.models(), ignored, Optional.empty());
    } catch (InvalidPriceFile e) {
      return Judged.one(
          Optional.of(file.path() + ": " + e.getMessage() + " (the file is not used)"));
    }
  }
}
