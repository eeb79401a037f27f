package io.voxledger.billed;

import io.voxledger.billed.CompletePull.PlacedLine;
import io.voxledger.billed.StandingPulls.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a restating source: those of the pull that was chosen for their scope and period
 * stand.
 */
final class RestatedLines {
  private RestatedLines() {}

  static List<BookedLine> of(List<CompletePull> pulls, Map<Unit, CompletePull> chosen) {
    List<BookedLine> lines = new ArrayList<>();
    for (CompletePull pull : pulls) {
      Map<String, Integer> occurrences = new HashMap<>();
      for (PlacedLine placed : pull.lines()) {
        String content = BilledLineId.content(placed.line());
        int occurrence = occurrences.merge(content, 1, Integer::sum);
        boolean stands = chosen.get(Unit.of(placed.line())).equals(pull);
        lines.add(new BookedLine(id(pull.key(), content, occurrence), stands, placed, pull.key()));
      }
    }
    return lines;
  }

  private static String id(PullKey pull, String content, int occurrence) {
    return BilledLineId.of(
        List.of(
            pull.source().folder(),
            pull.account().orElse(""),
            pull.name(),
            content,
            Integer.toString(occurrence)));
  }
}
