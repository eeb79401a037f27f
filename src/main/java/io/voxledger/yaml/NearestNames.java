package io.voxledger.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which known names a mistyped one resembles, by edit distance without regard to case. */
public final class NearestNames {
  private static final int MAX_LENGTH = 200;

  private record Candidate(String name, int distance) {}

  private NearestNames() {}

  /** At most {@code limit} names, the nearest first, then in text order. */
  public static List<String> of(String wanted, Collection<String> known, int limit) {
    String folded = fold(wanted);
    return known.stream()
        .distinct()
        .map(name -> new Candidate(name, distance(folded, fold(name))))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(limit)
        .map(Candidate::name)
        .toList();
  }

  /** The nearest name; empty when none is known. */
  public static Optional<String> nearest(String wanted, Collection<String> known) {
    return of(wanted, known, 1).stream().findFirst();
  }

  private static String fold(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.length() <= MAX_LENGTH ? lower : lower.substring(0, MAX_LENGTH);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
