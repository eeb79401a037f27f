package io.voxledger.billed;

import static java.util.Comparator.comparing;

import io.voxledger.billed.BillSource.Renewal;
import io.voxledger.billed.CompletePull.PlacedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of an appending source: of every identity the newest version stands, which is the one
 * that its source revised last, else that of the newest pull. Where lines have no names, those of
 * one identity within one pull are told apart by counting, so that between pulls the greater number
 * counts.
 */
final class AppendedLines {
  private record Key(String source, String identity, int occurrence) {}

  /** A version of a line. */
  private record Version(Instant revisedAt, int pull, BookedLine line) {
    static final Comparator<Version> NEWEST_LAST =
        comparing(Version::revisedAt).thenComparing(Version::pull).thenComparing(Version::content);

    private String content() {
      return BilledLineId.content(line.placed().line());
    }
  }

  private AppendedLines() {}

  /**
   * The lines of pulls in the order of {@link CompletePull#NEWEST_LAST}; a repeated version is kept
   * where it came first.
   */
  static List<BookedLine> of(List<CompletePull> pulls) {
    Map<Key, Map<String, Version>> versions = new LinkedHashMap<>();
    for (int i = 0; i < pulls.size(); i++) {
      CompletePull pull = pulls.get(i);
      Map<String, Integer> occurrences = new HashMap<>();
      for (PlacedLine placed : pull.lines()) {
        Key key = key(pull.key().source(), placed.line(), occurrences);
        Version version = version(key, placed, i, pull.key());
        versions
            .computeIfAbsent(key, k -> new LinkedHashMap<>(1)) // one version, as a rule
            .merge(version.line().id(), version, AppendedLines::again);
      }
    }
    List<BookedLine> lines = new ArrayList<>();
    versions.values().forEach(byId -> lines.addAll(standing(byId.values())));
    return lines;
  }

  private static Key key(BillSource source, BillLine line, Map<String, Integer> occurrences) {
    boolean counted = source.renewal() == Renewal.APPEND_COUNTED;
    int occurrence = counted ? occurrences.merge(line.identity(), 1, Integer::sum) : 1;
    return new Key(source.folder(), line.identity(), occurrence);
  }

  private static Version version(Key key, PlacedLine placed, int pull, PullKey pullKey) {
    String content = BilledLineId.content(placed.line());
    String id = BilledLineId.of(List.of(key.source(), content, Integer.toString(key.occurrence())));
    Instant revisedAt = placed.line().more().revisedAt().orElse(Instant.MIN);
    return new Version(revisedAt, pull, new BookedLine(id, false, placed, pullKey));
  }

  /** A version that came again: as new as the newer of the two, in the place of the first. */
  private static Version again(Version first, Version second) {
    Version newer = Version.NEWEST_LAST.compare(first, second) < 0 ? second : first;
    return new Version(newer.revisedAt(), newer.pull(), first.line());
  }

  private static List<BookedLine> standing(Collection<Version> versions) {
    Version newest = versions.stream().max(Version.NEWEST_LAST).orElseThrow();
    return versions.stream()
        .map(Version::line)
        .map(line -> new BookedLine(line.id(), line == newest.line(), line.placed(), line.pull()))
        .toList();
  }
}
