package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps billed quantities from being believed where they are off without any sense: the quantities
 * of a line always fit that line, so that only other lines can speak for them.
 */
record QuantityNoise(PeriodCase period) {
  private static final Set<Cause> OF_QUANTITY =
      EnumSet.of(
          Cause.USAGE_MISSING,
          Cause.USAGE_DUPLICATED,
          Cause.REASONING_TOKENS,
          Cause.CONNECTION_TIME,
          Cause.DAY_BOUNDARY,
          Cause.LATE_USAGE);

  private static final Set<Cause> OF_ALL_LINES =
      EnumSet.of(Cause.USAGE_MISSING, Cause.USAGE_DUPLICATED, Cause.LATE_USAGE);

  /**
   * All claims, those of quantities as candidates where nothing is to be believed about them.
   *
   * @param ofBill of what bears on several skus
   * @param bySku of the others
   */
  List<Claim> without(Story story, List<Claim> ofBill, List<Claim> bySku) {
    List<Claim> all = new ArrayList<>(ofBill);
    all.addAll(bySku);
    if (areApart(all)) {
      return asCandidates(all);
    }
    if (!isUnexplained(story)) {
      return all;
    }
    boolean isCounted =
        story.wholeBill().stream()
            .flatMap(verdict -> verdict.first().set().stream())
            .allMatch(one -> one.footing() == Hypothesis.Footing.GIVEN);
    List<Claim> left = new ArrayList<>(isCounted ? ofBill : asCandidates(ofBill));
    left.addAll(asCandidates(bySku));
    return left;
  }

  private static List<Claim> asCandidates(List<Claim> claims) {
    return claims.stream()
        .map(c -> OF_QUANTITY.contains(c.cause()) ? c.as(Confidence.CANDIDATE) : c)
        .toList();
  }

  /** Where quantities of one sku are off and nothing tells why, those of others tell nothing. */
  private boolean isUnexplained(Story story) {
    return story.bySku().entrySet().stream()
        .filter(entry -> !entry.getValue().isCertain())
        .flatMap(entry -> entry.getKey().stream())
        .anyMatch(this::isMoved);
  }

  private boolean isMoved(BillRow row) {
    return row.isComputed()
        && row.quantity()
            .filter(q -> q.subtract(ours(row)).abs().compareTo(BigDecimal.ONE) > 0)
            .isPresent();
  }

  /** A sku of one line has only other skus to speak for it: they have to be off much like it. */
  private boolean areApart(List<Claim> claims) {
    Set<BillRow> off = new HashSet<>();
    for (Claim claim : claims) {
      if (OF_ALL_LINES.contains(claim.cause()) && claim.confidence() != Confidence.CANDIDATE) {
        period.rows().stream()
            .filter(row -> claim.row().filter(row.compared().key()::equals).isPresent())
            .filter(row -> row.quantity().isPresent() && ours(row).signum() > 0)
            .forEach(off::add);
      }
    }
    Map<String, Set<BillRow>> bySku = off.stream().collect(groupingBy(BillRow::sku, toSet()));
    List<BigDecimal> ratios =
        off.stream().map(row -> Rounding.ratio(row.quantity().orElseThrow(), ours(row))).toList();
    return bySku.size() > 1
        && bySku.values().stream().anyMatch(rows -> rows.size() == 1)
        && !BilledUsage.isNearOne(ratios);
  }

  private BigDecimal ours(BillRow row) {
    return PeriodCase.quantity(PeriodCase.itemsOf(row, period.items()));
  }
}
