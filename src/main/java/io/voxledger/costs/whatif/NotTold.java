package io.voxledger.costs.whatif;

import static java.util.stream.Collectors.joining;

import io.voxledger.measure.Basis;
import io.voxledger.money.Decimals;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.RateEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the other entry's price depends on and a charge does not tell, in sentences. A charge is a
 * sum of requests that had one price; the other entry may tell them apart.
 */
final class NotTold {
  private final PastUse supposed;
  private final RateEntry was;
  private final RateEntry entry;

  private NotTold(PastUse supposed, RateEntry was, RateEntry entry) {
    this.supposed = supposed;
    this.was = was;
    this.entry = entry;
  }

  /**
   * What is not told.
   *
   * @param was the entry that the charge was priced by
   * @param entry the entry that it would be priced by
   * @param isHourKnown whether all hours in which it may have been used have one price
   */
  static List<String> of(
      PastUse use, PastUse supposed, RateEntry was, RateEntry entry, boolean isHourKnown) {
    NotTold notTold = new NotTold(supposed, was, entry);
    List<String> sentences = new ArrayList<>();
    notTold.threshold(use).ifPresent(sentences::add);
    notTold.tiers(use).ifPresent(sentences::add);
    notTold.regions(use).ifPresent(sentences::add);
    notTold.rounding(use).ifPresent(sentences::add);
    if (!isHourKnown) {
      sentences.add(notTold.hours());
    }
    return sentences;
  }

  private Optional<String> threshold(PastUse use) {
    Optional<LongContext> before = was.tier(Optional.of(use.tier())).longContext();
    Optional<LongContext> after = entry.tier(Optional.of(lower(supposed.tier()))).longContext();
    if (use.meter().basis() != Basis.TOKENS
        || after.isEmpty()
        || before.map(NotTold::over).equals(after.map(NotTold::over))) {
      return Optional.empty();
    }
    String name = supposed.name() + " has its long-context price " + over(after.get());
    return Optional.of(
        before
            .map(b -> name + ", not " + over(b) + ": requests in between count as they did")
            .orElse(name + ", the price as charged has none: all count as shorter"));
  }

  private static String over(LongContext prices) {
    String words = prices.inclusive() ? "from %,d tokens" : "above %,d tokens";
    return String.format(Locale.ROOT, words, prices.over());
  }

  private Optional<String> tiers(PastUse use) {
    SortedSet<String> tiers = new TreeSet<>(entry.tiers().keySet());
    tiers.removeAll(was.tiers().keySet());
    tiers.removeIf(AppliedTier::isBase);
    boolean isAsItWas = supposed.tier().equals(use.tier());
    return use.isTierMissing() && isAsItWas && !tiers.isEmpty()
        ? Optional.of(
            supposed.name()
                + " has prices of the tiers "
                + tiers
                + ", of which the card before had none: such requests count as "
                + AppliedTier.DEFAULT)
        : Optional.empty();
  }

  private Optional<String> regions(PastUse use) {
    SortedSet<String> regions = new TreeSet<>(entry.regions().keySet());
    regions.removeAll(was.regions().keySet());
    return use.region().isEmpty() && !regions.isEmpty()
        ? Optional.of(
            supposed.name()
                + " has prices of the regions "
                + regions
                + ", of which the card before had none: such requests count as elsewhere")
        : Optional.empty();
  }

  private Optional<String> rounding(PastUse use) {
    return use.kind().isResource() && !was.rounding().equals(entry.rounding())
        ? Optional.of(
            supposed.name() + " is rounded up otherwise: connections keep their billed quantities")
        : Optional.empty();
  }

  private String hours() {
    String windows =
        entry.windows().stream()
            .map(window -> window.code() + " × " + Decimals.text(window.multiplier()))
            .collect(joining(", "));
    return supposed.name()
        + " costs otherwise at "
        + windows
        + " (UTC): use whose hour is not told counts as outside, the range has both";
  }

  private static String lower(String tier) {
    return tier.toLowerCase(Locale.ROOT);
  }
}
