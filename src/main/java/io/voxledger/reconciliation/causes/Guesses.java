package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bill without quantities may mean where no price of ours gives it. Each of these has a
 * number that fits whatever is billed, so none of them is ever claimed.
 */
final class Guesses {
  private Guesses() {}

  static List<Claim> of(PeriodCase period, List<BillRow> rows, List<Item> items) {
    List<BillRow> unsplit =
        rows.stream()
            .filter(row -> row.isBilled() && row.isComputed() && row.quantity().isEmpty())
            .filter(row -> row.closeness(row.compared().computedCost()) == BillRow.Closeness.OPEN)
            .toList();
    List<Claim> claims = new ArrayList<>();
    for (BillRow row : unsplit) {
      boolean isMore = row.variance().signum() > 0;
      guess(row, isMore ? Cause.USAGE_MISSING : Cause.USAGE_DUPLICATED, claims);
      guess(row, isMore ? Cause.MARKUP : Cause.UNKNOWN_DISCOUNT, claims);
      List<Item> ofRow = PeriodCase.itemsOf(row, items);
      if (isMore && ofRow.stream().anyMatch(item -> item.metering().kind() == Kind.STT)) {
        guess(row, Cause.CONNECTION_TIME, claims);
      }
      if (isMore && ofRow.stream().anyMatch(Guesses::isOutput)) {
        guess(row, Cause.REASONING_TOKENS, claims);
      }
      if (!isMore && isWithinCached(row, period, ofRow)) {
        guess(row, Cause.CACHED_USAGE_NOT_REPORTED, claims);
      }
    }
    return claims;
  }

  private static boolean isOutput(Item item) {
    return item.meter() == Meter.OUTPUT || item.meter() == Meter.OUTPUT_TEXT;
  }

  /** Whether some cached share of the input would give what is billed. */
  private static boolean isWithinCached(BillRow row, PeriodCase period, List<Item> items) {
    boolean hasInput = items.stream().anyMatch(item -> isInput(item.meter()));
    BigDecimal output =
        PeriodCase.cost(items.stream().filter(item -> !isInput(item.meter())).toList());
    return hasInput && row.billed().compareTo(output) >= 0 && period.rows().contains(row);
  }

  private static boolean isInput(Meter meter) {
    return meter == Meter.INPUT || meter.generic().equals(Optional.of(Meter.INPUT));
  }

  private static void guess(BillRow row, Cause cause, List<Claim> claims) {
    claims.add(
        new Claim(
            cause,
            Confidence.CANDIDATE,
            Optional.of(row.compared().key()),
            row.variance(),
            "whatever would give the billed amount; the bill has no quantity to tell"));
  }
}
