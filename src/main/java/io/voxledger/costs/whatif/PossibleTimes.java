package io.voxledger.costs.whatif;

import static java.util.Comparator.comparing;

import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When on its day a charge may have been used, as far as hours bear on prices. A charge does not
 * tell its hours, but its price was that of certain hours.
 */
final class PossibleTimes {
  private PossibleTimes() {}

  /**
   * One instant of each span of the day in which no hours of either entry begin or end, and in
   * which the charge has the price that it had; those outside of the other entry's hours first.
   *
   * @param was the entry that the charge was priced by
   * @param supposed the entry that it is to be priced by
   */
  static List<Instant> of(PastUse use, Optional<RateEntry> was, RateEntry supposed) {
    List<Instant> spans = spans(use, was, supposed);
    List<Instant> told = spans.stream().filter(t -> code(was, t).equals(use.window())).toList();
    return (told.isEmpty() ? spans : told)
        .stream().sorted(comparing(t -> supposed.window(t).isPresent())).toList();
  }

  private static Optional<String> code(Optional<RateEntry> entry, Instant t) {
    return entry.flatMap(e -> e.window(t)).map(RateWindow::code);
  }

  private static List<Instant> spans(PastUse use, Optional<RateEntry> was, RateEntry supposed) {
    Instant day = use.usedAt().truncatedTo(ChronoUnit.DAYS);
    TreeSet<Instant> begins = new TreeSet<>();
    Stream.concat(was.stream(), Stream.of(supposed))
        .flatMap(entry -> entry.windows().stream())
        .flatMap(window -> Stream.of(window.startMinute(), window.endMinute()))
        .map(minute -> day.plus(Duration.ofMinutes(minute)))
        .filter(t -> t.isAfter(use.usedAt()) && t.isBefore(day.plus(1, ChronoUnit.DAYS)))
        .forEach(begins::add);
    List<Instant> spans = new ArrayList<>(List.of(use.usedAt()));
    spans.addAll(begins);
    return spans;
  }
}
