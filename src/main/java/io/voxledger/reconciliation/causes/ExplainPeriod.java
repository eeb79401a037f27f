package io.voxledger.reconciliation.causes;

import io.voxledger.pricing.OtherPrices;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    OwnLines own = OwnLines.of(facts);
    List<Claim> claims = new ArrayList<>(own.claims());
    PeriodCase period = LayOutPeriod.of(facts, prices, own.settled());
    BigDecimal open =
        period.rows().stream().map(BillRow::variance).reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean isStrict = !facts.tolerance().allows(open, total.computedCost(), total.billedCost());
    ExplainLines lines = new ExplainLines(period, new Hypotheses(period, prices, facts), isStrict);
    claims.addAll(lines.claims());
    invoiceRounding(facts, total, claims).ifPresent(claims::add);
    return claims;
  }

  /** What is left below the last digit that the bill shows, of every line. */
  private static Optional<Claim> invoiceRounding(
      PeriodFacts facts, ReconciliationRow total, List<Claim> claims) {
    BigDecimal rest = total.variance().subtract(RankCauses.claimed(claims));
    BigDecimal unit = ShownDigits.of(facts.lines()).unit();
    boolean isRounding =
        rest.signum() != 0
            && unit.signum() > 0
            && facts.rows().stream()
                .filter(row -> row.key().scope() == Scope.LINE)
                .allMatch(row -> isRounded(row, facts, claims, unit));
    if (!isRounding) {
      return Optional.empty();
    }
    boolean isSmall = facts.tolerance().allows(rest, total.computedCost(), total.billedCost());
    return Optional.of(
        new Claim(
            Cause.INVOICE_ROUNDING,
            isSmall ? Confidence.PARTIAL : Confidence.EXACT,
            Optional.empty(),
            rest,
            Sentences.count(facts.lines().size(), "line")
                + " of the bill shown to "
                + Sentences.number(unit)
                + " leave less than that each"));
  }

  private static boolean isRounded(
      ReconciliationRow row, PeriodFacts facts, List<Claim> claims, BigDecimal unit) {
    long lines =
        facts.lines().stream()
            .filter(line -> line.sku().equals(row.key().sku()))
            .filter(line -> line.line().meter().equals(row.key().meter()))
            .count();
    BigDecimal taken =
        RankCauses.claimed(
            claims.stream().filter(c -> c.row().filter(row.key()::equals).isPresent()).toList());
    BigDecimal most = unit.multiply(BigDecimal.valueOf(lines)).add(BigDecimal.ONE.movePointLeft(8));
    return row.variance().subtract(taken).abs().compareTo(most) <= 0;
  }
}
