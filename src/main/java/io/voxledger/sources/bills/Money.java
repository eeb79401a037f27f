package io.voxledger.sources.bills;

import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An amount on a bill.
 *
 * @param amount exact; below 10^16 on either side of 0, so that it fits DECIMAL(28,12)
 * @param currency ISO 4217, upper case
 */
record Money(BigDecimal amount, String currency) {
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * An amount with the currency's code in any case.
   *
   * @throws RowProblem {@code unknown_currency} or {@code number_out_of_range}
   */
  static Money of(BigDecimal amount, String code, String place) {
    String currency = code.strip().toUpperCase(Locale.ROOT);
    if (!CURRENCIES.contains(currency)) {
      throw new RowProblem(Reason.UNKNOWN_CURRENCY, place + ": '" + code + "' is no ISO 4217 code");
    }
    if (amount.abs().compareTo(LIMIT) >= 0) {
      throw new RowProblem(Reason.NUMBER_OUT_OF_RANGE, place + " is 10^16 or more");
    }
    return new Money(amount, currency);
  }
}
