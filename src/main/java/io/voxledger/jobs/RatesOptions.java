package io.voxledger.jobs;

import io.voxledger.rates.Glob;
import io.voxledger.rates.RateCard;
import io.voxledger.settings.Settings;
import io.voxledger.time.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** What the {@code rates} commands have in common: whose prices, and as of when. */
final class RatesOptions {
  @Option(names = "--biller", paramLabel = "B", description = "only prices of this biller")
  private String biller;

  @Option(names = "--model", paramLabel = "M", description = "only models of this name; * for any")
  private String model;

  @Option(
      names = "--source",
      paramLabel = "S",
      description = "only prices of this source: rate-card, litellm, genai-prices, csv, built-in")
  private String source;

  @Option(
      names = "--built-in",
      description = "the cards that come with Voxledger too, whether the settings name them or not")
  private boolean builtIn;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "prices in force then: a day or an instant (default: now)")
  private String at;

  Optional<String> biller() {
    return Optional.ofNullable(biller);
  }

  boolean wants(RateCard card, LandedRates rates) {
    return (biller == null || card.biller().equalsIgnoreCase(biller))
        && (source == null || rates.sourceOf(card).equalsIgnoreCase(source));
  }

  boolean wantsModel(String name) {
    return model == null || new Glob(model).matchesIgnoringCase(name);
  }

  Instant at(RunOptions common) {
    return at == null
        ? common.clock().instant().truncatedTo(ChronoUnit.SECONDS)
        : instant("--at", at);
  }

  static Instant instant(String option, String text) {
    return Timestamps.iso(text)
        .orElseThrow(
            () ->
                new Voxledger.WrongUsage(
                    option + " " + text + " is no day or instant such as 2026-09-30"));
  }

  /** The rates that lie there. Spark is started only for places that are no folders. */
  LandedRates landed(RunOptions common, Settings settings) {
    boolean onlyFolders =
        settings.landing().startsWith("file:")
            && settings.rateFolders().stream().allMatch(folder -> folder.startsWith("file:"));
    Configuration hadoop =
        onlyFolders
            ? new Configuration()
            : common.spark(settings).sparkContext().hadoopConfiguration();
    common.progress().stage("reading rate files");
    LandedRates rates = LandedRates.read(settings, hadoop);
    Progress.erase(System.err);
    rates.problems().forEach(problem -> common.progress().warn(problem));
    return builtIn || LandedRates.BUILT_IN.equals(source) ? rates.withBuiltIn() : rates;
  }
}
