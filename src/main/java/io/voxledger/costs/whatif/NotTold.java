package io.voxledger.costs.whatif;

import static java.util.stream.Collectors.joining;

import io.voxledger.money.Decimals;
import io.voxledger.rates.RateEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    notTold.rounding(use).ifPresent(sentences::add);
    if (!isHourKnown) {
      sentences.add(notTold.hours());
    }
    return sentences;
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
}
