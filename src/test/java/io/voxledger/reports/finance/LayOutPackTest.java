package io.voxledger.reports.finance;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.Movement;
import io.voxledger.reports.finance.FinanceFacts.Price;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import io.voxledger.reports.finance.FinancePack.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayOutPackTest {
  private final FinancePack pack = September.pack();

  private static int column(Sheet sheet, String name) {
    return sheet.headings().stream().map(Heading::name).toList().indexOf(name);
  }

  private BigDecimal total(String sheet, String column) {
    return pack.sheet(sheet).total(column(pack.sheet(sheet), column));
  }

  // openai: 15 × 1.28 + 15 × 0.8 = 31.2, 15 × 1.28 + 5 × 0.8 = 23.2 and 10 × 1.28 = 12.8;
  // livekit: 3 × 5 × 0.004931666667 = 0.073975000005
  @ParameterizedTest
  @CsvSource({
    "Summary, Contracted cost, 67.273975000005",
    "Summary, Models, 67.2",
    "Projects × providers, openai, 67.2",
    "Projects × providers, livekit, 0.073975000005",
    "By day, Total, 67.273975000005",
    "Detail, Contracted cost, 67.273975000005",
    "Detail, List cost, 76.8756", // 60 × 1.28 + 15 × 0.00504
    "Reconciliation, Variance, 2.976024999995", // 70.25 − 67.273975000005
    "Causes, Amount, 2.976024999995", // the candidate's 2 is not claimed
    "Open items, 31 to 60 days, 3.05", // 70.25 − 67.2
    "Open items, 0 to 30 days, -0.073975000005",
    "Open items moved, Opening, 1.5",
    "Open items moved, Closing, 2.976024999995", // 1.5 + 2.976024999995 − 1.5
    "Accrual, Accrued, 0.073975000005",
    "Restatements, Change, -0.25",
  })
  void everySheetSumsUpToWhatTheProjectsCost(String sheet, String column, BigDecimal total) {
    assertThat(total(sheet, column)).isEqualByComparingTo(total);
    assertThat(pack.isConsistent()).isTrue();
  }

  // the 16th to the 30th and to the 20th: 20 days × 20,000 × (40 − 64) ÷ 1,000,000 = −9.6
  @Test
  void aPriceThatFellShowsWhatItSaved() {
    assertThat(total("Price changes", "Effect")).isEqualByComparingTo("-9.6");
    assertThat(pack.sheet("Price changes").rows()).hasSize(1);
  }

  @Test
  void pricesByTheHourAreNoChange() {
    List<Usage> usage = September.facts().costs().usage();
    List<Usage> atOneTime = usage.stream().filter(u -> u.day().getDayOfMonth() < 16).toList();

    assertThat(PriceChange.of(September.MONTH, atOneTime)).isEmpty();
  }

  // by day 1,000,000 at 4 → 3, by night 2,000,000 at 2 → 1.5; the flex tier keeps its price:
  // 1 × (3 − 4) + 2 × (1.5 − 2) = −2
  @Test
  void pricesAreComparedAtTheSameTermsAndHours() {
    List<PriceChange> changes =
        PriceChange.of(
            September.MONTH,
            List.of(
                used("", 2, "", "4", "500"),
                used("", 2, "16:30-00:30", "2", "700"),
                used("flex", 2, "", "1", "700"),
                used("", 20, "", "3", "1000000"),
                used("", 20, "16:30-00:30", "1.5", "2000000"),
                used("flex", 20, "", "1", "9000000")));

    assertThat(changes).hasSize(2);
    assertThat(changes.stream().map(PriceChange::effect).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("-2");
  }

  // an agreed price from the 25th on: 1 × (3 − 4) + 1 × (2.7 − 4), against the last of before
  @Test
  void eachPriceAfterIsComparedByItself() {
    List<PriceChange> changes =
        PriceChange.of(
            September.MONTH,
            List.of(
                used("", 1, "", "5", "500"),
                used("", 2, "", "4", "500"),
                used("", 20, "", "3", "1000000"),
                used("", 25, "", "2.7", "1000000")));

    assertThat(changes)
        .extracting(change -> change.effect().stripTrailingZeros().toPlainString())
        .containsExactlyInAnyOrder("-1", "-1.3");
  }

  /** Before the 16th at the card of August, then at that of the 16th. */
  private static Usage used(String terms, int day, String window, String price, String quantity) {
    Instant from = Instant.parse(day < 16 ? "2026-08-01T00:00:00Z" : "2026-09-16T00:00:00Z");
    BigDecimal unit = new BigDecimal(price);
    return new Usage(
        "acme",
        September.MONTH.atDay(day),
        new Line("deepseek", "deepseek", "default", "direct", "llm", "chat", "input_text", terms),
        new Price("r" + from + window + terms, from, unit, unit, 1_000_000, window),
        new BigDecimal(quantity),
        new BigDecimal(quantity),
        BigDecimal.ONE,
        BigDecimal.ONE);
  }

  // 0.024658333335 is shown as 0.02 three times, and their sum 0.073975000005 as 0.07
  @Test
  void whatIsLostByShowingCentsIsALineOfItsOwn() {
    Sheet sheet = pack.sheet("Projects × providers");

    assertThat(sheet.needsRoundingLine()).isTrue();
    assertThat(sheet.rounding(column(sheet, "livekit"))).hasValue(new BigDecimal("0.01"));
    assertThat(sheet.rounding(column(sheet, "openai")).orElseThrow()).isEqualByComparingTo("0");
    assertThat(sheet.rounding(0)).isEmpty();
  }

  // opened in a night of October, cleared in a later one that reports on a day of September
  @Test
  void anItemIsNotClearedBeforeItWasOpened() {
    Movement opened =
        new Movement(
            "openai",
            "proj_1",
            LocalDate.parse("2026-09-01"),
            LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-02"),
            BigDecimal.TEN,
            BigDecimal.ZERO,
            BigDecimal.TEN);
    Movement cleared =
        new Movement(
            opened.biller(),
            opened.account(),
            opened.from(),
            opened.until(),
            LocalDate.parse("2026-09-30"),
            BigDecimal.ZERO,
            BigDecimal.TEN,
            BigDecimal.ZERO);
    List<Movement> all = List.of(opened, cleared);

    assertThat(new MovedItemsSheet(September.MONTH, all).sheet().rows()).isEmpty();
    Sheet october = new MovedItemsSheet(September.MONTH.plusMonths(1), all).sheet();
    assertThat(october.total(column(october, "New"))).isEqualByComparingTo("10");
    assertThat(october.difference(column(october, "Closing")).orElseThrow().signum()).isZero();
  }

  @Test
  void aTableThatDoesNotAddUpIsFound() {
    Sheet wrong =
        new Sheet(
            "wrong",
            "",
            List.of(Heading.plain("a"), Heading.usd("b").mustBe(BigDecimal.TEN)),
            List.of(List.of(Cell.text("x"), Cell.usd(BigDecimal.ONE))));

    assertThat(wrong.difference(1)).hasValue(new BigDecimal("-9"));
    assertThat(
            new FinancePack(
                    September.MONTH, Optional.empty(), "r", "open", List.of(wrong), pack.figures())
                .isConsistent())
        .isFalse();
  }

  @Test
  void theWaterfallLeadsFromContractedToBilled() {
    List<Step> steps = pack.figures().waterfall();

    assertThat(steps)
        .extracting(Step::name)
        .containsExactly("contracted", "region_uplift", "unexplained", "no bill yet", "billed");
    BigDecimal reached =
        steps.subList(0, steps.size() - 1).stream()
            .map(Step::amountUsd)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(reached).isEqualByComparingTo("70.25");
  }

  // models alone: 31.2, of which 15 × 1.28 = 19.2 by the 15th
  @Test
  void theRunningTotalOfABudgetEndsAtWhatIsSpent() {
    var acme = pack.figures().budgets().get(0);

    assertThat(acme.runningUsd().get(LocalDate.parse("2026-09-15"))).isEqualByComparingTo("19.2");
    assertThat(acme.runningUsd().get(acme.runningUsd().lastKey())).isEqualByComparingTo("31.2");
    assertThat(acme.budgetUsd()).hasValue(new BigDecimal("45"));
  }

  @Test
  void aBudgetSaysAsOfWhichDay() {
    Sheet summary = pack.sheet("Summary");

    assertThat(summary.rows())
        .extracting(row -> row.get(column(summary, "Budget as of")))
        .contains(Cell.day(September.MONTH.atDay(28)));
  }

  @Test
  void aPackOfOneProjectHasNoBillsAndSaysSo() {
    FinanceFacts all = September.facts();
    FinancePack one =
        LayOutPack.of(
            new FinanceFacts(
                all.month(),
                Optional.of("acme"),
                all.run(),
                all.close(),
                all.costs(),
                Optional.empty(),
                all.changes(),
                all.quality()));

    assertThat(one.sheets())
        .extracting(Sheet::name)
        .contains("Summary", "Detail")
        .doesNotContain("Reconciliation", "Accrual", "Open items", "Causes");
    assertThat(CsvSheet.text(one.sheet("Notes"))).contains("belong to no project");
    assertThat(one.figures().waterfall()).isEmpty();
  }

  @Test
  void csvHasExactDecimalsAndNoFormulas() {
    String summary = CsvSheet.text(pack.sheet("Projects × providers"));

    assertThat(summary)
        .startsWith("Project,livekit,openai,Total\n")
        .contains("acme,0.024658333335,31.2,31.224658333335\n")
        .contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")<script>alert(1)</script>\"");
    assertThat(CsvSheet.text(pack.sheet("Restatements"))).contains(",-0.25,rate_change,");
    assertThat(CsvSheet.text(pack.sheet("Open items"))).contains(",'-ticket 4711,2026-11-30");
    assertThat(CsvSheet.fileName(pack.sheet("Projects × providers")))
        .isEqualTo("projects-providers.csv");
  }

  @Test
  void textThatASpreadsheetWouldRunIsMarked() {
    for (String formula : List.of("=1+1", "+1", "-x", "@sum", "\t=1", "\r=1", "\n=1", "＝1")) {
      assertThat(PlainText.neutral(formula)).isEqualTo("'" + formula);
    }
    for (String words : List.of("", "a=1", "2026-09", " ")) {
      assertThat(PlainText.neutral(words)).isEqualTo(words);
    }
  }
}
