package io.voxledger.billed;

import io.voxledger.billed.CompletePull.PlacedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of an appending source: of every identity the newest version stands. Lines of one
 * identity within one pull are told apart by counting, so that between pulls the greater number
 * counts.
 */
final class AppendedLines {
  private record Key(String source, String scope, String identity, int occurrence) {}

  private AppendedLines() {}

  /**
   * The lines of pulls in the order of {@link CompletePull#NEWEST_LAST}; a repeated version is kept
   * where it came first.
   */
  static List<BookedLine> of(List<CompletePull> pulls) {
    Map<Key, String> newest = new HashMap<>();
    Map<Key, Map<String, BookedLine>> versions = new LinkedHashMap<>();
    for (CompletePull pull : pulls) {
      Map<String, Integer> occurrences = new HashMap<>();
      for (PlacedLine placed : pull.lines()) {
        BillLine line = placed.line();
        int occurrence = occurrences.merge(line.identity(), 1, Integer::sum);
        String source = pull.key().source().folder();
        Key key = new Key(source, line.scope(), line.identity(), occurrence);
        String content = BilledLineId.content(line);
        newest.put(key, content);
        versions
            .computeIfAbsent(key, k -> new LinkedHashMap<>())
            .putIfAbsent(content, new BookedLine(id(key, content), false, placed, pull.key()));
      }
    }
    List<BookedLine> lines = new ArrayList<>();
    versions.forEach(
        (key, byContent) ->
            byContent.forEach(
                (content, line) -> lines.add(standing(line, content.equals(newest.get(key))))));
    return lines;
  }

  private static String id(Key key, String content) {
    return BilledLineId.of(List.of(key.source(), content, Integer.toString(key.occurrence())));
  }

  private static BookedLine standing(BookedLine line, boolean stands) {
    return new BookedLine(line.id(), stands, line.placed(), line.pull());
  }
}
