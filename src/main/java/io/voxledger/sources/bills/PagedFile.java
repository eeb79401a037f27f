package io.voxledger.sources.bills;

import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillPage;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.usage.RowOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file whose rows are pages of a pull. One bad value sets its page aside, which leaves the pull
 * incomplete: a bill is used whole or not at all.
 */
final class PagedFile {
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("(?:^|[^a-z])page[-_]?([0-9]{1,6})(?![0-9])", Pattern.CASE_INSENSITIVE);

  /**
   * What a page says.
   *
   * @param hasMore whether further pages follow
   * @param number from 1, where the page itself tells it
   * @param defaultScope the scope of a pull that has no line
   */
  record Page(boolean hasMore, OptionalInt number, String defaultScope, List<BillBucket> buckets) {}

  /** Reads the object of a row. */
  interface PageReader {
    /** Throws {@link RowProblem} when the row is bad. */
    Page read(JsonObject row);
  }

  private PagedFile() {}

  static BillReading read(BillFile file, String text, PageReader reader) throws UnreadableFile {
    List<BillRow> rows = BillRow.of(file, text);
    List<BillPage> pages = new ArrayList<>();
    List<BillReading.BadRow> bad = new ArrayList<>();
    for (BillRow row : rows) {
      try {
        pages.add(page(file, row, reader.read(row.content().get())));
      } catch (RowProblem e) {
        bad.add(new BillReading.BadRow(row.line(), e.reason(), e.getMessage(), row.text()));
      }
    }
    return new BillReading(rows.size(), Map.of(), pages, bad, !bad.isEmpty());
  }

  private static BillPage page(BillFile file, BillRow row, Page page) {
    return new BillPage(
        file.pull(),
        new RowOrigin(file.path(), file.contentHash(), row.line()),
        page.number().isPresent() ? page.number() : numberInName(file),
        page.hasMore(),
        page.defaultScope(),
        page.buckets());
  }

  private static OptionalInt numberInName(BillFile file) {
    Matcher matcher = PAGE_NUMBER.matcher(file.name());
    boolean isPageOfPull = file.pulledAt().isPresent() && BillRow.isOneDocument(file.name());
    return isPageOfPull && matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
