package io.voxledger.costs.months;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.budgets.Budget;
import io.voxledger.costs.budgets.Budget.CostBasis;
import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.months.RandomMonth.Sku;
import io.voxledger.costs.months.RandomMonth.Use;
import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanUsage;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.plans.PlansReader;
import io.voxledger.costs.plans.ProjectUse;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SumProjectMonthsTest {
  /** Small allowances, so that about half of the months exceed them. */
  private static final Plans PLANS =
      PlansReader.read(
          """
          - account: p_ship
            plan: ship
            from: 2026-01-01
            monthly_fee: 50
            inference_credit: 5
            included: {webrtc: {quantity: 120, per: 60}, agent: {quantity: 100, per: 60}}
          """);

  private static final BigDecimal SHIP_WEBRTC = BigDecimal.valueOf(120 * 60);
  private static final BigDecimal SHIP_AGENT = BigDecimal.valueOf(100 * 60);

  /** One last digit for each sku, the fee and the credit. */
  private static final BigDecimal DIGITS =
      BigDecimal.valueOf(Sku.values().length + 2L).movePointLeft(12);

  private static BigDecimal sum(Stream<BigDecimal> amounts) {
    return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal cost(Collection<Use> uses, Predicate<Use> which) {
    return sum(uses.stream().filter(which).map(Use::cost));
  }

  private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, MathContext.DECIMAL128);
  }

  /** From totals alone: used − allowance, at the one price there is. */
  private static BigDecimal overage(Collection<Use> ship, Sku sku) {
    BigDecimal used = sum(ship.stream().filter(u -> u.sku() == sku).map(Use::units));
    BigDecimal allowance =
        switch (sku) {
          case WEBRTC -> SHIP_WEBRTC;
          case AGENT -> SHIP_AGENT;
          case SIP, FREE, GPT -> BigDecimal.ZERO;
        };
    BigDecimal over = used.subtract(allowance).max(BigDecimal.ZERO);
    return allowance.signum() == 0
        ? cost(ship, u -> u.sku() == sku)
        : over.multiply(sku.price)
            .divide(BigDecimal.valueOf(sku.per), 12, java.math.RoundingMode.HALF_EVEN);
  }

  private static BigDecimal expected(RandomMonth month, Predicate<Use> own) {
    List<Use> ship =
        month.uses.stream()
            .filter(u -> u.biller().equals("livekit") && u.account().equals("p_ship"))
            .toList();
    BigDecimal effective = cost(month.uses, own.and(u -> !ship.contains(u)));
    for (Sku sku : Sku.values()) {
      BigDecimal share =
          ratio(cost(ship, own.and(u -> u.sku() == sku)), cost(ship, u -> u.sku() == sku));
      effective = effective.add(share.multiply(overage(ship, sku)));
    }
    BigDecimal all = cost(ship, u -> true);
    effective = effective.add(new BigDecimal("50").multiply(ratio(cost(ship, own), all)));
    BigDecimal gpt = cost(ship, u -> u.sku() == Sku.GPT);
    return effective.subtract(
        gpt.min(new BigDecimal("5"))
            .multiply(ratio(cost(ship, own.and(u -> u.sku() == Sku.GPT)), gpt)));
  }

  @Test
  void effective_costs_of_random_months_sum_up_to_the_invoices_and_what_others_bill() {
    Random random = new Random(20260930);
    for (int round = 0; round < 300; round++) {
      RandomMonth month = new RandomMonth(random, PLANS);
      List<ProjectMonth> rows = month.rows(month.projects);
      BigDecimal invoices = sum(month.planMonths().stream().map(PlanMonth::estimatedInvoice));
      assertThat(sum(rows.stream().map(ProjectMonth::effective)))
          .isEqualByComparingTo(invoices.add(cost(month.uses, u -> u.biller().equals("openai"))));
      assertThat(sum(rows.stream().map(ProjectMonth::total)))
          .isEqualByComparingTo(cost(month.uses, u -> true));
      if (month.uses.stream()
          .noneMatch(u -> u.account().equals("p_ship") && u.cost().signum() > 0)) {
        continue; // the fee is spread by quantity, or for nobody; see below
      }
      for (ProjectMonth row : rows) {
        BigDecimal expected =
            expected(month, u -> month.projects.get(u.session()).equals(row.projectId()));
        assertThat(row.effective().subtract(expected).abs())
            .as("%s of round %d", row.projectId(), round)
            .isLessThanOrEqualTo(DIGITS);
      }
    }
  }

  @Test
  void moving_a_session_moves_its_cost_between_two_projects() {
    Random random = new Random(20261001);
    for (int round = 0; round < 200; round++) {
      RandomMonth month = new RandomMonth(random, PLANS);
      int session = random.nextInt(month.projects.size());
      String from = month.projects.get(session);
      Map<String, ProjectMonth> before = byProject(month.rows(month.projects));
      Map<String, ProjectMonth> after = byProject(month.rows(month.moved(session, "project-x")));
      assertThat(sum(after.values().stream().map(ProjectMonth::effective)))
          .isEqualByComparingTo(sum(before.values().stream().map(ProjectMonth::effective)));
      Set<String> two = Set.of(from, "project-x");
      before.forEach(
          (project, row) -> {
            if (!two.contains(project)) {
              assertThat(after.get(project).total()).isEqualByComparingTo(row.total());
              assertThat(after.get(project).effective().subtract(row.effective()).abs())
                  .isLessThanOrEqualTo(DIGITS);
            }
          });
    }
  }

  private static Map<String, ProjectMonth> byProject(List<ProjectMonth> rows) {
    return rows.stream().collect(toMap(ProjectMonth::projectId, row -> row));
  }

  private static ProjectSkuCost webrtc(String project, String quantity, String cost) {
    return new ProjectSkuCost(
        "livekit",
        "p_ship",
        CostFamily.TRANSPORT,
        new ProjectUse(project, "webrtc", false, new BigDecimal(quantity), new BigDecimal(cost)),
        new BigDecimal(cost));
  }

  /** All of the webrtc that was used is included. */
  private static PlanMonth feeOnly(String usd) {
    return new PlanMonth(
        "p_ship",
        RandomMonth.MONTH,
        Optional.of("ship"),
        new BigDecimal(usd),
        BigDecimal.ZERO,
        List.of(
            new PlanUsage(
                "webrtc",
                Meter.WEBRTC_SECONDS,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ZERO)));
  }

  private static List<ProjectMonth> rows(PlanMonth plan, ProjectSkuCost... costs) {
    return SumProjectMonths.sum(
        new MonthFacts(
            RandomMonth.MONTH,
            List.of(costs),
            Map.of("a", new ProjectSessions(2, 90)),
            List.of(plan),
            Map.of("a", new BigDecimal("40"), "c", new BigDecimal("2")),
            Map.of("a", new BigDecimal("-0.5")),
            Map.of("a", new BigDecimal("7")),
            new Budgets(
                List.of(
                    new Budget(
                        "a",
                        Optional.empty(),
                        Optional.of(new BigDecimal("100")),
                        Optional.empty(),
                        Budget.DEFAULT_SOFT_PCT,
                        CostBasis.TOTAL,
                        Optional.empty(),
                        Optional.empty())))));
  }

  @Test
  void a_row_has_what_the_project_cost_was_billed_and_may_cost() {
    ProjectMonth a = rows(feeOnly("0"), webrtc("a", "60", "0")).get(0);
    assertThat(a.sessions()).isEqualTo(2);
    assertThat(a.minutes()).isEqualByComparingTo("1.5");
    assertThat(a.billed()).isEqualByComparingTo("40");
    assertThat(a.variance()).isEqualByComparingTo("40");
    assertThat(a.corrections()).isEqualByComparingTo("-0.5");
    assertThat(a.previous()).contains(new BigDecimal("7"));
    assertThat(a.budget().orElseThrow()).isEqualByComparingTo("100");
  }

  @Test
  void a_project_with_a_part_of_a_bill_alone_has_a_row() {
    ProjectMonth c = rows(feeOnly("0")).get(1);
    assertThat(c.projectId()).isEqualTo("c");
    assertThat(c.total()).isZero();
    assertThat(c.variance()).isEqualByComparingTo("2");
    assertThat(c.previous()).isEmpty();
    assertThat(c.budget()).isEmpty();
  }

  @Test
  void a_fee_is_spread_by_cost() {
    assertThat(
            rows(feeOnly("30"), webrtc("a", "1", "0.2"), webrtc("b", "9", "0.1")).stream()
                .map(
                    row ->
                        row.projectId()
                            + " "
                            + row.planShare().stripTrailingZeros().toPlainString()))
        .containsExactly("a 20", "b 10", "c 0");
  }

  @Test
  void a_fee_is_spread_by_quantity_where_nothing_has_a_cost() {
    assertThat(
            rows(feeOnly("30"), webrtc("a", "1", "0"), webrtc("b", "9", "0")).stream()
                .map(
                    row ->
                        row.projectId()
                            + " "
                            + row.effective().stripTrailingZeros().toPlainString()))
        .containsExactly("a 3", "b 27", "c 0");
  }

  @Test
  void a_fee_without_usage_is_assigned_to_nobody() {
    assertThat(
            rows(feeOnly("30")).stream()
                .map(
                    row ->
                        row.projectId()
                            + " "
                            + row.effective().stripTrailingZeros().toPlainString()))
        .containsExactly("a 0", "c 0", "unassigned 30");
  }
}
