package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for causes that bear on several skus of a bill and tell its story in fewer words than a
 * cause for each of them.
 */
final class WholeBill {
  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final boolean isStrict;
  private final Story bySku;
  private final Collection<List<BillRow>> skus;
  private final TakeInOrder taken;
  private final Map<Integer, CloseLines> lines = new HashMap<>();
  private final List<Hypothesis> ofRequests = new ArrayList<>();

  WholeBill(PeriodCase period, Hypotheses hypotheses, boolean isStrict, Story bySku) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.isStrict = isStrict;
    this.bySku = bySku;
    this.skus = period.bySku();
    this.taken = new TakeInOrder(period.items());
  }

  /** The shorter story, or the one that explains each sku by itself. */
  Story shorter() {
    List<Hypothesis> all = bearingOnAll();
    all.stream().filter(h -> h.reach() == Hypothesis.Reach.REQUESTS).forEach(ofRequests::add);
    Story best = shortest(all.stream().map(List::of).toList()).orElse(bySku);
    return best.unsolved() < 2 ? best : shortest(pairs(all, best)).orElse(best);
  }

  /** A ratio may be told best by the lines of any sku; a quantity that fits is of one line. */
  private List<Hypothesis> bearingOnAll() {
    List<Hypothesis> all = new ArrayList<>();
    hypotheses.of(period.rows(), period.items()).stream()
        .filter(h -> h.footing() != Hypothesis.Footing.FREE)
        .filter(h -> h.footing() != Hypothesis.Footing.FITTED_QUANTITY)
        .forEach(all::add);
    for (List<BillRow> rows : skus) {
      all.add(new FreeRatio(period, rows, true));
      all.add(new FreeRatio(period, rows, false));
    }
    return all;
  }

  /** Those pairs that close the smallest sku that is still open. */
  private List<List<Hypothesis>> pairs(List<Hypothesis> all, Story open) {
    List<BillRow> smallest =
        open.bySku().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .min(Comparator.comparingInt(List::size))
            .orElseThrow();
    List<List<Hypothesis>> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        List<Hypothesis> pair = List.of(all.get(i), all.get(j));
        if (closed(pair, smallest).isPresent()) {
          pairs.add(pair);
        }
      }
    }
    return pairs;
  }

  private Optional<Story> shortest(List<List<Hypothesis>> sets) {
    List<Story> stories = sets.stream().flatMap(set -> with(set).stream()).toList();
    int least = stories.stream().mapToInt(Story::size).min().orElse(Integer.MAX_VALUE);
    if (least > bySku.size() || least == bySku.size() && bySku.isAllCertain()) {
      return Optional.empty();
    }
    List<Story> shortest = stories.stream().filter(story -> story.size() == least).toList();
    Verdict verdict =
        Verdict.among(
            shortest.stream().map(story -> story.wholeBill().orElseThrow().first()).toList());
    Verdict orLarger = isRatio(verdict) ? verdict.orLarger(() -> larger(verdict.first())) : verdict;
    return shortest.stream()
        .filter(story -> story.wholeBill().orElseThrow().first() == verdict.first())
        .findFirst()
        .map(story -> new Story(story.bySku(), Optional.of(orLarger), story.more()));
  }

  private static boolean isRatio(Verdict verdict) {
    return verdict.size() == 1 && verdict.first().count(Hypothesis.Footing.FREE) == 1;
  }

  /** The ratio with something else that bears on all lines that it closes. */
  private List<Closing> larger(Closing ratio) {
    Set<BillRow> closed = ratio.readings().stream().map(Reading::row).collect(toSet());
    List<Closing> larger = new ArrayList<>();
    for (Hypothesis other : ofRequests) {
      List<Hypothesis> set = List.of(other, ratio.set().get(0));
      List<Reading> readings = new ArrayList<>();
      skus.stream()
          .filter(closed::containsAll)
          .forEach(rows -> closed(set, rows).ifPresent(c -> readings.addAll(c.readings())));
      if (readings.size() == closed.size()) {
        larger.add(new Closing(set, readings));
      }
    }
    return larger;
  }

  /** What is left to be explained by sku when some causes bear on the whole bill. */
  private Optional<Story> with(List<Hypothesis> whole) {
    Map<List<BillRow>, Verdict> left = new LinkedHashMap<>(bySku.bySku());
    List<Reading> readings = new ArrayList<>();
    int closed = 0;
    for (List<BillRow> rows : skus) {
      Optional<Closing> closing = closed(whole, rows);
      if (closing.isPresent() && !isBetterAlone(left.get(rows), closing.get())) {
        readings.addAll(closing.get().readings());
        left.remove(rows);
        closed++;
      } else if (!bySku.bySku().containsKey(rows) && isTouched(whole, rows)) {
        return Optional.empty(); // it should have changed lines that are as computed
      }
    }
    if (closed == 0) {
      return Optional.empty();
    }
    Story story = withMore(whole, left, readings);
    return closed + story.more() < 2 ? Optional.empty() : Optional.of(story);
  }

  /** Lines that the causes of the bill do not close alone may need one more of their own. */
  private Story withMore(
      List<Hypothesis> whole, Map<List<BillRow>, Verdict> left, List<Reading> readings) {
    Map<List<BillRow>, Verdict> rest = new LinkedHashMap<>(left);
    List<Reading> all = new ArrayList<>(readings);
    int more = 0;
    for (Map.Entry<List<BillRow>, Verdict> open : left.entrySet()) {
      List<BillRow> rows = open.getKey();
      boolean mayNeed = open.getValue().isEmpty() || !isAlone(open.getValue());
      if (mayNeed && isTouched(whole, rows)) {
        List<Item> items = PeriodCase.itemsOf(rows, period.items());
        Verdict verdict = new SearchSets(lines(rows), hypotheses.of(rows, items)).searchWith(whole);
        if (verdict.isCertain()) {
          all.addAll(verdict.first().readings());
          rest.remove(rows);
          more++;
        } else if (isAtOtherMidnight(whole) && isOfQuantity(open.getValue())) {
          rest.put(rows, open.getValue().doubted());
        }
      }
    }
    Closing closing = new Closing(whole, all);
    return new Story(
        rest, Optional.of(new Verdict(List.of(closing), Verdict.Certainty.TOLD, List.of())), more);
  }

  /** A midnight is of all lines, so that the billed quantity of one is no other story of it. */
  private static boolean isAtOtherMidnight(List<Hypothesis> whole) {
    return whole.stream().anyMatch(one -> one.cause() == Cause.DAY_BOUNDARY);
  }

  private static boolean isOfQuantity(Verdict verdict) {
    return !verdict.isEmpty() && verdict.first().count(Hypothesis.Footing.BILLED_QUANTITY) > 0;
  }

  private static boolean isAlone(Verdict verdict) {
    return verdict.isCertain()
        && verdict.size() == 1
        && verdict.first().closeness() == BillRow.Closeness.TIGHT
        && verdict.first().count(Hypothesis.Footing.GIVEN) == 1;
  }

  /** Quantities of the bill fit every line; they are not taken where something tells more. */
  private static boolean isBetterAlone(Verdict alone, Closing whole) {
    return alone != null
        && !alone.isEmpty()
        && alone.size() == whole.set().size()
        && whole.count(Hypothesis.Footing.BILLED_QUANTITY) > 0
        && Closing.BEST_FIRST.compare(alone.first(), whole) < 0;
  }

  private boolean isTouched(List<Hypothesis> whole, List<BillRow> rows) {
    return whole.stream()
        .anyMatch(h -> lines(rows).readings(h).stream().anyMatch(Reading::isTouched));
  }

  private CloseLines lines(List<BillRow> rows) {
    return lines.computeIfAbsent(
        rows.get(0).index(), index -> new CloseLines(period, rows, taken, isStrict));
  }

  private Optional<Closing> closed(List<Hypothesis> whole, List<BillRow> rows) {
    return lines(rows).close(whole);
  }
}
