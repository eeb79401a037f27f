package io.voxledger.jobs;

import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.InvalidRateCard;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.rates.RateCards;
import io.voxledger.rates.imports.InvalidPriceFile;
import io.voxledger.rates.imports.PriceFormat;
import io.voxledger.rates.imports.PulledFile;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.settings.Settings;
import io.voxledger.sources.LandingPath.Stage;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.Landing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The cards of all rate files that lie there now, read as a run would read them. */
final class LandedRates {
  /** The source of the cards that come with Voxledger. */
  static final String BUILT_IN = "built-in";

  private final Configuration hadoop;
  private final ReadLimits limits;
  private final List<RateCard> cards = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> sourceByCard = new HashMap<>();

  private LandedRates(Configuration hadoop, ReadLimits limits) {
    this.hadoop = hadoop;
    this.limits = limits;
  }

  static LandedRates read(Settings settings, Configuration hadoop) {
    LandedRates rates = new LandedRates(hadoop, settings.limits());
    try {
      Landing landing = new Landing(hadoop);
      Landing.Listing listing = landing.survey(settings.landing());
      listing.badPulled().stream()
          .filter(folder -> folder.startsWith(Stage.RATES.folder() + "/"))
          .map(InputReport::badPulled)
          .forEach(rates.problems::add);
      for (LandedFile file : listing.files()) {
        if (file.place().stage() == Stage.RATES) {
          rates.read(file);
        }
      }
      for (String folder : settings.rateFolders()) {
        landing.listRates(folder).forEach(rates::read);
      }
      return rates;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the cards that come with Voxledger, unless the settings name them already. */
  LandedRates withBuiltIn() {
    for (RateCard card : BuiltInCards.read()) {
      if (cards.stream().noneMatch(known -> known.id().equals(card.id()))) {
        sourceByCard.put(card.id(), BUILT_IN);
        cards.add(card);
      }
    }
    return this;
  }

  /** All cards, each id once. */
  RateCards.Distinct distinct() {
    return RateCards.distinct(cards);
  }

  RateBook book(Instant knownAt) {
    return RateBook.compile(distinct().cards(), ExchangeRates.NONE, knownAt);
  }

  /** Files and cards that cannot be used, and why. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    distinct().conflicts().stream().map(InvalidRateCard::message).forEach(all::add);
    return all;
  }

  /** The folder that a card comes from: {@code rate-card}, {@code litellm}… */
  String sourceOf(RateCard card) {
    return sourceByCard.getOrDefault(card.id(), RateStore.RATE_CARD);
  }

  private void read(LandedFile file) {
    String source = file.place().source();
    boolean isKnown = source.equals(RateStore.RATE_CARD) || PriceFormat.of(source).isPresent();
    if (!isKnown) {
      return; // exchange rates; unknown folders are named by the check of the landing area
    }
    try {
      List<RateCard> read = cards(file, LandedText.read(file, hadoop, limits).text());
      read.forEach(card -> sourceByCard.putIfAbsent(card.id(), source));
      cards.addAll(read);
    } catch (UnreadableFile | InvalidPriceFile e) {
      problems.add(file.path() + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RateCard> cards(LandedFile file, String text) {
    PriceFormat format = PriceFormat.of(file.place().source()).orElse(null);
    if (format != null) {
      Instant pulled =
          file.place()
              .defaults()
              .pulled()
              .orElseThrow(() -> new InvalidPriceFile("no folder pulled=YYYY-MM-DDThhmmssZ"));
      return format.read(text, new PulledFile(file.path(), pulled)).cards();
    }
    RateCardResult result = RateCardReader.read(text, file.path());
    if (result instanceof RateCardResult.Accepted accepted) {
      return List.of(accepted.card());
    }
    problems.add(((RateCardResult.Rejected) result).problem().message());
    return List.of();
  }
}
