package io.voxledger.reconciliation.causes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What may be true of the lines of a sku that no set of hypotheses closes beyond doubt. */
final class GuessLines {
  /** What holds for some lines of a sku only needs more to be believed. */
  private static final int DIGITS_OF_A_PART = 8;

  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final boolean isStrict;

  GuessLines(PeriodCase period, Hypotheses hypotheses, boolean isStrict) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.isStrict = isStrict;
  }

  /**
   * Where nothing closes all lines of a sku: what is certain of some of them, and what may be true
   * of the rest.
   */
  List<Claim> partly(List<BillRow> rows) {
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
      claims.addAll(Claims.of(fresh, certain ? Confidence.PARTIAL : Confidence.CANDIDATE));
      if (certain) {
        fresh.forEach(r -> left.remove(r.row()));
      }
    }
    Claims.addNew(claims, Guesses.of(left, items, hypotheses.isPulledEarly()));
    Claims.addNew(claims, withSomethingElse(left));
    return claims;
  }

  /**
   * Prices of ours that may hold together with a number that fits: a bill that has no quantity for
   * each price tells nothing against them.
   */
  List<Claim> withSomethingElse(List<BillRow> rows) {
    List<BillRow> vague = rows.stream().filter(GuessLines::isVague).toList();
    List<Item> items = PeriodCase.itemsOf(vague, period.items());
    List<Claim> claims = new ArrayList<>();
    for (Hypothesis one : vague.isEmpty() ? List.<Hypothesis>of() : hypotheses.of(vague, items)) {
      if (one.footing() == Hypothesis.Footing.GIVEN) {
        List<Reading> readings =
            lines(vague).readings(one).stream()
                .filter(reading -> reading.isTouched())
                .filter(r -> r.explained().abs().compareTo(r.row().noise()) > 0)
                .toList();
        Claims.addNew(claims, Claims.of(readings, Confidence.CANDIDATE));
        List<Item> after = one.apply(items);
        readings.forEach(
            r -> Claims.addNew(claims, Guesses.besides(r, after, hypotheses.isPulledEarly())));
      }
    }
    return claims;
  }

  private static boolean isVague(BillRow row) {
    boolean isOpen =
        row.isBilled()
            && row.isComputed()
            && row.closeness(row.compared().computedCost()) == BillRow.Closeness.OPEN;
    return isOpen && (row.quantity().isEmpty() || row.compared().key().meter().isEmpty());
  }

  private CloseLines lines(List<BillRow> rows) {
    return new CloseLines(period, rows, PeriodCase.itemsOf(rows, period.items()), isStrict);
  }
}
