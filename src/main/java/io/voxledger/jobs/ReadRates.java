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

/**
 * Takes in rate cards and exchange rates. A card that breaks a rule is set aside whole, of exchange
 * rates the lines that cannot be read.
 */
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

  /**
   * Takes files in.
   *
   * @return whether cards of our own came, even such as nobody has recorded yet: a bill may have
   *     been made with them
   */
  boolean read(List<LandedFile> files, SmallFiles reader) {
    if (files.isEmpty()) {
      return false;
    }
    run.progress().stage("reading " + files.size() + " rate files");
    RateStore store = new RateStore(run.warehouse());
    store
        .cardsBut(files.stream().map(LandedFile::path).toList())
        .forEach(card -> known.merge(card.id(), card, SMALLER_PATH));
    reader.readEach(files, this::take);
    store.add(good, run.runId());
    return good.stream().anyMatch(document -> document.source().equals(RateStore.RATE_CARD));
  }

  private void take(LandedFile file, LandedText text) {
    Judged judged = judge(file, text.text());
    if (judged.isUsed()) {
      good.add(
          new RateStore.Document(
              file.path(),
              text.contentHash(),
              file.place().source(),
              file.place().defaults().pulled(),
              text.text()));
    }
    intake.took(
        file,
        LedgerEntry.of(
                file,
                SmallFiles.report(
                    file, text, judged.rows(), judged.ignored(), judged.wrong().size()))
            .allAccepted());
    for (Wrong wrong : judged.wrong()) {
      intake.reject(file, wrong.line(), Reason.INVALID_RATE_CARD, wrong.detail(), wrong.text());
    }
  }

  /**
   * What a file came to.
   *
   * @param rows a card, each line of exchange rates, or each model of a price list
   * @param ignored models of a price list that have no price on a card
   * @param isUsed whether prices are taken from the file
   */
  private record Judged(long rows, Map<String, Long> ignored, List<Wrong> wrong, boolean isUsed) {
    static Judged good(long rows, Map<String, Long> ignored) {
      return new Judged(rows, ignored, List.of(), true);
    }

    static Judged wrong(String detail, String text) {
      return new Judged(1, Map.of(), List.of(new Wrong(1, detail, text)), false);
    }
  }

  /** What is set aside: a file from its first line on, or one line. */
  private record Wrong(long line, String detail, String text) {}

  private Judged judge(LandedFile file, String text) {
    Optional<PriceFormat> format = PriceFormat.of(file.place().source());
    if (format.isPresent()) {
      return judgeList(file, format.get(), text);
    }
    if (file.place().source().equals(RateStore.FX)) {
      return judgeExchangeRates(file, text);
    }
    return judgeCard(RateCardReader.read(text, file.path()))
        .map(detail -> Judged.wrong(detail, text))
        .orElse(Judged.good(1, Map.of()));
  }

  private static Judged judgeExchangeRates(LandedFile file, String text) {
    try {
      FxFile read = FxFile.read(text);
      List<Wrong> wrong =
          read.bad().stream()
              .map(
                  line ->
                      new Wrong(
                          line.number(),
                          "%s:%d: %s (the line is not used)"
                              .formatted(file.path(), line.number(), line.problem()),
                          line.text()))
              .toList();
      boolean isUsed = wrong.isEmpty() || !read.rates().isEmpty();
      return new Judged(read.rates().size() + wrong.size(), Map.of(), wrong, isUsed);
    } catch (IllegalArgumentException e) {
      return Judged.wrong(file.path() + ": " + e.getMessage() + " (the file is not used)", text);
    }
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

  private Judged judgeList(LandedFile file, PriceFormat format, String text) {
    Optional<Instant> pulled = file.place().defaults().pulled();
    if (pulled.isEmpty()) {
      return Judged.wrong(
          file.path()
              + ": no folder pulled=YYYY-MM-DDThhmmssZ says when these prices were pulled;"
              + " lay the file below one (the file is not used)",
          text);
    }
    try {
      ImportedRates rates = format.read(text, new PulledFile(file.path(), pulled.get()));
      run.progress().stage(ImportSummary.inWords(file.path(), rates));
      Map<String, Long> ignored =
          rates.leftOut() == 0 ? Map.of() : Map.of(NOT_ON_A_CARD, (long) rates.leftOut());
      return Judged.good(rates.models(), ignored);
    } catch (InvalidPriceFile e) {
      return Judged.wrong(file.path() + ": " + e.getMessage() + " (the file is not used)", text);
    }
  }
}
