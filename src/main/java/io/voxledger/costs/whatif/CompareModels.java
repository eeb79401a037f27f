package io.voxledger.costs.whatif;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a session-minute costs with one model and with another, on sessions that are like one
 * another: only kinds of sessions that had both count, and each kind counts by the minutes that
 * both models together spent in it. So a model that gets the long sessions does not look dear for
 * it.
 */
public final class CompareModels {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  private CompareModels() {}

  /**
   * Two models side by side.
   *
   * @param sessionsA those that were compared
   * @param seconds of the sessions of both
   * @param perMinuteA USD at 12 decimals
   */
  public record Comparison(
      String modelA,
      String modelB,
      long sessionsA,
      long sessionsB,
      long seconds,
      BigDecimal perMinuteA,
      BigDecimal perMinuteB) {}

  /** Every pair of models that share a kind of sessions, in the order of their names. */
  public static List<Comparison> pairs(Collection<ModelSessions> sessions) {
    List<ModelSessions> timed = sessions.stream().filter(s -> s.seconds() > 0).toList();
    TreeSet<String> models = new TreeSet<>();
    timed.forEach(s -> models.add(s.model()));
    List<Comparison> pairs = new ArrayList<>();
    for (String a : models) {
      for (String b : models.tailSet(a, false)) {
        compare(timed, a, b).ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  private static Optional<Comparison> compare(List<ModelSessions> all, String a, String b) {
    long sessionsA = 0;
    long sessionsB = 0;
    long seconds = 0;
    BigDecimal weightedA = BigDecimal.ZERO;
    BigDecimal weightedB = BigDecimal.ZERO;
    Map<String, List<ModelSessions>> kinds =
        all.stream()
            .filter(s -> s.model().equals(a) || s.model().equals(b))
            .collect(
                groupingBy(
                    ModelSessions::like, TreeMap::new, java.util.stream.Collectors.toList()));
    for (List<ModelSessions> kind : kinds.values()) {
      Optional<ModelSessions> ofA = kind.stream().filter(s -> s.model().equals(a)).findFirst();
      Optional<ModelSessions> ofB = kind.stream().filter(s -> s.model().equals(b)).findFirst();
      if (ofA.isPresent() && ofB.isPresent()) {
        long both = ofA.get().seconds() + ofB.get().seconds();
        sessionsA += ofA.get().sessions();
        sessionsB += ofB.get().sessions();
        seconds += both;
        weightedA = weightedA.add(weighted(ofA.get(), both));
        weightedB = weightedB.add(weighted(ofB.get(), both));
      }
    }
    return seconds == 0
        ? Optional.empty()
        : Optional.of(
            new Comparison(
                a,
                b,
                sessionsA,
                sessionsB,
                seconds,
                perMinute(weightedA, seconds),
                perMinute(weightedB, seconds)));
  }

  /** Cost of a second × the seconds that it counts for. */
  private static BigDecimal weighted(ModelSessions of, long seconds) {
    return Rounding.ratio(
        of.aiUsd().multiply(BigDecimal.valueOf(seconds)), BigDecimal.valueOf(of.seconds()));
  }

  private static BigDecimal perMinute(BigDecimal usd, long seconds) {
    return Rounding.ratio(usd.multiply(MINUTE), BigDecimal.valueOf(seconds));
  }
}
