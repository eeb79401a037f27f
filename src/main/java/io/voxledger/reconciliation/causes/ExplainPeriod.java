package io.voxledger.reconciliation.causes;

import io.voxledger.pricing.OtherPrices;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Names why one period's bill differs: what its own lines say, then the smallest sets of hypotheses
 * that close the lines that are left. Claimed amounts and the unexplained rest sum up to the
 * variance of the total exactly.
 */
public final class ExplainPeriod {
  private final OtherPrices prices;

  public ExplainPeriod(OtherPrices prices) {
    this.prices = prices;
  }

  /**
   * What came of a period.
   *
   * @param rows with status {@code explained} where the causes leave a rest within tolerance
   * @param causes in the order of their ranks; none where nothing differs
   */
  public record Result(List<ReconciliationRow> rows, List<FoundCause> causes) {}

  /** Explains one period, billed or not. */
  public Result explain(PeriodFacts facts) {
    ReconciliationRow total =
        facts.rows().stream().filter(r -> r.key().scope() == Scope.TOTAL).findFirst().orElseThrow();
    if (facts.rows().stream().noneMatch(ExplainPeriod::differs)) {
      return new Result(facts.rows(), List.of());
    }
    if (facts.lines().isEmpty()) {
      return new Result(facts.rows(), RankCauses.withoutBill(facts, total));
    }
    List<Claim> claims = claims(facts, total);
    return new Result(ExplainedRows.of(facts, claims), RankCauses.rank(facts, total, claims));
  }

  private static boolean differs(ReconciliationRow row) {
    return row.variance().signum() != 0;
  }

  private List<Claim> claims(PeriodFacts facts, ReconciliationRow total) {
    OwnLines own = OwnLines.of(facts, prices);
    List<Claim> claims = new ArrayList<>(own.claims());
    PeriodCase period = LayOutPeriod.of(facts, prices, own.settled());
    BigDecimal open =
        period.rows().stream().map(BillRow::variance).reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean isStrict = !facts.tolerance().allows(open, total.computedCost(), total.billedCost());
    ExplainLines lines = new ExplainLines(period, new Hypotheses(period, prices, facts), isStrict);
    claims.addAll(lines.claims());
    InvoiceRounding.of(facts, total, claims).ifPresent(claims::add);
    return claims;
  }
}
