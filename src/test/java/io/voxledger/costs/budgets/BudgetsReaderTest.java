package io.voxledger.costs.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.costs.budgets.Budget.CostBasis;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetsReaderTest {
  private static final String YAML =
      """
      - {project: acme, total_usd: 1500, from: 2026-09-01, until: 2026-12-01, session_usd: 3.00, soft_pct: 75, basis: ai}
      - {project: acme, month_usd: 400, from: 2026-11-15}
      - {project: lab, session_usd: 1}
      """;

  private static Budgets read(String yaml) {
    return BudgetsReader.read(((YamlNode.Sequence) YamlDocument.parse(yaml).orElseThrow()).items());
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void every_key_is_mapped() {
    assertThat(read(YAML).all().get(0))
        .isEqualTo(
            new Budget(
                "acme",
                Optional.of(new BigDecimal("1500")),
                Optional.empty(),
                Optional.of(new BigDecimal("3.00")),
                new BigDecimal("75"),
                CostBasis.AI,
                Optional.of(day("2026-09-01")),
                Optional.of(day("2026-12-01"))));
  }

  @Test
  void what_is_left_out_has_a_default() {
    Budget budget = read(YAML).all().get(2);
    assertThat(budget.softPct()).isEqualByComparingTo("80");
    assertThat(budget.basis()).isEqualTo(CostBasis.TOTAL);
    assertThat(budget.holdsOn(day("1999-12-31"))).isTrue();
  }

  @Test
  void a_span_is_half_open() {
    Budget budget = read(YAML).all().get(0);
    assertThat(budget.holdsOn(day("2026-08-31"))).isFalse();
    assertThat(budget.holdsOn(day("2026-09-01"))).isTrue();
    assertThat(budget.holdsOn(day("2026-11-30"))).isTrue();
    assertThat(budget.holdsOn(day("2026-12-01"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, 2026-08-01,",
    "acme, 2026-09-01, 1500", // only the total holds
    "acme, 2026-11-01, 400", // from the 15th on also a monthly one, which goes first
    "acme, 2026-12-01, 400",
    "lab, 2026-09-01,", // sessions alone have a limit
  })
  void a_month_is_held_against_the_monthly_budget_else_the_total(
      String project, String month, String usd) {
    assertThat(read(YAML).ofMonth(project, day(month)).map(BigDecimal::toPlainString))
        .isEqualTo(Optional.ofNullable(usd));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{total_usd: 1} | 'project' is missing",
        "{project: a} | needs 'total_usd', 'month_usd' or 'session_usd'",
        "{project: a, total_usd: 1, month_usd: 1} | a total or monthly",
        "{project: a, month_usd: -1} | negative",
        "{project: a, month_usd: 1, soft_pct: 101} | above 100",
        "{project: a, month_usd: 1, basis: al} | did you mean 'ai'?",
        "{project: a, month_usd: 1, from: 2026-09-31} | no day",
        "{project: a, month_usd: 1, from: 2026-09-02, until: 2026-09-02} | is not after",
        "{project: a, total_usd: 1e20} | 'total_usd' has more than 12 digits",
        "{project: a, monthly_usd: 1} | did you mean 'month_usd'?",
      })
  void a_broken_rule_is_named(String budget, String message) {
    assertThatThrownBy(() -> read("- " + budget))
        .isInstanceOf(YamlProblem.class)
        .hasMessageContaining(message);
  }
}
