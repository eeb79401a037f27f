package io.voxledger.reports.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocusRowTest {
  private static FocusRow row(FocusAmount.Category category, String usd, boolean correction) {
    return FocusRow.of(
        new FocusAmount(
            category,
            "openai",
            "proj_voice_prod",
            Optional.of("acme"),
            LocalDate.parse("2026-09-22"),
            LocalDate.parse("2026-09-23"),
            new BigDecimal(usd),
            "correction of 2026-09-22: late usage",
            Optional.empty(),
            correction));
  }

  @Test
  void a_correction_of_a_closed_month_says_so_and_has_its_amount_as_every_cost() {
    FocusRow row = row(FocusAmount.Category.ADJUSTMENT, "-0.25", true);
    assertThat(row.get(FocusColumn.CHARGE_CLASS)).contains("Correction");
    assertThat(row.get(FocusColumn.CHARGE_CATEGORY)).contains("Adjustment");
    for (FocusColumn cost :
        new FocusColumn[] {
          FocusColumn.BILLED_COST,
          FocusColumn.EFFECTIVE_COST,
          FocusColumn.CONTRACTED_COST,
          FocusColumn.LIST_COST
        }) {
      assertThat(row.get(cost)).as(cost.title()).contains(new BigDecimal("-0.25"));
    }
  }

  @Test
  void an_amount_without_a_price_has_no_price_quantity_or_sku() {
    FocusRow row = row(FocusAmount.Category.CREDIT, "-1", false);
    assertThat(row.get(FocusColumn.CHARGE_CLASS)).isEmpty();
    assertThat(row.get(FocusColumn.LIST_UNIT_PRICE)).isEmpty();
    assertThat(row.get(FocusColumn.PRICING_QUANTITY)).isEmpty();
    assertThat(row.get(FocusColumn.SKU_ID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-22, 2026-09-23, 2026-09-01, 2026-10-01",
    "2026-07-01, 2026-10-01, 2026-07-01, 2026-10-01", // a quarter's fee
    "2026-09-15, 2026-10-15, 2026-09-01, 2026-11-01",
  })
  void the_billing_period_contains_the_charge_period(
      LocalDate from, LocalDate until, LocalDate start, LocalDate end) {
    FocusRow row =
        FocusRow.of(
            new FocusAmount(
                FocusAmount.Category.PURCHASE,
                "openai",
                "proj_voice_prod",
                Optional.empty(),
                from,
                until,
                BigDecimal.ONE,
                "fee",
                Optional.empty(),
                false));
    assertThat(row.get(FocusColumn.BILLING_PERIOD_START))
        .contains(start.atStartOfDay(ZoneOffset.UTC).toInstant());
    assertThat(row.get(FocusColumn.BILLING_PERIOD_END))
        .contains(end.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
