package io.voxledger.rates.imports;

import io.voxledger.rates.RateWindow;
import io.voxledger.time.TimeRange;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The prices of one model with their conditions, cut into times in which they do not change. Of
 * several that hold, the one listed last does.
 */
final class PriceHistory {
  private final List<Conditional> prices;

  /**
   * Prices and when they hold.
   *
   * @param path where they stand
   * @param startOrNull since when; null for always
   * @param hoursOrNull at which UTC hours; null for all
   * @param tierOrNull for which service tier; null for the base
   */
  record Conditional(
      String path, Instant startOrNull, Hours hoursOrNull, String tierOrNull, PriceSet prices) {
    boolean isBase() {
      return hoursOrNull == null && tierOrNull == null;
    }

    boolean hasBegun(Instant t) {
      return startOrNull == null || !startOrNull.isAfter(t);
    }
  }

  /** UTC hours of every day, in minutes after midnight; may run over midnight. */
  record Hours(int startMinute, int endMinute) {
    RateWindow window(BigDecimal multiplier) {
      return new RateWindow(
          startMinute,
          endMinute == 0 ? 24 * 60 : endMinute,
          EnumSet.allOf(DayOfWeek.class),
          multiplier);
    }
  }

  /** Prices that hold for a time. */
  record Segment(TimeRange effective, EntryDraft draft) {}

  PriceHistory(List<Conditional> prices) {
    this.prices = prices;
  }

  /**
   * The segments, from the pull on; earlier ones where the file dates them. A price without a date
   * that dated ones follow holds until the first of them, since the pull or, when that is past,
   * since ever.
   */
  List<Segment> segments(Instant pulled, String model, List<NotSaid> notSaid) {
    TreeSet<Instant> starts = new TreeSet<>();
    Optional<Instant> origin = origin(pulled);
    if (origin.isEmpty()) {
      return List.of();
    }
    starts.add(origin.get());
    for (Conditional price : prices) {
      if (price.startOrNull() != null && price.startOrNull().isAfter(origin.get())) {
        starts.add(price.startOrNull());
      }
    }
    List<Segment> segments = new ArrayList<>();
    for (Instant start : starts) {
      draft(start, model, notSaid)
          .ifPresent(
              draft ->
                  segments.add(new Segment(new TimeRange(start, starts.higher(start)), draft)));
    }
    return segments;
  }

  private Optional<Instant> origin(Instant pulled) {
    Optional<Instant> firstDated =
        prices.stream()
            .filter(price -> price.isBase() && price.startOrNull() != null)
            .map(Conditional::startOrNull)
            .min(Instant::compareTo);
    boolean undated = prices.stream().anyMatch(p -> p.isBase() && p.startOrNull() == null);
    if (!undated) {
      return firstDated;
    }
    return firstDated.isPresent() && !pulled.isBefore(firstDated.get())
        ? Optional.of(Instant.EPOCH)
        : Optional.of(pulled);
  }

  /** What holds at an instant; empty when a card cannot say it. */
  private Optional<EntryDraft> draft(Instant t, String model, List<NotSaid> notSaid) {
    Optional<Conditional> base = last(prices.stream().filter(Conditional::isBase).toList(), t);
    if (base.isEmpty() || tooManyThresholds(base.get(), model, notSaid)) {
      return Optional.empty();
    }
    EntryDraft draft = new EntryDraft(base.get().prices());
    Map<String, List<Conditional>> tiers = new TreeMap<>();
    for (Conditional price : prices) {
      if (price.tierOrNull() != null) {
        tiers.computeIfAbsent(price.tierOrNull(), tier -> new ArrayList<>()).add(price);
      }
    }
    for (Map.Entry<String, List<Conditional>> tier : tiers.entrySet()) {
      Optional<Conditional> inForce = last(tier.getValue(), t);
      if (inForce.isPresent()) {
        if (tooManyThresholds(inForce.get(), model, notSaid)) {
          return Optional.empty();
        }
        draft.tiers.put(tier.getKey(), inForce.get().prices());
      }
    }
    return addWindows(draft, t, model, notSaid) ? Optional.of(draft) : Optional.empty();
  }

  private boolean addWindows(EntryDraft draft, Instant t, String model, List<NotSaid> notSaid) {
    for (Conditional price : prices) {
      if (price.hoursOrNull() != null && price.hasBegun(t)) {
        Optional<BigDecimal> multiple = price.prices().multipleOf(draft.prices);
        if (multiple.isEmpty() || !draft.tiers.isEmpty()) {
          notSaid.add(
              NotSaid.leftOut(
                  price.path(),
                  model,
                  "from " + t + " its prices by hour are no one multiple of the others"));
          return false;
        }
        draft.windows.add(0, price.hoursOrNull().window(multiple.get()));
      }
    }
    return true;
  }

  private static boolean tooManyThresholds(Conditional price, String model, List<NotSaid> notSaid) {
    if (price.prices().above().size() <= 1) {
      return false;
    }
    notSaid.add(
        NotSaid.leftOut(
            price.path(),
            model,
            "several thresholds of input tokens: "
                + price.prices().above().keySet().stream()
                    .map(threshold -> Long.toString(threshold.over()))
                    .toList()));
    return true;
  }

  private static Optional<Conditional> last(List<Conditional> candidates, Instant t) {
    return candidates.stream()
        .filter(candidate -> candidate.hasBegun(t))
        .reduce((earlier, later) -> later);
  }
}
