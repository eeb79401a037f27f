package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains the lines of a period: sku by sku, as lines of different skus have nothing to do with
 * each other, unless one cause that bears on the whole bill says it shorter.
 */
final class ExplainLines {
  /** A sku that nothing explains counts as much as a set that nobody would believe. */
  private static final int UNSOLVED = 4;

  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final boolean isStrict;

  ExplainLines(PeriodCase period, Hypotheses hypotheses, boolean isStrict) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.isStrict = isStrict;
  }

  /** How the lines of each sku that is not as computed are explained. */
  private record Story(Map<List<BillRow>, Verdict> bySku, Optional<Verdict> wholeBill) {
    int size() {
      int size = wholeBill.map(Verdict::size).orElse(0);
      for (Verdict verdict : bySku.values()) {
        size += verdict.isEmpty() ? UNSOLVED : verdict.size();
      }
      return size;
    }
  }

  List<Claim> claims() {
    List<List<BillRow>> open =
        period.bySku().stream().filter(rows -> !lines(rows).isQuiet()).toList();
    Map<List<BillRow>, Verdict> bySku = new LinkedHashMap<>();
    open.forEach(rows -> bySku.put(rows, search(rows)));
    addSmall(open, bySku);
    Story story = new Story(bySku, Optional.empty());
    if (open.size() > 1) {
      story = shorter(story, open);
    }
    return claims(story);
  }

  /** Differences within tolerance are named where that is beyond doubt. */
  private void addSmall(List<List<BillRow>> open, Map<List<BillRow>, Verdict> bySku) {
    for (List<BillRow> rows : period.bySku()) {
      List<Item> items = PeriodCase.itemsOf(rows, period.items());
      CloseLines strict = new CloseLines(period, rows, items, true);
      if (!open.contains(rows) && !strict.isQuiet()) {
        Verdict verdict = new SearchSets(strict, hypotheses.of(rows, items)).searchOne();
        if (verdict.isCertain()) {
          bySku.put(rows, verdict);
        }
      }
    }
  }

  private CloseLines lines(List<BillRow> rows) {
    return new CloseLines(period, rows, PeriodCase.itemsOf(rows, period.items()), isStrict);
  }

  private Verdict search(List<BillRow> rows) {
    List<Item> items = PeriodCase.itemsOf(rows, period.items());
    return new SearchSets(lines(rows), hypotheses.of(rows, items)).search();
  }

  /** The story with a cause that bears on the whole bill, where that is shorter. */
  private Story shorter(Story bySku, List<List<BillRow>> open) {
    List<Story> stories = new ArrayList<>();
    for (Hypothesis one : hypotheses.of(period.rows(), period.items())) {
      with(List.of(one), bySku, open).ifPresent(stories::add);
    }
    int least = stories.stream().mapToInt(Story::size).min().orElse(Integer.MAX_VALUE);
    if (least > bySku.size() || least == bySku.size() && isAllCertain(bySku)) {
      return bySku;
    }
    List<Story> shortest = stories.stream().filter(story -> story.size() == least).toList();
    List<Closing> closings =
        shortest.stream().map(story -> story.wholeBill().orElseThrow().first()).toList();
    Verdict verdict = Verdict.among(closings);
    Story best =
        shortest.stream()
            .filter(story -> story.wholeBill().orElseThrow().first() == verdict.first())
            .findFirst()
            .orElseThrow();
    return new Story(best.bySku(), Optional.of(verdict));
  }

  private static boolean isAllCertain(Story story) {
    return story.bySku().values().stream().allMatch(Verdict::isCertain);
  }

  /** What is left to be explained by sku when some causes bear on the whole bill. */
  private Optional<Story> with(List<Hypothesis> whole, Story bySku, List<List<BillRow>> open) {
    Map<List<BillRow>, Verdict> left = new LinkedHashMap<>(bySku.bySku());
    List<Reading> readings = new ArrayList<>();
    int closed = 0;
    for (List<BillRow> rows : period.bySku()) {
      Optional<Closing> closing = closed(whole, rows);
      if (closing.isPresent()) {
        readings.addAll(closing.get().readings());
        left.remove(rows);
        closed++;
      } else if (!open.contains(rows)
          && whole.stream()
              .anyMatch(h -> lines(rows).readings(h).stream().anyMatch(Reading::isTouched))) {
        return Optional.empty(); // it should have changed lines that are as computed
      }
    }
    return closed < 2
        ? Optional.empty()
        : Optional.of(
            new Story(left, Optional.of(new Verdict(List.of(new Closing(whole, readings)), true))));
  }

  /** A ratio of the bill is measured on all of its lines, other hypotheses on their own ones. */
  private Optional<Closing> closed(List<Hypothesis> whole, List<BillRow> rows) {
    return new CloseLines(period, rows, period.items(), isStrict).close(whole);
  }

  private List<Claim> claims(Story story) {
    List<Claim> claims = new ArrayList<>();
    story.wholeBill().ifPresent(verdict -> claims.addAll(claims(verdict)));
    story
        .bySku()
        .forEach(
            (rows, verdict) -> claims.addAll(verdict.isEmpty() ? partly(rows) : verdictOrGuess(rows, verdict)));
    return claims;
  }

  /** A set that chance alone might give is worth no more than a guess. */
  private List<Claim> verdictOrGuess(List<BillRow> rows, Verdict verdict) {
    List<Claim> claims = new ArrayList<>(claims(verdict));
    boolean isWeak =
        !Verdict.isTold(verdict.first()) || Verdict.mayBeQuantity(verdict.first());
    if (!verdict.isCertain() && isWeak) {
      addNew(claims, Guesses.of(period, rows, PeriodCase.itemsOf(rows, period.items())));
    }
    return claims;
  }

  private static List<Claim> claims(Verdict verdict) {
    if (verdict.isCertain()) {
      return claims(verdict.first().readings(), Confidence.EXACT);
    }
    List<Claim> claims = new ArrayList<>();
    for (Closing closing : verdict.closings()) {
      addNew(claims, claims(closing.readings(), Confidence.CANDIDATE));
    }
    return claims;
  }

  /** A cause that is a candidate already is not one again: other parameters, the same story. */
  private static void addNew(List<Claim> claims, List<Claim> more) {
    List<Claim> before = List.copyOf(claims);
    more.stream()
        .filter(
            claim ->
                before.stream()
                    .noneMatch(c -> c.cause() == claim.cause() && c.row().equals(claim.row())))
        .forEach(claims::add);
  }

  private static List<Claim> claims(Collection<Reading> readings, Confidence confidence) {
    List<Claim> claims = new ArrayList<>();
    for (Reading reading : readings) {
      BigDecimal dust = reading.dust();
      for (int i = 0; i < reading.members().size(); i++) {
        boolean isLast = i == reading.members().size() - 1;
        BigDecimal effect = reading.effects().get(i);
        claims.add(
            new Claim(
                reading.members().get(i).cause(),
                confidence,
                Optional.of(reading.row().compared().key()),
                isLast ? effect.add(dust) : effect,
                reading.members().get(i).supposition()));
      }
    }
    return claims;
  }

  /**
   * Where nothing closes all lines of a sku: what is certain of some of them, and what may be true
   * of the rest.
   */
  private List<Claim> partly(List<BillRow> rows) {
    List<Claim> claims = new ArrayList<>();
    List<Item> items = PeriodCase.itemsOf(rows, period.items());
    List<Closing> some = new ArrayList<>();
    for (Hypothesis one : hypotheses.of(rows, items)) {
      List<Reading> closed =
          lines(rows).readings(one).stream()
              .filter(r -> r.isTouched() && r.closeness() == BillRow.Closeness.TIGHT)
              .filter(
                  r ->
                      r.row().closeness(r.row().compared().computedCost())
                          == BillRow.Closeness.OPEN)
              .toList();
      if (!closed.isEmpty() && one.isByRow()) {
        some.add(new Closing(List.of(one), closed));
      }
    }
    some.sort(Comparator.comparing(Closing::digits).reversed());
    List<BillRow> left = new ArrayList<>(rows);
    for (Closing closing : some) {
      List<Reading> fresh =
          closing.readings().stream().filter(r -> left.contains(r.row())).toList();
      if (fresh.isEmpty()) {
        continue;
      }
      boolean rival =
          some.stream()
              .anyMatch(
                  other ->
                      !other.causes().equals(closing.causes())
                          && other.readings().stream()
                              .map(Reading::row)
                              .toList()
                              .containsAll(fresh.stream().map(Reading::row).toList()));
      boolean certain = !rival && Verdict.isTold(new Closing(closing.set(), fresh));
      claims.addAll(claims(fresh, certain ? Confidence.PARTIAL : Confidence.CANDIDATE));
      if (certain) {
        fresh.forEach(r -> left.remove(r.row()));
      }
    }
    addNew(claims, Guesses.of(period, left, items));
    return claims;
  }
}
