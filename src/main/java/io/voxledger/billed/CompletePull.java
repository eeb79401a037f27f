package io.voxledger.billed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pull whose pages are all there.
 *
 * @param order which of two pulls is newer: when it was pulled, else the greatest end of its
 *     periods
 * @param lines each once, however many pages repeat it
 * @param stated the periods it contains, by scope where the page names one
 * @param defaultScope the scope of a pull that names none
 */
record CompletePull(
    PullKey key, Instant order, List<PlacedLine> lines, Set<Stated> stated, String defaultScope) {

  /** Older pulls first. */
  static final Comparator<CompletePull> NEWEST_LAST =
      Comparator.comparing(CompletePull::order)
          .thenComparing(pull -> pull.key().name())
          .thenComparing(pull -> pull.key().account().orElse(""));

  /** A period that a pull contains; for all scopes of the pull when {@code scope} is empty. */
  record Stated(Optional<String> scope, BillPeriod period) {}

  /** A line and the file it stands in. */
  record PlacedLine(BillLine line, String file) {}
}
