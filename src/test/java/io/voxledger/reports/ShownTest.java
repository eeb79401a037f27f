package io.voxledger.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234567.895 | 2 | 1,234,567.90",
        "0.0009      | 2 | 0.00",
        "-0.0009     | 2 | 0.00",
        "-0.655      | 2 | -0.66",
        "-1234.5     | 2 | -1,234.50",
        "0.00055     | 4 | 0.0006",
        "12          | 0 | 12",
      })
  void moneyIsRoundedToTheEvenDigitForDisplay(BigDecimal usd, int decimals, String shown) {
    assertThat(Shown.rounded(usd, decimals)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webrtc_seconds   | 120        | 120 s (2 min)",
        "webrtc_seconds   | 39.5       | 39.5 s (≈ 0.6583 min)",
        "downstream_bytes | 2500000000 | 2,500,000,000 bytes (2.5 GB)",
        "input_audio      | 29         | 29 tokens",
      })
  void quantitiesHaveTheirUnit(String meter, BigDecimal quantity, String shown) {
    assertThat(Shown.quantity(Meter.of(meter).orElseThrow(), quantity)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0 | 0 s", "59 | 59 s", "61 | 1 min 1 s", "3723 | 1 h 2 min 3 s"})
  void durationsAreHuman(long seconds, String shown) {
    assertThat(Shown.duration(seconds)).isEqualTo(shown);
  }

  @Test
  void namesNeitherEndALineNorCommandATerminal() {
    assertThat(Shown.onOneLine("a\nb\u001b[2Jc\u2028d é")).isEqualTo("a\uFFFDb\uFFFD[2Jc\uFFFDd é");
    TextTable table = new TextTable("project", "USD");
    table.row("two\nlines", "1.00");
    assertThat(table.toString().lines()).hasSize(2);
  }
}
