package io.voxledger.reconciliation;

import static io.voxledger.measure.Meter.AUDIO_SECONDS;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.CACHE_WRITE;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.measure.Meter.OUTPUT_TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.billed.FxRates;
import io.voxledger.measure.Basis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileTest {
  private static final ReconcileTerms LATER =
      new ReconcileTerms(Tolerance.DEFAULT, Sides.DAY.plusDays(30), 2, FxRates.USD_ONLY);

  @Test
  void aVarianceIsSplitIntoQuantityAtOurPriceAndTheRest() {
    // (110 − 100) × 2.00 ÷ 100 = 0.20, and 2.42 − 2.00 − 0.20 = 0.22
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "100", "2.00")
                    .billed("gpt", INPUT_TEXT, "110", "2.42")))
        .containsExactly(
            "line gpt input_text 100 2 | 110 2.42"
                + " | usage_variance 0.20 rate_variance 0.22 | over_billed",
            "total - 2 | - 2.42 | usage_variance 0.20 rate_variance 0.22 | over_billed");
  }

  @Test
  void whatTheBillsExchangeRateAddsStandsByItselfAndTheRestIsAtOurs() {
    // 2.42 billed of which 0.10 is the bill's rate: 2.32 − 2.00 = 0.20 for 10 more, and 0.12;
    // 0.50 billed of an unknown sku, of which −0.05 is the bill's rate
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "100", "2.00")
                    .billedAbroad("gpt", INPUT_TEXT, "110", "2.42", "0.10")
                    .billedAbroad("?new", INPUT_TEXT, "1", "0.50", "-0.05")))
        .containsExactly(
            "line gpt input_text 100 2 | 110 2.42"
                + " | usage_variance 0.20 rate_variance 0.12 fx_variance 0.10 | over_billed",
            "unmapped - - 0 | 1 0.50 | billed_only 0.55 fx_variance -0.05 | billed_only ?new",
            "total - 2 | - 2.92 | usage_variance 0.20 rate_variance 0.12 billed_only 0.55"
                + " fx_variance 0.05 | over_billed");
  }

  /**
   * 100 of 200 tokens on the first day at 1.10, the rest on the second at {@code second}: 10 euros
   * each. The bill of 20 euros was converted at 1.10.
   */
  @ParameterizedTest
  @CsvSource({
    // 22 − 20 × (11 + 12) ÷ (11 ÷ 1.10 + 12 ÷ 1.20) = 22 − 23
    "11, 12, 1.20, -1 | rate_variance 0.00 fx_variance -1.00",
    // the rate did not move
    "11, 11, 1.10, 0 | rate_variance 0.00",
    // no charge tells how much of it was used when
    "0, 0, 1.20, 22 | rate_variance 22.00",
    // all of what costs was used on the second day: 22 − 20 × 1.20
    "0, 24, 1.20, -2 | rate_variance 0.00 fx_variance -2.00",
    // no rate is known for the second day
    "11, 12, , -1 | rate_variance -1.00",
  })
  void ourExchangeRateIsThatOfTheDaysOfUse(
      String first, String other, BigDecimal second, String expected) {
    LocalDate next = Sides.DAY.plusDays(1);
    FxRates rates =
        (currency, day) ->
            Optional.ofNullable(day.equals(next) ? second : new BigDecimal("1.10"))
                .map(usd -> new FxRates.Rate(usd, false));
    PeriodSides sides =
        new Sides()
            .computed("gpt", INPUT_TEXT, "100", first)
            .computed(next, "gpt", INPUT_TEXT, "100", other)
            .billedInEuros("gpt", INPUT_TEXT, "200", "20", "22")
            .sides();

    ReconciliationRow total =
        new Reconcile(
                new ReconcileTerms(Tolerance.DEFAULT, Sides.DAY.plusDays(30), 2, rates), Map.of())
            .period(sides)
            .get(1);

    String parts =
        total.components().byComponent().entrySet().stream()
            .filter(part -> part.getKey() != Component.USAGE_VARIANCE)
            .map(part -> part.getKey().code() + " " + part.getValue().setScale(2))
            .collect(Collectors.joining(" "));
    assertThat(total.variance().stripTrailingZeros().toPlainString() + " | " + parts)
        .isEqualTo(expected);
  }

  @Test
  void theQuantityPartIsRoundedOnceAndThePricePartTakesTheRest() {
    // (4 − 3) × 1.00 ÷ 3 = 0.333333333333…; 0.5 − 0.333333333333 = 0.166666666667
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "3", "1.00")
                    .billed("gpt", INPUT_TEXT, "4", "1.50")))
        .first()
        .asString()
        .contains("usage_variance 0.333333333333 rate_variance 0.166666666667");
  }

  // (90000000000000 − 0.000001) × 0.1 ÷ 0.000001 has 19 digits before the point, a column has 16
  @Test
  void aPartThatNoColumnHasRoomForIsNotSplitOff() {
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "0.000001", "0.1")
                    .billed("gpt", INPUT_TEXT, "90000000000000", "1.50")))
        .first()
        .asString()
        .contains("| unsplit_variance 1.40 |");
  }

  @Test
  void aLineWithoutAModalityIsComparedWithAllMetersOfItsDirection() {
    // input: 60 + 40 tokens, 0.60 + 4.00 USD; cache writes are no input and stand alone
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "60", "0.60")
                    .computed("gpt", INPUT_AUDIO, "40", "4.00")
                    .computed("gpt", CACHE_WRITE, "5", "0.05")
                    .computed("gpt", OUTPUT_TEXT, "7", "0.70")
                    .billed("gpt", INPUT, "100", "4.60")))
        .containsExactly(
            "line gpt input 100 4.60 | 100 4.60 | usage_variance 0 rate_variance 0 | matched",
            "line gpt cache_write 5 0.05 | - 0 | computed_only -0.05 | missing_bill",
            "line gpt output_text 7 0.70 | - 0 | computed_only -0.70 | missing_bill",
            "total - 5.35 | - 4.60"
                + " | usage_variance 0 rate_variance 0 computed_only -0.75 | under_billed");
  }

  @Test
  void specificLinesTakeTheirMeterAndTheGenericLineTheRest() {
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "60", "0.60")
                    .computed("gpt", INPUT_AUDIO, "40", "4.00")
                    .billed("gpt", INPUT_AUDIO, "40", "4.00")
                    .billed("gpt", INPUT, "60", "0.60")))
        .contains(
            "line gpt input 60 0.60 | 60 0.60 | usage_variance 0 rate_variance 0 | matched",
            "line gpt input_audio 40 4 | 40 4 | usage_variance 0 rate_variance 0 | matched");
  }

  @Test
  void aLineThatNamesTheSkuAloneIsComparedWithEverythingElseOfTheSku() {
    assertThat(
            rows(
                new Sides()
                    .computed("whisper-1", AUDIO_SECONDS, "12", "0.0012")
                    .billed("whisper-1", null, seconds("12"), "0.0012")))
        .first()
        .isEqualTo(
            "line whisper-1 - 12 0.0012 | 12 0.0012 | usage_variance 0 rate_variance 0 | matched");
  }

  @Test
  void quantitiesOfDifferentUnitsOrNoneAreNotSplit() {
    Sides units = new Sides().computed("w", AUDIO_SECONDS, "12", "1").billed("w", null, "12", "3");
    Sides mixed =
        new Sides()
            .computed("w", AUDIO_SECONDS, "12", "1")
            .computed("w", OUTPUT_TEXT, "5", "1")
            .billed("w", null, seconds("12"), "4");
    Sides none =
        new Sides()
            .computed("gpt", INPUT_TEXT, "5", "1")
            .billed("gpt", INPUT_TEXT, "5", "1")
            .billed("gpt", INPUT_TEXT, (BilledQuantity) null, "2");
    Sides foreign =
        new Sides()
            .computed("i", INPUT_TEXT, "5", "1")
            .billed("i", INPUT_TEXT, new BilledQuantity(BigDecimal.ONE, "images"), "3");

    assertThat(rows(units)).first().asString().contains("12 1 | 12 3 | unsplit_variance 2 |");
    assertThat(rows(mixed)).first().asString().contains("- 2 | 12 4 | unsplit_variance 2 |");
    assertThat(rows(none)).first().asString().contains("5 1 | - 3 | unsplit_variance 2 |");
    assertThat(rows(foreign)).first().asString().contains("5 1 | 1 3 | unsplit_variance 2 |");
  }

  @Test
  void aLineOfNothingWithoutAQuantityDoesNotHideTheOthersQuantity() {
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "5", "1")
                    .billed("gpt", INPUT_TEXT, "5", "1")
                    .billed("gpt", INPUT_TEXT, (BilledQuantity) null, "0")))
        .first()
        .asString()
        .contains("| 5 1 | usage_variance 0 rate_variance 0 |");
  }

  @Test
  void severalLinesAndChargesOfOneMeterAreOneRow() {
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "1", "1")
                    .computed("gpt", INPUT_TEXT, "2", "2")
                    .billed("gpt", INPUT_TEXT, "2", "2")
                    .billed("gpt", INPUT_TEXT, "1", "1")))
        .containsExactly(
            "line gpt input_text 3 3 | 3 3 | usage_variance 0 rate_variance 0 | matched",
            "total - 3 | - 3 | usage_variance 0 rate_variance 0 | matched");
  }

  @Test
  void whatIsNotUsageStandsByCategoryAndWhatIsNotKnownByItsOwnText() {
    assertThat(
            rows(
                new Sides()
                    .billed("?magic", null, "7", "3.10")
                    .billed("?magic", null, "1", "0.10")
                    .billed("gone", INPUT_TEXT, "4", "0.40")
                    .charged(BillCategory.CREDIT, "-1.00")
                    .charged(BillCategory.CREDIT, "-0.50")
                    .charged(BillCategory.TAX, "0.30")
                    .charged(BillCategory.ADJUSTMENT, "0.20")
                    .charged(BillCategory.PURCHASE, "50")
                    .charged(BillCategory.ALLOWANCE, "-5")))
        .containsExactly(
            "line gone input_text - 0 | 4 0.40 | billed_only 0.40 | billed_only",
            "unmapped - - 0 | 8 3.20 | billed_only 3.20 | billed_only ?magic",
            "category - - 0 | - 0.20 | adjustment 0.20 | billed_only adjustment",
            "category - - 0 | - -5 | plan_allowance -5 | billed_only allowance",
            "category - - 0 | - -1.50 | credit -1.50 | billed_only credit",
            "category - - 0 | - 50 | plan_fee 50 | billed_only purchase",
            "category - - 0 | - 0.30 | tax 0.30 | billed_only tax",
            "total - 0 | - 47.60 | billed_only 3.60 plan_allowance -5 plan_fee 50 credit -1.50"
                + " tax 0.30 adjustment 0.20 | billed_only");
  }

  @Test
  void aNegativeLineOfUsageKeepsItsSign() {
    assertThat(
            rows(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "10", "1")
                    .billed("gpt", INPUT_TEXT, "10", "-2")))
        .first()
        .asString()
        .contains("10 1 | 10 -2 | usage_variance 0 rate_variance -3 | under_billed");
  }

  @Test
  void aPeriodWithoutAnythingHasItsTotal() {
    assertThat(rows(new Sides())).containsExactly("total - 0 | - 0 | | matched");
  }

  @ParameterizedTest
  @CsvSource({
    // logical date, end of the period 2026-09-02 + 2 days of lag
    "2026-09-03, PENDING, false",
    "2026-09-04, MISSING_BILL, true",
  })
  void withoutABillTheTotalIsPendingUntilTheLagIsOver(
      LocalDate logicalDate, Status status, boolean isFinal) {
    ReconcileTerms terms = new ReconcileTerms(Tolerance.DEFAULT, logicalDate, 2, FxRates.USD_ONLY);
    // half a cent is within tolerance, but nobody has seen a bill
    List<ReconciliationRow> rows =
        new Reconcile(terms, Map.of())
            .period(new Sides().computed("gpt", INPUT_TEXT, "1", "0.005").sides());

    ReconciliationRow total = rows.get(1);
    assertThat(total.status()).isEqualTo(status);
    assertThat(total.isFinal()).isEqualTo(isFinal);
  }

  @Test
  void aBillThatStatesThePeriodWithoutALineIsNotMissing() {
    List<ReconciliationRow> rows =
        new Reconcile(LATER, Map.of())
            .period(new Sides().computed("gpt", INPUT_TEXT, "1", "1").sidesWithBillSeen());

    assertThat(rows)
        .extracting(ReconciliationRow::status)
        .containsExactly(Status.MISSING_BILL, Status.UNDER_BILLED);
  }

  @Test
  void anOpenBillIsPendingHoweverOldItIs() {
    assertThat(
            new Reconcile(LATER, Map.of()).period(new Sides().open("gpt", INPUT_TEXT, "1").sides()))
        .extracting(ReconciliationRow::status)
        .containsOnly(Status.PENDING);
  }

  @Test
  void smallDifferencesOfOneSignShowInTheTotal() {
    Sides sides = new Sides();
    for (int i = 0; i < 3; i++) {
      sides
          .computed("gpt-" + i, INPUT_TEXT, "1", "0.02")
          .billed("gpt-" + i, INPUT_TEXT, "1", "0.03");
    }
    assertThat(new Reconcile(LATER, Map.of()).period(sides.sides()))
        .extracting(ReconciliationRow::status)
        .containsExactly(Status.MATCHED, Status.MATCHED, Status.MATCHED, Status.OVER_BILLED);
  }

  @Test
  void aRowKeepsTheDateOnWhichItWasFirstSeen() {
    PeriodSides sides = new Sides().billed("gpt", CACHE_READ_TEXT, "1", "1").sides();
    RowKey key = RowKey.line(Sides.PERIOD, "gpt", Optional.of(CACHE_READ_TEXT));

    List<ReconciliationRow> rows =
        new Reconcile(LATER, Map.of(key, LocalDate.parse("2026-09-21"))).period(sides);

    // 2026-09-01 + 30 days = 2026-10-01
    assertThat(rows.get(0).ageDays()).isEqualTo(10);
    assertThat(rows.get(1).firstSeen()).isEqualTo(LocalDate.parse("2026-10-01"));
    assertThat(rows.get(1).ageDays()).isZero();
  }

  @Test
  void theVarianceInPerCentIsOfTheComputedCost() {
    ReconciliationRow row =
        new Reconcile(LATER, Map.of())
            .period(
                new Sides()
                    .computed("gpt", INPUT_TEXT, "1", "3")
                    .billed("gpt", INPUT_TEXT, "1", "4")
                    .sides())
            .get(0);
    // 1 × 100 ÷ 3
    assertThat(row.variancePct()).contains(new BigDecimal("33.333333333333"));
    assertThat(row.withStatus(Status.EXPLAINED).status()).isEqualTo(Status.EXPLAINED);
  }

  @Test
  void withoutAComputedCostThereIsNoPerCent() {
    assertThat(
            new Reconcile(LATER, Map.of())
                .period(new Sides().billed("gpt", INPUT_TEXT, "1", "4").sides()))
        .allSatisfy(row -> assertThat(row.variancePct()).isEmpty());
  }

  @Test
  void componentsThatDoNotAddUpAreRefused() {
    assertThatThrownBy(
            () ->
                new Comparison(
                    Optional.empty(),
                    Sides.usd("1"),
                    Optional.empty(),
                    Sides.usd("3"),
                    true,
                    true,
                    Components.of(Component.UNSPLIT_VARIANCE, Sides.usd("1"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not to 2");
  }

  private static BilledQuantity seconds(String value) {
    return BilledQuantity.of(new BigDecimal(value), Basis.SECONDS);
  }

  /** Each row in a line: key, computed, billed, components, status. */
  private static List<String> rows(Sides sides) {
    return new Reconcile(LATER, Map.of())
        .period(sides.sides()).stream().map(ReconcileTest::show).toList();
  }

  private static String show(ReconciliationRow row) {
    RowKey key = row.key();
    String components =
        row.components().byComponent().entrySet().stream()
            .map(e -> e.getKey().code() + " " + plain(e.getValue()) + " ")
            .collect(Collectors.joining());
    String of =
        switch (key.scope()) {
          case LINE -> " " + key.sku().get() + " " + key.meter().map(m -> m.code()).orElse("-");
          case UNMAPPED, CATEGORY -> " -";
          case TOTAL -> "";
        };
    return (key.scope().code() + of)
        + " "
        + quantity(row.computedQuantity())
        + " "
        + plain(row.computedCost())
        + " | "
        + quantity(row.billedQuantity())
        + " "
        + plain(row.billedCost())
        + " | "
        + components
        + "| "
        + row.status().code()
        + key.lineItem().map(item -> " " + item).orElse("");
  }

  private static String quantity(Optional<BigDecimal> quantity) {
    return quantity.map(q -> q.stripTrailingZeros().toPlainString()).orElse("-");
  }

  /** At least the decimals of cents where there are any. */
  private static String plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() == 1 ? stripped.setScale(2).toPlainString() : stripped.toPlainString();
  }
}
