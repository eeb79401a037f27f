package io.voxledger.reconciliation;

import static io.voxledger.reconciliation.Sides.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.Decision.About;
import io.voxledger.reconciliation.MonthClose.Age;
import io.voxledger.reconciliation.MonthClose.Group;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CloseMonthTest {
  private static final YearMonth SEPTEMBER = YearMonth.parse("2026-09");

  private final List<PeriodTotal> totals = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private String night = "2026-10-31";
  private Set<String> sources = Set.of("openai-realtime");
  private boolean isPriced = true;
  private Map<Payer, Set<String>> withoutRate = Map.of();

  private void day(String biller, String day, String computed, String billed, Status status) {
    add(biller, BillingPeriod.day(LocalDate.parse(day)), computed, billed, status, 0);
  }

  private void add(
      String biller,
      BillingPeriod period,
      String computed,
      String billed,
      Status status,
      long ageDays) {
    totals.add(
        new PeriodTotal(
            new ReconciledPeriod(biller, "a", period),
            usd(computed),
            usd(billed),
            status,
            status != Status.PENDING,
            ageDays));
  }

  private MonthClose judge() {
    return CloseMonth.judge(
        new MonthFacts(
            SEPTEMBER,
            LocalDate.parse(night),
            totals,
            new Decisions(decisions),
            new MonthFacts.Bills(
                Set.of(new Payer("openai", "a"), new Payer("livekit", "a")),
                Map.of("openai", 3, "google", 5),
                withoutRate),
            new MonthFacts.Usage(
                sources,
                Set.of("openai-realtime"),
                Map.of("acme", usd("7.5"), "unassigned", usd("2.5")),
                0,
                0,
                BigDecimal.ZERO),
            new MonthFacts.RollForward(usd("1"), usd("5"), usd("2")),
            isPriced));
  }

  @Test
  void a_month_whose_periods_all_are_final_can_be_closed() {
    day("openai", "2026-09-30", "10", "10", Status.MATCHED);
    night = "2026-10-04"; // September ends before 10-01; with 3 days of lag on 10-04
    assertThat(judge().exceptions()).isEmpty();
    assertThat(judge().remarks()).isEmpty();
    night = "2026-10-03";
    assertThat(judge().exceptions())
        .containsExactly(
            "bills of the month may change until 2026-10-04, and the newest night reported on"
                + " 2026-10-03");
  }

  @Test
  void what_waits_for_an_exchange_rate_says_so() {
    day("openai", "2026-09-01", "1", "0", Status.PENDING);
    withoutRate = Map.of(new Payer("openai", "a"), Set.of("EUR"));
    assertThat(judge().exceptions())
        .containsExactly(
            "openai a: not final: the period from 2026-09-01; no exchange rate of EUR is known: land one in rates/fx");
  }

  @Test
  void every_period_that_touches_the_month_must_be_final() {
    day("openai", "2026-08-31", "1", "0", Status.PENDING);
    day("openai", "2026-09-01", "1", "0", Status.PENDING);
    day("openai", "2026-09-03", "1", "0", Status.PENDING);
    BillingPeriod acrossTheStart =
        new BillingPeriod(LocalDate.parse("2026-08-15"), LocalDate.parse("2026-09-15"));
    add("azure-openai", acrossTheStart, "1", "0", Status.PENDING, 0);
    assertThat(judge().exceptions())
        .containsExactly(
            "azure-openai a: not final: the period from 2026-08-15",
            "openai a: not final: 2 periods from 2026-09-01 to 2026-09-03");
    assertThat(judge().completeness().pendingPeriods()).isEqualTo(3);
  }

  @Test
  void a_missing_bill_hinders_where_bills_used_to_come_and_nobody_accepts_it() {
    day("openai", "2026-09-05", "1.5", "0", Status.MISSING_BILL);
    day("cartesia", "2026-09-05", "0.25", "0", Status.MISSING_BILL);
    String sentence = "openai a: no bill: the period from 2026-09-05, 1.5 USD computed";
    assertThat(judge().exceptions()).containsExactly(sentence);
    assertThat(judge().remarks())
        .containsExactly("cartesia a: no bill: the period from 2026-09-05, 0.25 USD computed");
    decisions.add(accepted("2026-09-05", "2026-11-01"));
    assertThat(judge().exceptions()).isEmpty();
    assertThat(judge().remarks()).contains(sentence);
    assertThat(judge().accuracy().accepted()).isEqualByComparingTo("-1.5");
    night = "2026-11-01"; // no longer accepted
    assertThat(judge().exceptions()).containsExactly(sentence);
  }

  private static Decision accepted(String day, String until) {
    return new Decision(
        new About("openai", Optional.of("a"), BillingPeriod.day(LocalDate.parse(day))),
        DecisionStatus.ACCEPTED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(LocalDate.parse(until)));
  }

  @Test
  void a_monthly_bill_is_expected_even_without_usage() {
    LocalDate august = LocalDate.parse("2026-08-01");
    add("livekit", BillingPeriod.monthOf(august), "50", "50", Status.MATCHED, 0);
    assertThat(judge().exceptions())
        .containsExactly("livekit a: neither usage nor a bill, as there was before");
    add("livekit", BillingPeriod.monthOf(august.plusMonths(1)), "0", "50", Status.MATCHED, 0);
    assertThat(judge().exceptions()).isEmpty();
  }

  @Test
  void a_source_that_fell_silent_and_usage_that_waits_to_be_priced_hinder() {
    sources = Set.of("livekit-webhook");
    isPriced = false;
    assertThat(judge().exceptions())
        .containsExactly(
            "usage, bills or cards were taken in, or a day began, that are not priced and compared yet",
            "usage/openai-realtime: nothing in the month, but in 2026-08");
    assertThat(judge().completeness().missingSources()).isEqualTo(1);
  }

  @Test
  void the_groups_and_ages_sum_up_to_the_variance() {
    day("openai", "2026-09-01", "10", "10.005", Status.MATCHED);
    day("openai", "2026-09-02", "10", "12", Status.EXPLAINED);
    String[] ages = {"30", "31", "60", "61", "90", "91"};
    for (int i = 0; i < ages.length; i++) { // 1 + 2 + 4 + 8 + 16 + 32 = 63 more than computed
      BillingPeriod day = BillingPeriod.day(LocalDate.parse("2026-09-10").plusDays(i));
      String billed = Integer.toString(10 + (1 << i));
      add("openai", day, "10", billed, Status.OVER_BILLED, Long.parseLong(ages[i]));
    }
    day("google", "2026-09-20", "3", "0", Status.PENDING);
    day("openai", "2026-08-20", "100", "0", Status.OVER_BILLED); // of another month
    MonthClose.Accuracy accuracy = judge().accuracy();
    // 0.005 + 2 + 63 − 3
    assertThat(accuracy.totalVariance()).isEqualByComparingTo("62.005");
    assertThat(accuracy.variance(Group.MATCHED)).isEqualByComparingTo("0.005");
    assertThat(accuracy.variance(Group.EXPLAINED)).isEqualByComparingTo("2");
    assertThat(accuracy.variance(Group.OPEN)).isEqualByComparingTo("63");
    assertThat(accuracy.variance(Group.PENDING)).isEqualByComparingTo("-3");
    assertThat(accuracy.open(Age.UP_TO_30_DAYS)).isEqualByComparingTo("1");
    assertThat(accuracy.open(Age.UP_TO_60_DAYS)).isEqualByComparingTo("6");
    assertThat(accuracy.open(Age.UP_TO_90_DAYS)).isEqualByComparingTo("24");
    assertThat(accuracy.open(Age.OVER_90_DAYS)).isEqualByComparingTo("32");
    assertThat(accuracy.periods(Group.OPEN)).isEqualTo(6);
  }

  @Test
  void what_is_on_a_named_project_is_allocated() {
    MonthClose.Allocation allocation = judge().allocation();
    assertThat(allocation.total()).isEqualByComparingTo("10");
    assertThat(allocation.named()).isEqualByComparingTo("7.5");
    assertThat(allocation.pct()).hasValueSatisfying(p -> assertThat(p).isEqualByComparingTo("75"));
    assertThat(judge().facts().openItems().closing()).isEqualByComparingTo("4"); // 1 + 5 − 2
  }
}
