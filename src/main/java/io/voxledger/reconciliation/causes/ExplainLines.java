package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.Verdict.Certainty;
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
  /** What holds for some lines of a sku only needs more to be believed. */
  private static final int DIGITS_OF_A_PART = 8;

  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final boolean isStrict;

  ExplainLines(PeriodCase period, Hypotheses hypotheses, boolean isStrict) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.isStrict = isStrict;
  }

  List<Claim> claims() {
    List<List<BillRow>> open =
        period.bySku().stream().filter(rows -> !lines(rows).isQuiet()).toList();
    Map<List<BillRow>, Verdict> bySku = new LinkedHashMap<>();
    open.forEach(rows -> bySku.put(rows, search(rows)));
    addSmall(open, bySku);
    Story story = new Story(bySku, Optional.empty(), 0);
    return claims(
        open.size() > 1
            ? new WholeBill(period, hypotheses, isStrict, story).shorter().ofFewestCauses()
            : story);
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

  private List<Claim> claims(Story story) {
    List<Claim> claims = new ArrayList<>();
    story
        .bySku()
        .forEach(
            (rows, verdict) ->
                claims.addAll(
                    verdict.isEmpty()
                        ? partly(rows)
                        : verdictOrGuess(rows, story.isAllCertain() ? verdict : likely(verdict))));
    List<Claim> ofAll =
        story.wholeBill().map(verdict -> claims(doubted(verdict, story))).orElse(List.of());
    return new QuantityNoise(period).without(story, ofAll, claims);
  }

  /** A ratio that is likely by itself may be chance where nothing tells why others are off. */
  private static Verdict likely(Verdict verdict) {
    return verdict.certainty() == Certainty.LIKELY && !Verdict.isTold(verdict.first())
        ? verdict.doubted()
        : verdict;
  }

  /** That some skus are off by one ratio is chance, where others are off and nothing tells why. */
  private static Verdict doubted(Verdict verdict, Story story) {
    boolean isFree = verdict.first().count(Hypothesis.Footing.FREE) > 0;
    return isFree && !story.isAllCertain() ? verdict.doubted() : verdict;
  }

  /** A set that chance alone might give is worth no more than a guess. */
  private List<Claim> verdictOrGuess(List<BillRow> rows, Verdict verdict) {
    List<Claim> claims = new ArrayList<>(claims(verdict));
    boolean isWeak =
        !Verdict.isTold(verdict.first())
            || Verdict.mayBeQuantity(verdict.first())
            || verdict.first().count(Hypothesis.Footing.BILLED_QUANTITY) > 0;
    if (!verdict.isCertain() && isWeak) {
      addNew(
          claims,
          Guesses.of(rows, PeriodCase.itemsOf(rows, period.items()), hypotheses.isPulledEarly()));
      addNew(claims, withSomethingElse(rows));
    }
    return claims;
  }

  /**
   * Prices of ours that may hold together with a number that fits: a bill that has no quantity for
   * each price tells nothing against them.
   */
  private List<Claim> withSomethingElse(List<BillRow> rows) {
    List<BillRow> vague = rows.stream().filter(row -> isVague(row, rows)).toList();
    List<Item> items = PeriodCase.itemsOf(vague, period.items());
    List<Claim> claims = new ArrayList<>();
    for (Hypothesis one : vague.isEmpty() ? List.<Hypothesis>of() : hypotheses.of(vague, items)) {
      if (one.footing() == Hypothesis.Footing.GIVEN) {
        List<Reading> readings =
            lines(vague).readings(one).stream()
                .filter(reading -> reading.isTouched())
                .filter(r -> r.explained().abs().compareTo(r.row().noise()) > 0)
                .toList();
        addNew(claims, claims(readings, Confidence.CANDIDATE));
        List<Item> after = one.apply(items);
        readings.forEach(
            r -> addNew(claims, Guesses.besides(r, after, hypotheses.isPulledEarly())));
      }
    }
    return claims;
  }

  private boolean isVague(BillRow row, List<BillRow> rows) {
    boolean isOpen =
        row.isBilled()
            && row.isComputed()
            && row.closeness(row.compared().computedCost()) == BillRow.Closeness.OPEN;
    return isOpen && (row.quantity().isEmpty() || row.compared().key().meter().isEmpty());
  }

  private static List<Claim> claims(Verdict verdict) {
    List<Claim> claims = new ArrayList<>();
    if (verdict.isCertain()) {
      boolean isTold = verdict.certainty() == Certainty.TOLD;
      Confidence confidence = isTold ? Confidence.EXACT : Confidence.PARTIAL;
      claims.addAll(claims(verdict.first().readings(), confidence));
      verdict
          .larger()
          .forEach(other -> addNew(claims, claims(other.readings(), Confidence.CANDIDATE)));
      return claims;
    }
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
        Hypothesis member = reading.members().get(i);
        boolean isFitted = member.footing() == Hypothesis.Footing.FITTED_QUANTITY;
        claims.add(
            new Claim(
                member.cause(),
                isFitted && confidence == Confidence.EXACT ? Confidence.PARTIAL : confidence,
                Optional.of(reading.row().compared().key()),
                isLast ? effect.add(dust) : effect,
                member.supposition()));
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
    if (Guesses.isThinking(rows, items)) {
      return Guesses.thinking(rows);
    }
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
      if (!closed.isEmpty() && one.reach() != Hypothesis.Reach.ALL_LINES) {
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
      boolean certain = !rival && new Closing(closing.set(), fresh).digits() >= DIGITS_OF_A_PART;
      claims.addAll(claims(fresh, certain ? Confidence.PARTIAL : Confidence.CANDIDATE));
      if (certain) {
        fresh.forEach(r -> left.remove(r.row()));
      }
    }
    addNew(claims, Guesses.of(left, items, hypotheses.isPulledEarly()));
    addNew(claims, withSomethingElse(left));
    return claims;
  }
}
