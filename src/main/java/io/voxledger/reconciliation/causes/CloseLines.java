package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.BillRow.Closeness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries sets of hypotheses on the lines of a group. A set closes them when each line is met, by
 * those of the set that hold for it.
 */
final class CloseLines {
  private final PeriodCase period;
  private final List<BillRow> rows;
  private final List<Item> items;
  private final boolean isStrict;
  private final TakeInOrder takeInOrder;
  private final List<BillRow> hardestFirst;

  /**
   * Prepares.
   *
   * @param items all of the group, after whatever holds for the whole bill
   * @param isStrict whether small differences count too, as many of them add up
   */
  CloseLines(PeriodCase period, List<BillRow> rows, List<Item> items, boolean isStrict) {
    this(period, rows, new TakeInOrder(items), isStrict);
  }

  /** Prepares, with items that others look at as well. */
  CloseLines(PeriodCase period, List<BillRow> rows, TakeInOrder taken, boolean isStrict) {
    this.period = period;
    this.rows = rows;
    this.items = taken.items();
    this.isStrict = isStrict;
    this.takeInOrder = taken;
    this.hardestFirst =
        rows.stream()
            .sorted(
                Comparator.comparing(
                    (BillRow row) -> row.closeness(row.compared().computedCost()),
                    Comparator.reverseOrder()))
            .toList();
  }

  /** Whether nothing needs to be said about the lines. */
  boolean isQuiet() {
    return rows.stream().allMatch(row -> isClosed(reading(row, List.of(), 0)));
  }

  /** How the set closes the lines; empty where it does not, or where a part of it would do. */
  Optional<Closing> close(List<Hypothesis> set) {
    List<Hypothesis> ordered =
        set.stream()
            .map(one -> one.besides(set))
            .sorted(Comparator.comparing(Hypothesis::rank))
            .toList();
    List<List<Reading.Step>> bySubset = subsets(ordered);
    List<Integer> parts = parts(ordered);
    List<Reading> readings = new ArrayList<>();
    for (BillRow row : hardestFirst) {
      Reading best = best(row, bySubset, parts);
      if (!isClosed(best)) {
        return Optional.empty();
      }
      readings.add(best);
    }
    Closing closing = new Closing(ordered, readings);
    return isNeeded(closing) ? Optional.of(closing) : Optional.empty();
  }

  /** How one hypothesis reads each line, closed or not. */
  List<Reading> readings(Hypothesis hypothesis) {
    List<List<Reading.Step>> bySubset = subsets(List.of(hypothesis));
    return rows.stream().map(row -> Reading.of(period, row, bySubset.get(1), 0)).toList();
  }

  private Reading reading(BillRow row, List<Hypothesis> none, int ignored) {
    return Reading.of(
        period, row, List.of(Reading.Step.of(Optional.empty(), items)), ignored + none.size());
  }

  private boolean isClosed(Reading reading) {
    boolean left = isStrict && !reading.isTouched() && reading.closeness() == Closeness.LOOSE;
    return reading.closeness() != Closeness.OPEN && !left;
  }

  /** Each subset of at most three hypotheses, by the bits of its number; the last is the whole. */
  private List<List<Reading.Step>> subsets(List<Hypothesis> ordered) {
    List<List<Reading.Step>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << ordered.size(); bits++) {
      List<Hypothesis> subset = new ArrayList<>();
      for (int i = 0; i < ordered.size(); i++) {
        if ((bits & 1 << i) != 0) {
          subset.add(ordered.get(i));
        }
      }
      subsets.add(takeInOrder.steps(subset));
    }
    return subsets;
  }

  /** The parts of a set that may hold for a line of which the others do not, the largest first. */
  private static List<Integer> parts(List<Hypothesis> ordered) {
    List<Integer> parts = new ArrayList<>();
    if (ordered.stream().noneMatch(one -> one.reach() == Hypothesis.Reach.ALL_LINES)) {
      int needed = 0;
      for (int i = 0; i < ordered.size(); i++) {
        needed |= ordered.get(i).reach() == Hypothesis.Reach.REQUESTS ? 1 << i : 0;
      }
      for (int bits = (1 << ordered.size()) - 2; bits >= 0; bits--) {
        if ((bits & needed) == needed) {
          parts.add(bits);
        }
      }
    }
    return parts;
  }

  /** The whole set, unless the line is met better without a part of it. */
  private Reading best(BillRow row, List<List<Reading.Step>> bySubset, List<Integer> parts) {
    Reading whole = Reading.of(period, row, bySubset.get(bySubset.size() - 1), 0);
    if (whole.closeness() == Closeness.TIGHT) {
      return whole;
    }
    Reading best = whole;
    for (int bits : parts) {
      Reading part = Reading.of(period, row, bySubset.get(bits), 0);
      if (part.closeness().compareTo(best.closeness()) < 0) {
        int ignored = whole.members().size() - part.members().size();
        best = part.ignoring(ignored);
      }
    }
    return best;
  }

  /** Every hypothesis holds for a line that would not be closed without it. */
  private boolean isNeeded(Closing closing) {
    for (Hypothesis member : closing.set()) {
      boolean needed =
          closing.readings().stream()
              .anyMatch(
                  reading ->
                      reading.members().contains(member)
                          && reading
                                  .effects()
                                  .get(reading.members().indexOf(member))
                                  .abs()
                                  .compareTo(reading.row().noise())
                              > 0);
      if (!needed) {
        return false;
      }
    }
    return !closing.set().isEmpty() && closing.readings().stream().anyMatch(this::isMoved);
  }

  private boolean isMoved(Reading reading) {
    return reading.isTouched()
        && reading(reading.row(), List.of(), 0).closeness().compareTo(reading.closeness()) > 0;
  }
}
