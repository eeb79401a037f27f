package io.voxledger.usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which of the rows of one identity is used. The greatest recency wins, then the smallest
 * time of use, then the smallest canonical JSON; of equal rows the one at the smallest place stays.
 * The answer does not depend on the order in which rows arrive.
 */
public final class ResolveVersions {
  private final CanonicalRows canonicalRows;

  /**
   * Reads a row's canonical JSON again from where it stands; empty when it is not there any more.
   */
  public interface CanonicalRows {
    Optional<String> read(RowOrigin origin);
  }

  /**
   * What became of the rows of one identity.
   *
   * @param duplicates rows equal to another one that has a smaller place
   * @param superseded rows of other content than the winner
   */
  public record Resolution(
      AcceptedRow winner, List<AcceptedRow> duplicates, List<AcceptedRow> superseded) {}

  public ResolveVersions(CanonicalRows canonicalRows) {
    this.canonicalRows = canonicalRows;
  }

  /** Resolves rows, at least one, that all have the same source and identity. */
  public Resolution resolve(List<AcceptedRow> rows) {
    if (rows.size() == 1) {
      return new Resolution(rows.get(0), List.of(), List.of());
    }
    boolean isOneContent = rows.stream().map(row -> row.rank().digest()).distinct().count() == 1;
    Comparator<AcceptedRow> stays = isOneContent ? BY_PLACE : NEWEST_FIRST;
    Map<String, AcceptedRow> byContent = new HashMap<>();
    List<AcceptedRow> duplicates = new ArrayList<>();
    for (AcceptedRow row : rows) {
      byContent.merge(row.rank().digest(), row, (a, b) -> keepFirst(a, b, stays, duplicates));
    }
    AcceptedRow winner = byContent.values().stream().min(this::compare).orElseThrow();
    List<AcceptedRow> superseded =
        byContent.values().stream().filter(row -> row != winner).toList();
    return new Resolution(winner, List.copyOf(duplicates), superseded);
  }

  private static final Comparator<AcceptedRow> BY_PLACE = Comparator.comparing(AcceptedRow::origin);

  /** A pull may say again what one before the last said: then it is as new as its newest pull. */
  private static final Comparator<AcceptedRow> NEWEST_FIRST =
      Comparator.<AcceptedRow>comparingLong(row -> row.rank().recency())
          .reversed()
          .thenComparing(BY_PLACE);

  private static AcceptedRow keepFirst(
      AcceptedRow a, AcceptedRow b, Comparator<AcceptedRow> stays, List<AcceptedRow> duplicates) {
    boolean first = stays.compare(a, b) <= 0;
    duplicates.add(first ? b : a);
    return first ? a : b;
  }

  private int compare(AcceptedRow a, AcceptedRow b) {
    if (a.rank().isTiedWith(b.rank())) {
      return compareContent(a, b);
    }
    int byRecency = Long.compare(b.rank().recency(), a.rank().recency());
    return byRecency != 0 ? byRecency : a.rank().usedAt().compareTo(b.rank().usedAt());
  }

  private int compareContent(AcceptedRow a, AcceptedRow b) {
    Optional<String> left = a.rank().tieText();
    Optional<String> right = b.rank().tieText();
    if (left.isEmpty() || right.isEmpty()) {
      left = canonicalRows.read(a.origin());
      right = canonicalRows.read(b.origin());
    }
    if (left.isEmpty()
        || right.isEmpty()) { // the file is gone: any order will do that never changes
      return a.rank().digest().compareTo(b.rank().digest());
    }
    return BY_CODE_POINT.compare(left.get(), right.get());
  }

  /** Text order by Unicode code point, which is the order of its UTF-8 bytes. */
  public static final Comparator<String> BY_CODE_POINT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
}
