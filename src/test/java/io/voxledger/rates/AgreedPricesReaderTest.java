package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxledger.measure.Meter;
import io.voxledger.yaml.YamlProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedPricesReaderTest {
  private static final Instant T = Instant.parse("2026-09-01T00:00:00Z");

  @Test
  void theMostSpecificEntryWins() {
    AgreedPrices prices =
        AgreedPricesReader.read(
            """
            - {biller: b, account: "*", model: "m*", discount: 0.01}
            - {biller: b, account: "*", model: "m*", discount: 0.02}
            - {biller: b, account: "*", model: "m*", meter: input_text, discount: 0.03}
            - {biller: b, account: "*", model: m1, discount: 0.04}
            - {biller: b, account: acc, model: "*", discount: 0.05}
            - {biller: b, account: "ac*", model: m1, meter: output, discount: 0.06}
            """);

    assertThat(winner(prices, "other", "m2", Meter.OUTPUT_TEXT)).contains(1); // the first of equals
    assertThat(winner(prices, "other", "m2", Meter.INPUT_TEXT)).contains(3); // names the meter
    assertThat(winner(prices, "other", "m1", Meter.INPUT_TEXT))
        .contains(4); // model goes before meter
    assertThat(winner(prices, "acc", "m1", Meter.INPUT_TEXT))
        .contains(5); // account goes before model
    assertThat(winner(prices, "ac2", "m1", Meter.OUTPUT_TEXT))
        .contains(6); // the generic of the meter
    assertThat(winner(prices, "other", "x", Meter.INPUT_TEXT)).isEmpty();
  }

  @Test
  void theModelMatchesTheEntryOrTheReportedNameWhateverTheCase() {
    AgreedPrices prices =
        AgreedPricesReader.read(
            "- {biller: OpenAI, account: \"*\", model: GPT-Realtime, discount: 0.1}");

    assertThat(about(prices, "gpt-realtime-2025-08-28", "gpt-realtime")).hasSize(1);
    assertThat(about(prices, "gpt-realtime", "gpt-*")).hasSize(1);
    assertThat(about(prices, "gpt-realtime-mini", "gpt-*")).isEmpty();
  }

  @Test
  void anAgreementHoldsFromItsBeginningUntilItsEnd() {
    AgreedPrice price =
        about(
                AgreedPricesReader.read(
                    "- {biller: openai, discount: 0.1, from: 2026-09-01, until: 2026-10-01}"),
                "m",
                "m")
            .get(0);

    assertThat(price.holds(Meter.INPUT, T.minusNanos(1000))).isFalse();
    assertThat(price.holds(Meter.INPUT, T)).isTrue();
    assertThat(price.holds(Meter.INPUT, Instant.parse("2026-10-01T00:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          - {account: a, discount: 0.1} | 1 | 'biller' is missing
          - {biller: b, discount: 1.1} | 1 | at most 1
          - {biller: b} | 1 | either a discount or a price
          - {biller: b, discount: 0.1, price: 1} | 1 | either a discount or a price
          - {biller: b, price: 1, per: 0} | 1 | 'per' is 0
          - {biller: b, discount: 0.1, per: 60} | 1 | belongs to a price
          - {biller: b, discont: 0.1} | 1 | did you mean 'discount'?
          - {biller: b, discount: 0.1, meter: input_txt} | 1 | did you mean 'input_text'?
          - {biller: b, discount: 0.1, from: 2026-09-02, until: 2026-09-01} | 1 | is not after
          - {biller: b, discount: 0.1, model: } | 1 | 'model' has no value
          - {biller: b, discount: 0.1, meter: ~} | 1 | 'meter' has no value
          - {biller: b, discount: 0.1, account: null} | 1 | 'account' has no value
          - {biller: b, discount: 0.1, from: 20260901} | 1 | is no time such as 2026-09-01
          - {biller: b, discount: 0.1, from: 2026} | 1 | is no time such as 2026-09-01
          biller: b | 1 | must be a list
          """)
  void aBrokenRuleIsToldWithItsLine(String yaml, int line, String message) {
    assertThatExceptionOfType(YamlProblem.class)
        .isThrownBy(() -> AgreedPricesReader.read(yaml))
        .withMessageStartingWith("line " + line + ": ")
        .withMessageContaining(message);
  }

  @Test
  void anEmptyFileAgreesNothing() {
    assertThat(AgreedPricesReader.read("").isEmpty()).isTrue();
    assertThat(AgreedPricesReader.read("# nothing yet\n").isEmpty()).isTrue();
    assertThat(AgreedPricesReader.read("[]").isEmpty()).isTrue();
  }

  private static Optional<Integer> winner(
      AgreedPrices prices, String account, String model, Meter meter) {
    List<AgreedPrice> about = prices.about(new AgreedPrices.Usage("b", account, model, model));
    return AgreedPrices.winner(about, meter, T).map(AgreedPrice::line);
  }

  private static List<AgreedPrice> about(AgreedPrices prices, String reported, String entry) {
    return prices.about(new AgreedPrices.Usage("openai", "acc", reported, entry));
  }
}
