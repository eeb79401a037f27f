package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toSet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the lines of each sku that is not as computed are explained.
 *
 * @param bySku verdicts on what bears on one sku alone
 * @param wholeBill what bears on lines of several skus, with all of those lines
 * @param more how many causes besides it the lines of {@code wholeBill} need
 */
record Story(Map<List<BillRow>, Verdict> bySku, Optional<Verdict> wholeBill, int more) {
  /** A sku that nothing explains counts as much as a set that nobody would believe. */
  private static final int UNSOLVED = 4;

  /** The smallest set of causes is the bill's: one that holds for other skus comes for nothing. */
  Story ofFewestCauses() {
    Set<Cause> certain =
        Stream.concat(bySku.values().stream(), wholeBill.stream())
            .filter(Verdict::isCertain)
            .flatMap(verdict -> verdict.first().causes().stream())
            .collect(toSet());
    Map<List<BillRow>, Verdict> fewest = new LinkedHashMap<>();
    bySku.forEach((rows, verdict) -> fewest.put(rows, verdict.within(certain)));
    return new Story(fewest, wholeBill, more);
  }

  int size() {
    int size = wholeBill.map(verdict -> verdict.size() + more).orElse(0);
    for (Verdict verdict : bySku.values()) {
      size += verdict.isEmpty() ? UNSOLVED : verdict.size();
    }
    return size;
  }

  boolean isAllCertain() {
    return bySku.values().stream().allMatch(Verdict::isCertain);
  }

  long unsolved() {
    return bySku.values().stream().filter(Verdict::isEmpty).count();
  }
}
