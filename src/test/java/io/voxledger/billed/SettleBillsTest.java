package io.voxledger.billed;

import static io.voxledger.billed.BillStanding.SHADOWED;
import static io.voxledger.billed.BillStanding.SUPERSEDED;
import static io.voxledger.billed.BillStanding.USED;
import static io.voxledger.billed.Pages.line;
import static io.voxledger.billed.Pages.pulled;
import static io.voxledger.billed.Pages.pulledFor;
import static io.voxledger.billed.Pages.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.time.BillingCalendar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettleBillsTest {
  private static final SkuNames SKUS =
      (biller, model, at) ->
          model.equals("gpt-5.4") ? Optional.of("sku of " + model) : Optional.empty();

  @Test
  void theNewestCompletePullProvidesAPeriod() {
    SettledBills settled =
        settle(
            pulled(10, "a.json").day(1, line(1, "1.00")).page(),
            pulled(12, "a.json").day(1, line(1, "3.00")).page(),
            pulled(11, "a.json").day(1, line(1, "2.00")).page());

    assertThat(settled.lines())
        .extracting(l -> l.line().amount().toPlainString(), BilledLine::standing)
        .containsExactlyInAnyOrder(
            tuple("1", SUPERSEDED), tuple("2", SUPERSEDED), tuple("3", USED));
    assertThat(settled.incomplete()).isEmpty();
  }

  @Test
  void aNewerPullThatStatesThePeriodWithoutALineEmptiesIt() {
    SettledBills settled =
        settle(
            pulled(10, "a.json").day(1, line(1, "1.00")).day(2, line(2, "2.00")).page(),
            pulled(12, "a.json").day(1).day(2, line(2, "2.50")).page());

    assertThat(used(settled)).containsExactly("2.5");
    assertThat(settled.standing())
        .extracting(StandingBucket::scope, StandingBucket::period, b -> b.pull().pulledAt().get())
        .containsExactly(
            tuple("acct", Pages.period(1), Pages.at(12)),
            tuple("acct", Pages.period(2), Pages.at(12)));
  }

  @Test
  void aPullWithoutAnyLineEmptiesThePeriodForAllScopesThatPullsWithoutAFolderNamed() {
    SettledBills settled =
        settle(
            pulled(10, "a.json").day(1, line("a", 1, "m", "1"), line("b", 1, "m", "2")).page(),
            pulledFor("c", 10, "a.json").day(1, line("c", 1, "m", "4")).page(),
            pulled(12, "a.json").day(1).page());

    assertThat(used(settled)).containsExactly("4");
  }

  @Test
  void aPeriodThatTheNewerPullDoesNotContainStaysAsTheOlderPullHasIt() {
    SettledBills settled =
        settle(
            pulled(10, "a.json").day(1, line(1, "1")).day(2, line(2, "2")).page(),
            pulled(12, "a.json").day(2, line(2, "20")).day(3, line(3, "30")).page());

    assertThat(used(settled)).containsExactly("1", "20", "30");
  }

  @Test
  void pullsOfDifferentAccountsDoNotReplaceEachOther() {
    SettledBills settled =
        settle(
            pulledFor("a", 10, "a.json").day(1, line("a", 1, "m", "1")).page(),
            pulledFor("b", 12, "a.json").day(1, line("b", 1, "m", "2")).page(),
            pulled(13, "a.json").day(1, line("c", 1, "m", "4")).page());

    assertThat(used(settled)).containsExactly("1", "2", "4");
  }

  @Test
  void aSingleFileIsAPullOrderedByItsGreatestPeriodEndThenByItsHash() {
    assertThat(
            used(
                settle(
                    single("b.json", "h1").day(1, line(1, "1")).day(3, line(3, "1")).page(),
                    single("a.json", "h2").day(1, line(1, "2")).day(2, line(2, "2")).page())))
        .as("the first ends on day 3, so its day 1 is newer")
        .containsExactly("1", "2", "1");
    assertThat(
            used(
                settle(
                    single("b.json", "h1").day(1, line(1, "1")).page(),
                    single("a.json", "h2").day(1, line(1, "2")).page())))
        .as("equal ends: the greater hash")
        .containsExactly("2");
  }

  static Stream<List<BillPage>> incompletePulls() {
    return Stream.of(
        // the last page never came
        List.of(pulled(12, "p.json").hasMore().day(1, line(1, "9")).page()),
        // day 2 is on no page
        List.of(
            pulled(12, "a.json").hasMore().day(1, line(1, "9")).page(),
            pulled(12, "b.json").day(3, line(3, "9")).page()),
        // page 1 is not there
        List.of(pulled(12, "page2.json").number(2).day(1, line(1, "9")).page()),
        List.of(
            pulled(12, "page1.json").number(1).hasMore().day(1, line(1, "9")).page(),
            pulled(12, "page3.json").number(3).day(2, line(2, "9")).page()),
        // two states of one line
        List.of(
            pulled(12, "a.json").hasMore().day(1, line(1, "9")).page(),
            pulled(12, "b.json").day(1, line(1, "8")).page()));
  }

  @ParameterizedTest
  @MethodSource("incompletePulls")
  void anIncompletePullIsNamedAndTheOlderOneStands(List<BillPage> newer) {
    List<BillPage> pages = new ArrayList<>(newer);
    pages.add(pulled(10, "a.json").day(1, line(1, "1")).page());

    SettledBills settled =
        new SettleBills(SKUS, FxRates.USD_ONLY, BillingCalendar.DEFAULT).settle(pages, Set.of());

    assertThat(settled.lines()).singleElement().extracting(BilledLine::standing).isEqualTo(USED);
    assertThat(used(settled)).containsExactly("1");
    assertThat(settled.incomplete())
        .singleElement()
        .satisfies(i -> assertThat(i.why()).isNotEmpty());
  }

  @Test
  void aPullWithAPageInQuarantineIsIncomplete() {
    BillPage newer = pulled(12, "a.json").day(1, line(1, "9")).page();
    SettledBills settled =
        new SettleBills(SKUS, FxRates.USD_ONLY, BillingCalendar.DEFAULT)
            .settle(
                List.of(newer, pulled(10, "a.json").day(1, line(1, "1")).page()),
                Set.of(newer.pull(), pulled(13, "bad.json").page().pull()));

    assertThat(used(settled)).containsExactly("1");
    assertThat(settled.incomplete()).hasSize(2);
  }

  @Test
  void aRepeatedPageDoesNoHarmAndEqualResultsOfOnePageAreAllReal() {
    Pages twice = pulled(12, "b.json").day(1, line(1, "1"), line(1, "1"));
    SettledBills settled =
        settle(twice.page(), pulled(12, "copy.json").day(1, line(1, "1"), line(1, "1")).page());

    assertThat(used(settled)).containsExactly("1", "1");
    assertThat(settled.lines()).extracting(BilledLine::id).doesNotHaveDuplicates();
    assertThat(settled.lines())
        .extracting(BilledLine::file)
        .containsOnly("billing/openai-costs/pulled-12/b.json");
  }

  @Test
  void equalLinesInTwoFilesOfAnExportAreBothReal() {
    SettledBills settled =
        settle(
            pulled(Sources.FOCUS, 12, "part-0.csv").day(1, line(1, "1"), line(1, "2")).page(),
            pulled(Sources.FOCUS, 12, "part-1.csv").day(1, line(1, "1"), line(1, "3")).page(),
            pulled(Sources.FOCUS, 12, "copy.csv").day(1, line(1, "1"), line(1, "3")).page());

    assertThat(settled.incomplete()).isEmpty();
    assertThat(used(settled)).containsExactlyInAnyOrder("1", "1", "2", "3");
    assertThat(settled.lines()).extracting(BilledLine::id).doesNotHaveDuplicates();
  }

  @Test
  void pagesOfEqualContentStillHaveTheirOwnNumbers() {
    SettledBills settled =
        settle(
            pulled(12, "page1.json").number(1).hasMore().page(),
            pulled(12, "page2.json").number(2).hasMore().page(),
            pulled(12, "page3.json").number(3).day(1, line(1, "1")).page());

    assertThat(settled.incomplete()).isEmpty();
    assertThat(used(settled)).containsExactly("1");
  }

  @Test
  void onePeriodMayBeSplitBetweenPages() {
    SettledBills settled =
        settle(
            pulled(12, "a.json").hasMore().day(1, line("a", 1, "m", "1")).page(),
            pulled(12, "b.json").day(1, line("a", 1, "n", "2")).page());

    assertThat(used(settled)).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void perBillerAccountAndPeriodOneSourceIsUsedInTheOrderOfTheSources() {
    SettledBills settled =
        settle(
            pulled(Sources.OPENAI_COSTS_CSV, 12, "c.csv")
                .day(1, line(1, "1.1"))
                .day(2, line(2, "2.1"))
                .page(),
            pulled(Sources.FOCUS, 12, "f.csv").day(1, line(1, "1.2")).page(),
            pulled(10, "a.json").day(1, line(1, "1")).page());

    assertThat(settled.lines())
        .extracting(l -> l.line().amount().toPlainString(), BilledLine::standing)
        .containsExactlyInAnyOrder(
            tuple("1", USED), tuple("1.1", SHADOWED), tuple("1.2", SHADOWED), tuple("2.1", USED));
  }

  @Test
  void ofAnAppendingSourceTheNewestVersionOfALineStands() {
    SettledBills settled =
        settle(
            pulled(Sources.TELNYX, 10, "a").day(1, line("a", 1, "m", "1")).page(),
            pulled(Sources.TELNYX, 11, "a")
                .day(1, line("a", 1, "m", "2"), line("a", 1, "n", "5"), line("a", 1, "n", "5"))
                .page(),
            pulled(Sources.TELNYX, 12, "a").day(1, line("a", 1, "n", "5")).page());

    assertThat(used(settled)).as("a name is one line").containsExactlyInAnyOrder("2", "5");
    assertThat(settled.lines()).hasSize(3);
    assertThat(settled.lines().stream().filter(l -> l.standing() == SUPERSEDED))
        .singleElement()
        .satisfies(l -> assertThat(l.line().amount()).isEqualByComparingTo("1"));
  }

  @Test
  void ofTwoVersionsInOneFileThatWhichWasRevisedLaterStands() {
    BillLine early = revised(line("a", 1, "m", "1"), 3);
    BillLine late = revised(line("a", 1, "m", "2"), 4);

    assertThat(used(settle(pulled(Sources.TELNYX, 10, "a").day(1, late, early).page())))
        .containsExactly("2");
    assertThat(
            used(
                settle(
                    pulled(Sources.TELNYX, 10, "a").day(1, late).page(),
                    pulled(Sources.TELNYX, 12, "a").day(1, early).page())))
        .as("a pull of an old file is not news")
        .containsExactly("2");
  }

  private static BillLine revised(BillLine line, int day) {
    return with(line, BillLine.More.NOTHING.revisedAt(Optional.of(Pages.at(day))), "USD");
  }

  @Test
  void ofLinesWithoutNamesEqualOnesAreAllRealAndBetweenPullsTheGreaterNumberCounts() {
    BillLine five = line("a", 1, "n", "5");
    SettledBills settled =
        settle(
            pulled(Sources.GCP_BILLING, 10, "a").day(1, five).page(),
            pulled(Sources.GCP_BILLING, 11, "a").day(1, five, five).page(),
            pulled(Sources.GCP_BILLING, 11, "b").day(1, five).page(),
            pulled(Sources.GCP_BILLING, 12, "a").day(1, five).page());

    assertThat(used(settled)).containsExactly("5", "5");
    assertThat(settled.lines()).hasSize(2);
  }

  @Test
  void whatIsReportedWithoutMoneyIsSummedAndNeitherBillsNorShadows() {
    BillLine.Requests three = new BillLine.Requests(Optional.of(false), 3);
    BillLine ten = with(line(1, "0"), BillLine.More.NOTHING.reported(three), "USD");
    SettledBills settled =
        settle(
            pulled(Sources.OPENAI_USAGE, 12, "u.json").day(1, ten, ten).page(),
            pulled(Sources.FOCUS, 12, "f.csv").day(1, line(1, "1.2")).page());

    assertThat(used(settled)).containsExactly("1.2");
    assertThat(settled.quantities())
        .singleElement()
        .satisfies(
            sum -> {
              assertThat(sum.quantity()).isEqualByComparingTo("20");
              assertThat(sum.requests()).isEqualTo(6);
            });
  }

  @Test
  void aLineGetsItsSkuAndItsCostInUsd() {
    BillLine known = line(1, "0.0000000000015");
    BillLine unknown = line("acct", 1, "gpt-9", "2");
    SettledBills settled =
        new SettleBills(
                SKUS,
                (currency, day) -> Optional.of(new FxRates.Rate(new BigDecimal("0.5"), false)),
                BillingCalendar.DEFAULT)
            .settle(List.of(pulled(12, "a").day(1, known, unknown).page()), Set.of());

    assertThat(settled.lines())
        .extracting(BilledLine::sku, l -> l.billedCostUsd().get().toPlainString())
        .containsExactlyInAnyOrder(
            // 0.0000000000015 × 0.5 = 0.00000000000075 → 12 decimals
            tuple(Optional.of("sku of gpt-5.4"), "0.000000000001"),
            tuple(Optional.empty(), "1.000000000000"));
  }

  @Test
  void withoutAnExchangeRateALineHasNoCostInUsd() {
    BillLine usd = line(1, "1");
    BillLine eur = with(usd, BillLine.More.NOTHING, "EUR");

    UsdValue value = settle(pulled(12, "a").day(1, eur).page()).lines().get(0).usd();

    assertThat(value)
        .isEqualTo(new UsdValue(Optional.empty(), Optional.empty(), List.of("no_fx_rate")));
  }

  @Test
  void theBillsOwnExchangeRateIsWhatItCostsAndTheDifferenceToOursStandsByItself() {
    // 100 EUR: the bill makes 110 USD of it, our rate of an earlier day 108
    BillLine line = line(1, "100");
    BillLine.More stated = BillLine.More.NOTHING.amountInUsd(Optional.of(new BigDecimal("110")));
    FxRates ours = (currency, day) -> Optional.of(new FxRates.Rate(new BigDecimal("1.08"), true));

    UsdValue value =
        new SettleBills(SKUS, ours, BillingCalendar.DEFAULT)
            .settle(List.of(pulled(12, "a").day(1, with(line, stated, "EUR")).page()), Set.of())
            .lines()
            .get(0)
            .usd();

    assertThat(value.cost().get()).isEqualByComparingTo("110");
    assertThat(value.fxVariance().get()).isEqualByComparingTo("2");
    assertThat(value.flags()).containsExactly("fx_carried");
  }

  private static BillLine with(BillLine line, BillLine.More more, String currency) {
    return new BillLine(
        line.identity(),
        line.scope(),
        line.biller(),
        line.account(),
        line.invoiceId(),
        line.period(),
        line.lineItem(),
        line.model(),
        line.meter(),
        line.serviceTier(),
        line.category(),
        line.quantity(),
        line.amount(),
        currency,
        line.open(),
        more);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theOrderInWhichPagesComeAndRepeatedPagesChangeNothing(long seed) {
    Random random = new Random(seed);
    List<BillPage> pages = new ArrayList<>();
    for (int pull = 10; pull < 18; pull++) {
      int days = 1 + random.nextInt(5);
      for (int day = 1; day <= days; day++) {
        Pages page = pulled(pull, "page" + day + ".json").number(day);
        List<BillLine> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          String account = "account-" + random.nextInt(2);
          lines.add(line(account, day, "model-" + i, Integer.toString(random.nextInt(1000))));
        }
        page.day(day, lines.toArray(BillLine[]::new));
        if (day < days || random.nextInt(4) == 0) {
          page.hasMore();
        }
        pages.add(page.page());
      }
    }
    SettleBills settle = new SettleBills(SKUS, FxRates.USD_ONLY, BillingCalendar.DEFAULT);
    SettledBills expected = settle.settle(pages, Set.of());

    for (int i = 0; i < 5; i++) {
      pages.add(pages.get(random.nextInt(pages.size())));
      Collections.shuffle(pages, random);
      assertThat(settle.settle(pages, Set.of())).isEqualTo(expected);
    }
    assertThat(expected.lines()).extracting(BilledLine::id).doesNotHaveDuplicates();
  }

  private static SettledBills settle(BillPage... pages) {
    return new SettleBills(SKUS, FxRates.USD_ONLY, BillingCalendar.DEFAULT)
        .settle(List.of(pages), Set.of());
  }

  private static List<String> used(SettledBills settled) {
    return settled.lines().stream()
        .filter(line -> line.standing() == USED)
        .map(line -> line.line().amount().toPlainString())
        .toList();
  }
}
