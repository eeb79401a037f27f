package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.reconciliation.Payer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingBillsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "0.000000000001, under 0.01",
    "0.009999999999, under 0.01",
    "0.01, 0.01",
    "1234.565, '1,234.57'", // halves go away from 0
    "-0.004, under 0.01",
    "-5, -5.00",
  })
  void a_cost_that_is_not_0_is_not_shown_as_0(String computed, String shown) {
    Payer payer = new Payer("google", "default");
    LocalDate since = LocalDate.parse("2026-09-21");
    MissingBills bills =
        new MissingBills(
            List.of(new MissingBills.Account(payer, 1, since, new BigDecimal(computed))));

    assertThat(bills.line())
        .isEqualTo(
            "No bill      1 period: google default since 2026-09-21 (%s USD)%n".formatted(shown));
  }
}
