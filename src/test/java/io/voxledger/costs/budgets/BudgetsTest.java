package io.voxledger.costs.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.budgets.Budget.CostBasis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 500 participants at 3.00 USD: an AI budget of 1,500 with a cap of 3.00 a session. */
class BudgetsTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-09-20");
  private static final Budget STUDY =
      budget(CostBasis.AI, "1500", null, "3.00", "2026-09-01", "2026-12-01");

  private static Budget budget(
      CostBasis basis, String total, String month, String session, String from, String until) {
    return new Budget(
        "study",
        Optional.ofNullable(total).map(BigDecimal::new),
        Optional.ofNullable(month).map(BigDecimal::new),
        Optional.ofNullable(session).map(BigDecimal::new),
        Budget.DEFAULT_SOFT_PCT,
        basis,
        Optional.ofNullable(from).map(LocalDate::parse),
        Optional.ofNullable(until).map(LocalDate::parse));
  }

  private static ProjectDay day(String day, String ai, String total) {
    return new ProjectDay("study", LocalDate.parse(day), new BigDecimal(ai), new BigDecimal(total));
  }

  private static BudgetStatus project(Budget budget, ProjectDay... days) {
    return JudgeProject.judge(List.of(budget), List.of(days), AS_OF).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // 80 % of 1,500 is 1,200, of 3.00 is 2.40
    "1500, 1199.999999999999, OK",
    "1500, 1200, SOFT_LIMIT",
    "1500, 1499.999999999999, SOFT_LIMIT",
    "1500, 1500, HARD_LIMIT",
    "3.00, 2.399999999999, OK",
    "3.00, 2.40, SOFT_LIMIT",
    "3.00, 2.999999999999, SOFT_LIMIT",
    "3.00, 3.00, HARD_LIMIT",
    "0, 0, HARD_LIMIT",
  })
  void a_limit_is_soft_at_80_per_cent_and_hard_at_all_of_it(
      String usd, String spent, LimitStatus status) {
    Limit limit = new Limit(new BigDecimal(usd), Budget.DEFAULT_SOFT_PCT);
    assertThat(limit.status(new BigDecimal(spent))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "OK, OK, OK,",
    "OK, SOFT_LIMIT, SOFT_LIMIT, PROJECT",
    "OK, HARD_LIMIT, HARD_LIMIT, PROJECT",
    "SOFT_LIMIT, OK, SOFT_LIMIT, SESSION",
    "SOFT_LIMIT, HARD_LIMIT, SOFT_LIMIT, SESSION", // decides by the session
    "HARD_LIMIT, SOFT_LIMIT, HARD_LIMIT, SESSION",
  })
  void a_sessions_own_limits_go_before_its_projects(
      LimitStatus session, LimitStatus project, LimitStatus decision, BudgetScope by) {
    assertThat(Decision.about(session, project))
        .isEqualTo(new Decision(decision, Optional.ofNullable(by)));
  }

  @Test
  void a_session_at_its_soft_limit_in_a_project_at_its_hard_limit_is_wound_up_gently() {
    JudgeSession judge =
        new JudgeSession(
            new Budgets(List.of(STUDY)), Map.of("study", LimitStatus.HARD_LIMIT), AS_OF);
    BudgetStatus status = judge.judge("RM_1", day("2026-09-20", "2.50", "3.50")).orElseThrow();
    assertThat(status.spentUsd()).isEqualByComparingTo("2.50"); // AI alone counts
    assertThat(status.status()).isEqualTo(LimitStatus.SOFT_LIMIT);
    assertThat(status.decision())
        .isEqualTo(new Decision(LimitStatus.SOFT_LIMIT, Optional.of(BudgetScope.SESSION)));
    assertThat(status.limit().usedPct(status.spentUsd()))
        .contains(new BigDecimal("83.333333333333"));
    assertThat(judge.judge("RM_2", day("2026-09-20", "1", "1")).orElseThrow().decision())
        .isEqualTo(new Decision(LimitStatus.HARD_LIMIT, Optional.of(BudgetScope.PROJECT)));
  }

  @Test
  void a_session_that_began_outside_the_budgets_days_has_no_limit() {
    JudgeSession judge = new JudgeSession(new Budgets(List.of(STUDY)), Map.of(), AS_OF);
    assertThat(judge.judge("RM_1", day("2026-08-31", "9", "9"))).isEmpty();
    assertThat(judge.judge("RM_1", day("2026-12-01", "9", "9"))).isEmpty();
    assertThat(judge.projects()).containsExactly("study");
  }

  @Test
  void a_total_counts_its_days_up_to_the_logical_one() {
    BudgetStatus status =
        project(
            STUDY,
            day("2026-08-31", "1000", "1000"), // before
            day("2026-09-01", "700", "900"),
            day("2026-09-20", "500", "900"),
            day("2026-09-21", "1000", "1000")); // after
    assertThat(status.spentUsd()).isEqualByComparingTo("1200");
    assertThat(status.status()).isEqualTo(LimitStatus.SOFT_LIMIT);
    assertThat(status.decision().decidedBy()).contains(BudgetScope.PROJECT);
  }

  @Test
  void a_monthly_budget_counts_the_month_as_far_as_it_holds() {
    Budget monthly = budget(CostBasis.TOTAL, null, "100", null, "2026-09-10", null);
    BudgetStatus status =
        project(
            monthly,
            day("2026-09-09", "50", "50"),
            day("2026-09-10", "10", "60"),
            day("2026-09-11", "10", "45"));
    assertThat(status.spentUsd()).isEqualByComparingTo("105");
    assertThat(status.status()).isEqualTo(LimitStatus.HARD_LIMIT);
    assertThat(status.outlook().orElseThrow().exhausted()).contains(LocalDate.parse("2026-09-11"));
  }

  @Test
  void of_several_budgets_the_one_that_is_used_up_most_counts() {
    Budget monthly = budget(CostBasis.TOTAL, null, "10", null, null, null);
    assertThat(
            JudgeProject.judge(List.of(STUDY, monthly), List.of(day("2026-09-01", "9", "9")), AS_OF)
                .orElseThrow()
                .limit()
                .usd())
        .isEqualByComparingTo("10");
  }

  @Test
  void a_budget_that_has_not_begun_or_whose_month_is_over_has_no_status() {
    Budget later = budget(CostBasis.AI, "1", null, null, "2026-09-21", null);
    Budget over = budget(CostBasis.AI, null, "1", null, null, "2026-09-20");
    assertThat(JudgeProject.judge(List.of(later, over), List.of(), AS_OF)).isEmpty();
  }

  private static ProjectDay[] twentyDaysOf(String usd) {
    List<ProjectDay> days = new ArrayList<>();
    for (LocalDate day = LocalDate.parse("2026-09-01");
        !day.isAfter(AS_OF);
        day = day.plusDays(1)) {
      days.add(day(day.toString(), usd, usd));
    }
    return days.toArray(ProjectDay[]::new);
  }

  @Test
  void steady_days_are_projected_to_the_end_of_the_month_without_a_range() {
    Budget monthly = budget(CostBasis.TOTAL, null, "250", null, null, null);
    Outlook outlook = project(monthly, twentyDaysOf("10")).outlook().orElseThrow();
    assertThat(outlook.expected()).isEqualByComparingTo("300"); // 30 days of 10
    assertThat(outlook.low()).isEqualByComparingTo("300"); // no day differed
    assertThat(outlook.high()).isEqualByComparingTo("300");
    assertThat(outlook.exhausted()).contains(LocalDate.parse("2026-09-25")); // 25 × 10
  }

  @Test
  void a_total_is_projected_to_its_own_end() {
    Outlook outlook = project(STUDY, twentyDaysOf("10")).outlook().orElseThrow();
    assertThat(outlook.expected()).isEqualByComparingTo("910"); // 91 days of 10
    assertThat(outlook.exhausted()).isEmpty();
  }

  @Test
  void a_total_without_an_end_is_projected_to_the_end_of_the_month_and_looked_for_beyond() {
    Budget open = budget(CostBasis.AI, "400", null, null, null, null);
    Outlook outlook = project(open, twentyDaysOf("10")).outlook().orElseThrow();
    assertThat(outlook.expected()).isEqualByComparingTo("300");
    assertThat(outlook.exhausted()).contains(LocalDate.parse("2026-10-10")); // the 40th day
  }

  @Test
  void a_budget_that_is_over_stays_what_it_was() {
    Budget august = budget(CostBasis.AI, "100", null, null, "2026-08-01", "2026-09-01");
    BudgetStatus status =
        project(august, day("2026-08-31", "60", "60"), day("2026-09-01", "60", "60"));
    assertThat(status.spentUsd()).isEqualByComparingTo("60");
    assertThat(status.outlook().orElseThrow())
        .isEqualTo(
            new Outlook(status.spentUsd(), status.spentUsd(), status.spentUsd(), Optional.empty()));
  }

  @Test
  void nothing_spent_is_projected_to_nothing() {
    Outlook outlook = project(STUDY).outlook().orElseThrow();
    assertThat(outlook.expected()).isZero();
    assertThat(outlook.exhausted()).isEmpty();
  }
}
