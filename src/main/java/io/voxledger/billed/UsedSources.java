package io.voxledger.billed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of several sources that bill one biller, account and period: the one that goes before the others.
 */
final class UsedSources {
  private record Payer(String biller, String account, BillingPeriod period) {
    static Payer of(BilledLine line) {
      return new Payer(line.line().biller(), line.line().account(), line.billingPeriod());
    }
  }

  private UsedSources() {}

  /**
   * The lines, those of the other sources shadowed. A source that states an account's period
   * without a line counts too.
   */
  static List<BilledLine> choose(List<BilledLine> lines, List<StandingBucket> standing) {
    Map<Payer, BillSource> first = new HashMap<>();
    for (StandingBucket bucket : standing) {
      if (!bucket.source().bills()) {
        continue;
      }
      BillingPeriod period = bucket.source().billingPeriod(bucket.period());
      bucket
          .source()
          .biller()
          .ifPresent(
              biller ->
                  keepFirst(first, new Payer(biller, bucket.scope(), period), bucket.source()));
    }
    for (BilledLine line : lines) {
      if (line.standing() == BillStanding.USED) {
        keepFirst(first, Payer.of(line), line.source());
      }
    }
    return lines.stream()
        .map(
            line ->
                line.standing() == BillStanding.USED && first.get(Payer.of(line)) != line.source()
                    ? line.shadowed()
                    : line)
        .toList();
  }

  private static void keepFirst(Map<Payer, BillSource> first, Payer payer, BillSource source) {
    first.merge(payer, source, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }
}
