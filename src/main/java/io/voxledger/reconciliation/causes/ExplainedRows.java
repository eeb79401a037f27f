package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.Status;
import java.math.BigDecimal;
import java.util.List;

/**
 * Which rows differ no longer once their causes are taken away. That a later pull changed a row
 * tells who did it and not why: it opens the row again, and somebody has to look.
 */
final class ExplainedRows {
  private ExplainedRows() {}

  static List<ReconciliationRow> of(PeriodFacts facts, List<Claim> claims) {
    return facts.rows().stream().map(row -> judged(row, facts, claims)).toList();
  }

  private static ReconciliationRow judged(
      ReconciliationRow row, PeriodFacts facts, List<Claim> claims) {
    boolean isOpen =
        switch (row.status()) {
          case OVER_BILLED, UNDER_BILLED, BILLED_ONLY, MISSING_BILL -> true;
          case PENDING, MATCHED, EXPLAINED -> false;
        };
    if (!isOpen) {
      return row;
    }
    BigDecimal rest = row.variance().subtract(taken(row, claims));
    return facts.tolerance().allows(rest, row.computedCost(), row.billedCost())
        ? row.withStatus(Status.EXPLAINED)
        : row;
  }

  private static BigDecimal taken(ReconciliationRow row, List<Claim> claims) {
    return RankCauses.claimed(
        claims.stream()
            .filter(claim -> claim.cause() != Cause.RESTATEMENT && isOf(claim, row.key()))
            .toList());
  }

  private static boolean isOf(Claim claim, RowKey key) {
    return key.scope() == Scope.TOTAL || claim.row().filter(key::equals).isPresent();
  }
}
