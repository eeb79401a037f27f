package io.voxledger.jobs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one stage leaves for later ones to recompute. It is kept in {@code run.touched}, so that
 * stages may be run one by one.
 *
 * @param usageDays days whose usage records changed, with the reason that a restatement gives
 * @param pricedDays days whose charges changed
 * @param bills whether bills may say something else: files came, or other exchange rates or names
 * @param cards whether rate cards came, changed or went
 * @param dayPassed whether the logical day moved, so that periods may have become final
 */
record Touched(
    SortedMap<LocalDate, String> usageDays,
    TreeSet<LocalDate> pricedDays,
    boolean bills,
    boolean cards,
    boolean dayPassed) {
  static final String LATE_USAGE = "late_usage";
  static final String SUPERSEDED_USAGE = "superseded_usage";
  static final String RATE_CHANGE = "rate_change";
  static final String SETTINGS_CHANGE = "settings_change";

  private static final String USAGE = "usage:";
  private static final String PRICED = "priced:";
  private static final String BILLS = "bills";
  private static final String CARDS = "cards";
  private static final String DAY_PASSED = "day_passed";

  static Touched nothing() {
    return new Touched(new TreeMap<>(), new TreeSet<>(), false, false, false);
  }

  Touched withBills(boolean came) {
    return new Touched(usageDays, pricedDays, bills || came, cards, dayPassed);
  }

  Touched withCards(boolean changed) {
    return new Touched(usageDays, pricedDays, bills, cards || changed, dayPassed);
  }

  Touched withDayPassed(boolean passed) {
    return new Touched(usageDays, pricedDays, bills, cards, dayPassed || passed);
  }

  /** Whether no day, no bill and no card waits to be recomputed. */
  boolean isEmpty() {
    return usageDays.isEmpty() && pricedDays.isEmpty() && !bills && !cards;
  }

  /** Notes a day; the first reason stays. */
  void usageDay(LocalDate day, String reason) {
    usageDays.putIfAbsent(day, reason);
  }

  /** Takes the days of changed usage that lie outside a span out of this, and gives them. */
  Touched takeUsageOutside(RunPlan.Span span) {
    Touched outside = nothing();
    usageDays.forEach(
        (day, reason) -> {
          if (day.isBefore(span.from()) || day.isAfter(span.to())) {
            outside.usageDay(day, reason);
          }
        });
    usageDays.keySet().removeAll(outside.usageDays.keySet());
    return outside;
  }

  Touched plus(Touched other) {
    other.usageDays.forEach(this::usageDay);
    pricedDays.addAll(other.pricedDays);
    return withBills(other.bills).withCards(other.cards).withDayPassed(other.dayPassed);
  }

  List<String> toLines() {
    List<String> lines = new ArrayList<>();
    usageDays.forEach((day, reason) -> lines.add(USAGE + day + ":" + reason));
    pricedDays.forEach(day -> lines.add(PRICED + day));
    if (bills) {
      lines.add(BILLS);
    }
    if (cards) {
      lines.add(CARDS);
    }
    if (dayPassed) {
      lines.add(DAY_PASSED);
    }
    return lines;
  }

  static Touched ofLines(Collection<String> lines) {
    Touched touched = nothing();
    boolean bills = false;
    boolean cards = false;
    boolean dayPassed = false;
    for (String line : lines) {
      if (line.startsWith(USAGE)) {
        String[] parts = line.substring(USAGE.length()).split(":", 2);
        touched.usageDay(LocalDate.parse(parts[0]), parts[1]);
      } else if (line.startsWith(PRICED)) {
        touched.pricedDays.add(LocalDate.parse(line.substring(PRICED.length())));
      } else {
        bills |= line.equals(BILLS);
        cards |= line.equals(CARDS);
        dayPassed |= line.equals(DAY_PASSED);
      }
    }
    return touched.withBills(bills).withCards(cards).withDayPassed(dayPassed);
  }
}
