package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.PullKey;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.Sources;
import io.voxledger.billed.StandingBucket;
import io.voxledger.measure.Meter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ReconcileBillsTest {
  private static final ReconcileBills RECONCILE =
      new ReconcileBills(
          biller ->
              new ReconcileTerms(
                  Tolerance.DEFAULT,
                  Sides.DAY.plusDays(3),
                  biller.equals("slow") ? 9 : 2,
                  FxRates.USD_ONLY),
          Map.of());

  @Test
  void everyBillerAccountAndPeriodHasOneTotalAndItsBillersLag() {
    List<BilledLine> lines = new Sides().billed("gpt", Meter.INPUT_TEXT, "1", "2").sides().billed();
    List<ReconciliationRow> rows =
        RECONCILE.rows(
            List.of(cost("openai", "acct", 0), cost("openai", "acct", 1), cost("slow", "x", 0)),
            new SettledBills(lines, List.of(), List.of()));

    assertThat(rows.stream().filter(row -> row.key().scope() == Scope.TOTAL))
        .extracting(
            row -> row.key().period().biller(),
            row -> row.key().period().period().start(),
            ReconciliationRow::status)
        .containsExactly(
            tuple("openai", Sides.DAY, Status.OVER_BILLED),
            // ends on the 3rd, due on the 5th; it is the 4th
            tuple("openai", Sides.DAY.plusDays(1), Status.PENDING),
            tuple("slow", Sides.DAY, Status.PENDING));
  }

  @Test
  void anAccountWhoseBillStatesTheDayWithoutALineIsUnderBilledNotMissing() {
    StandingBucket empty =
        new StandingBucket(
            Sources.OPENAI_COSTS,
            "acct",
            new BillPeriod(
                Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-09-02T00:00:00Z")),
            new PullKey(Sources.OPENAI_COSTS, Optional.empty(), "p", Optional.empty()));

    assertThat(total(new SettledBills(List.of(), List.of(empty), List.of())))
        .isEqualTo(Status.UNDER_BILLED);
    assertThat(total(new SettledBills(List.of(), List.of(), List.of())))
        .isEqualTo(Status.MISSING_BILL);
  }

  @Test
  void aMonthsTaxLeavesTheUsageToTheDaysThatBillIt() {
    BilledLine usage =
        new Sides().billed("gpt", Meter.INPUT_TEXT, "1", "1").sides().billed().get(0);
    BilledLine tax = ofMonth(new Sides().charged(BillCategory.TAX, "0.2").sides().billed().get(0));
    List<DailyCost> costs = List.of(cost("openai", "acct", 0), cost("openai", "acct", 1));
    SettledBills bills = new SettledBills(List.of(usage, tax), List.of(), List.of());

    // the second day lacks its bill, whatever the tax of the month
    assertThat(totals(costs, bills))
        .containsExactly(
            tuple(Sides.DAY.plusDays(1), 1, "1"),
            tuple(Sides.DAY.plusMonths(1), 0, "0.2"),
            tuple(Sides.DAY.plusDays(2), 1, "0"));
    // where nothing else bills usage, the month is all that there is
    assertThat(totals(costs, new SettledBills(List.of(tax), List.of(), List.of())))
        .containsExactly(tuple(Sides.DAY.plusMonths(1), 2, "0.2"));
  }

  private static List<Tuple> totals(List<DailyCost> costs, SettledBills bills) {
    return RECONCILE.rows(costs, bills).stream()
        .filter(row -> row.key().scope() == Scope.TOTAL)
        .map(
            row ->
                tuple(
                    row.key().period().period().end(),
                    row.computedCost().intValueExact(),
                    row.billedCost().stripTrailingZeros().toPlainString()))
        .toList();
  }

  private static BilledLine ofMonth(BilledLine line) {
    return new BilledLine(
        "month",
        line.standing(),
        line.file(),
        line.pull(),
        line.line(),
        BillingPeriod.monthOf(Sides.DAY),
        line.sku(),
        line.usd());
  }

  private static Status total(SettledBills bills) {
    List<ReconciliationRow> rows = RECONCILE.rows(List.of(cost("openai", "acct", 0)), bills);
    return rows.get(rows.size() - 1).status();
  }

  private static DailyCost cost(String biller, String account, int day) {
    ComputedCost cost =
        new Sides().computed("gpt", Meter.INPUT_TEXT, "1", "1").sides().computed().get(0);
    return new DailyCost(biller, account, Sides.DAY.plusDays(day), cost);
  }
}
