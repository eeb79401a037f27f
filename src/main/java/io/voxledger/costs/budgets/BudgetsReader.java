package io.voxledger.costs.budgets;

import io.voxledger.costs.budgets.Budget.CostBasis;
import io.voxledger.yaml.NearestNames;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the settings' {@code budgets}. */
public final class BudgetsReader {
  private static final Set<String> KEYS =
      Set.of(
          "project", "total_usd", "month_usd", "session_usd", "soft_pct", "basis", "from", "until");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private BudgetsReader() {}

  /**
   * The budgets of a list. {@code soft_pct} is 80 and {@code basis} is {@code total} where they are
   * left out.
   *
   * @throws YamlProblem with the line, at the first rule that is broken
   */
  public static Budgets read(List<YamlNode> items) {
    return new Budgets(items.stream().map(BudgetsReader::budget).toList());
  }

  private static Budget budget(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a budget", KEYS);
    Optional<BigDecimal> total = fields.statedAmount("total_usd");
    Optional<BigDecimal> month = fields.statedAmount("month_usd");
    Optional<BigDecimal> session = fields.statedAmount("session_usd");
    if (total.isPresent() && month.isPresent()) {
      throw fields.problem("month_usd", "a budget is a total or monthly; write two budgets");
    }
    if (total.isEmpty() && month.isEmpty() && session.isEmpty()) {
      throw fields.problem("total_usd", "a budget needs 'total_usd', 'month_usd' or 'session_usd'");
    }
    Optional<LocalDate> from = fields.day("from");
    Optional<LocalDate> until = fields.day("until");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw fields.problem("until", "until " + until.get() + " is not after from " + from.get());
    }
    return new Budget(
        fields.requiredText("project"),
        total,
        month,
        session,
        softPct(fields),
        fields.text("basis").map(code -> basis(fields, code)).orElse(CostBasis.TOTAL),
        from,
        until);
  }

  private static BigDecimal softPct(YamlFields fields) {
    BigDecimal pct = fields.statedAmount("soft_pct").orElse(Budget.DEFAULT_SOFT_PCT);
    if (pct.compareTo(HUNDRED) > 0) {
      throw fields.problem("soft_pct", "'soft_pct' is above 100, the hard limit: " + pct);
    }
    return pct;
  }

  private static CostBasis basis(YamlFields fields, String code) {
    List<String> codes = Arrays.stream(CostBasis.values()).map(CostBasis::code).toList();
    return Arrays.stream(CostBasis.values())
        .filter(basis -> basis.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                YamlProblem.unknown(
                    fields.line("basis"),
                    "basis",
                    "'basis' is ai or total, not '" + code + "'",
                    NearestNames.nearest(code, codes)));
  }
}
