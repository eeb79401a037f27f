package io.voxledger.sources.bills;

import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillPeriod;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.usage.RowOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file whose rows are lines of a bill, or documents that hold lines. A bad row is set aside; the
 * others are used.
 */
final class LinedFile {
  private record Restated(Optional<String> scope, BillPeriod period) {}

  /** Reads the object of a row. */
  interface RowReader {
    /** What the row states, nothing for one that states none; throws {@link RowProblem}. */
    List<BillBucket> read(JsonObject row);
  }

  private LinedFile() {}

  /**
   * Reads a file.
   *
   * @param defaultScope the scope of a file that has no line
   */
  static BillReading read(BillFile file, String text, String defaultScope, RowReader reader)
      throws UnreadableFile {
    List<BillRow> rows = BillRow.of(file, text);
    Map<Restated, List<BillLine>> stated = new LinkedHashMap<>();
    List<BillReading.BadRow> bad = new ArrayList<>();
    for (BillRow row : rows) {
      try {
        for (BillBucket bucket : reader.read(row.content().get())) {
          stated
              .computeIfAbsent(
                  new Restated(bucket.scope(), bucket.period()), key -> new ArrayList<>())
              .addAll(bucket.lines());
        }
      } catch (RowProblem e) {
        bad.add(new BillReading.BadRow(row.line(), e.reason(), e.getMessage(), row.text()));
      }
    }
    List<BillBucket> buckets = new ArrayList<>();
    stated.forEach(
        (restated, lines) ->
            buckets.add(new BillBucket(restated.scope(), restated.period(), lines)));
    return new BillReading(
        rows.size(), Map.of(), List.of(page(file, defaultScope, buckets)), bad, false);
  }

  /** What a line states of its scope: itself and the period that is restated with it. */
  static List<BillBucket> stating(BillPeriod period, BillLine... lines) {
    return List.of(new BillBucket(Optional.of(lines[0].scope()), period, List.of(lines)));
  }

  private static BillPage page(BillFile file, String defaultScope, List<BillBucket> buckets) {
    return new BillPage(
        file.pull(),
        new RowOrigin(file.path(), file.contentHash(), 1),
        OptionalInt.empty(),
        false,
        defaultScope,
        buckets);
  }
}
