package io.voxledger.rates;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/**
 * One line of {@code rates/fx}: what one unit of a currency is worth on a day.
 *
 * @param currency three upper-case letters
 * @param usd above 0, exactly as written
 */
public record DailyRate(LocalDate date, String currency, BigDecimal usd) {
  /**
   * The line of those fields.
   *
   * @throws RowProblem when a field is not what it must be
   */
  public static DailyRate parse(String date, String currency, String usd) {
    String code = currency.strip().toUpperCase(Locale.ROOT);
    if (!code.matches("[A-Z]{3}")) {
      throw new RowProblem(
          Reason.UNKNOWN_CURRENCY, "currency '" + currency + "' has not three letters");
    }
    return new DailyRate(day(date.strip()), code, rate(usd));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDate) {
      throw new RowProblem(
          Reason.BAD_TIMESTAMP, "date '" + text + "' is no day such as 2026-09-01");
    }
  }

  private static BigDecimal rate(String text) {
    try {
      BigDecimal usd = NumberText.parse(text);
      if (usd.signum() <= 0) {
        throw new RowProblem(Reason.NUMBER_OUT_OF_RANGE, "usd " + text + " is not above 0");
      }
      return usd;
    } catch (NumberProblem problem) {
      Reason reason =
          switch (problem.why()) {
            case NOT_A_NUMBER -> Reason.NOT_A_NUMBER;
            case OUT_OF_RANGE -> Reason.NUMBER_OUT_OF_RANGE;
          };
      throw new RowProblem(reason, "usd: " + problem.getMessage());
    }
  }
}
