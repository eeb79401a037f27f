package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRatesTest {
  private static final ExchangeRates RATES =
      ExchangeRates.of(
          List.of(
              DailyRate.parse("2026-09-01", "EUR", "1.10"),
              DailyRate.parse("2026-09-03", "eur", "1.2")));

  @ParameterizedTest
  @CsvSource({
    "2026-09-01, 1.10, false",
    "2026-09-02, 1.10, true",
    "2026-09-03, 1.2, false",
    "2026-12-01, 1.2, true"
  })
  void theLatestRateUpToTheDayCountsAndIsMarkedWhenCarried(
      LocalDate day, String usd, boolean carried) {
    assertThat(RATES.find("EUR", day))
        .contains(new ExchangeRates.Rate(new BigDecimal(usd), carried));
  }

  @Test
  void noRateIsKnownBeforeTheFirstDayOrForAnotherCurrency() {
    assertThat(RATES.find("EUR", LocalDate.parse("2026-08-31"))).isEmpty();
    assertThat(RATES.find("GBP", LocalDate.parse("2026-09-01"))).isEmpty();
  }

  @Test
  void aDollarIsADollarOnEveryDay() {
    assertThat(ExchangeRates.NONE.find("USD", LocalDate.EPOCH))
        .contains(new ExchangeRates.Rate(BigDecimal.ONE, false));
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, EUR, 1, BAD_TIMESTAMP",
    "2026-09-01, euro, 1, UNKNOWN_CURRENCY",
    "2026-09-01, EUR, one, NOT_A_NUMBER",
    "2026-09-01, EUR, 0, NUMBER_OUT_OF_RANGE",
    "2026-09-01, EUR, NaN, NUMBER_OUT_OF_RANGE"
  })
  void aBadLineIsRefusedWithItsReason(String date, String currency, String usd, Reason reason) {
    assertThatExceptionOfType(RowProblem.class)
        .isThrownBy(() -> DailyRate.parse(date, currency, usd))
        .extracting(RowProblem::reason)
        .isEqualTo(reason);
  }
}
