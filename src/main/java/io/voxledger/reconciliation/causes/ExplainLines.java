package io.voxledger.reconciliation.causes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains the lines of a period: sku by sku, as lines of different skus have nothing to do with
 * each other, unless one cause that bears on the whole bill says it shorter.
 */
final class ExplainLines {
  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final boolean isStrict;

  ExplainLines(PeriodCase period, Hypotheses hypotheses, boolean isStrict) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.isStrict = isStrict;
  }

  List<Claim> claims() {
    List<List<BillRow>> open =
        period.bySku().stream().filter(rows -> !lines(rows).isQuiet()).toList();
    Map<List<BillRow>, Verdict> bySku = new LinkedHashMap<>();
    open.forEach(rows -> bySku.put(rows, search(rows)));
    addSmall(open, bySku);
    Story story = new Story(bySku, Optional.empty(), 0);
    Story shortest =
        open.size() > 1
            ? new WholeBill(period, hypotheses, isStrict, story).shorter().ofFewestCauses()
            : story;
    return new ClaimStory(period, hypotheses, isStrict).claims(shortest);
  }

  /** Differences within tolerance are named where that is beyond doubt. */
  private void addSmall(List<List<BillRow>> open, Map<List<BillRow>, Verdict> bySku) {
    for (List<BillRow> rows : period.bySku()) {
      List<Item> items = PeriodCase.itemsOf(rows, period.items());
      CloseLines strict = new CloseLines(period, rows, items, true);
      if (!open.contains(rows) && !strict.isQuiet()) {
        Verdict verdict = new SearchSets(strict, hypotheses.of(rows, items)).searchOne();
        if (verdict.isCertain()) {
          bySku.put(rows, verdict);
        }
      }
    }
  }

  private CloseLines lines(List<BillRow> rows) {
    return new CloseLines(period, rows, PeriodCase.itemsOf(rows, period.items()), isStrict);
  }

  private Verdict search(List<BillRow> rows) {
    List<Item> items = PeriodCase.itemsOf(rows, period.items());
    return new SearchSets(lines(rows), hypotheses.of(rows, items)).search();
  }
}
