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

  /**
   * Prepares.
   *
   * @param items all of the group, after whatever holds for the whole bill
   * @param isStrict whether small differences count too, as many of them add up
   */
  CloseLines(PeriodCase period, List<BillRow> rows, List<Item> items, boolean isStrict) {
    this.period = period;
    this.rows = rows;
    this.items = items;
    this.isStrict = isStrict;
  }

  /** Whether nothing needs to be said about the lines. */
  boolean isQuiet() {
    return rows.stream().allMatch(row -> isClosed(reading(row, List.of(), 0)));
  }

  /** How the set closes the lines; empty where it does not, or where a part of it would do. */
  Optional<Closing> close(List<Hypothesis> set) {
    List<Hypothesis> ordered =
        set.stream().sorted(Comparator.comparing(Hypothesis::cause)).toList();
    List<List<Reading.Step>> bySubset = subsets(ordered);
    boolean byRow = ordered.stream().allMatch(Hypothesis::isByRow);
    List<Reading> readings = new ArrayList<>();
    for (BillRow row : rows) {
      Reading best = best(row, bySubset, byRow);
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
      subsets.add(TakeInOrder.steps(items, subset));
    }
    return subsets;
  }

  /** The whole set, unless the line is met better without a part of it. */
  private Reading best(BillRow row, List<List<Reading.Step>> bySubset, boolean byRow) {
    Reading whole = Reading.of(period, row, bySubset.get(bySubset.size() - 1), 0);
    if (!byRow || whole.closeness() == Closeness.TIGHT) {
      return whole;
    }
    Reading best = whole;
    for (int bits = bySubset.size() - 2; bits >= 0; bits--) {
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
