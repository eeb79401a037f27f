package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCardReaderTest {
  private static final String HEAD =
      "id: a\nbiller: openai\neffective_from: 2026-09-01T00:00:00Z\n";

  @Test
  void theSpecifiedCardIsReadWhole() {
    RateCard card = Cards.card(Cards.SPECIFIED);

    assertThat(card.id()).isEqualTo("openai-2026-09-01");
    assertThat(card.effective().from()).isEqualTo("2026-09-01T00:00:00Z");
    assertThat(card.effective().until()).isEmpty();
    assertThat(card.recordedAt()).isEqualTo("2026-09-02T08:00:00Z");
    assertThat(card.source())
        .isEqualTo(
            new RateSource(
                "https://openai.com/api/pricing", "2026-09-02", RateSource.Grade.PRIMARY));
    assertThat(card.entries())
        .extracting(RateEntry::model)
        .containsExactly("gpt-realtime", "gpt-5.4", "nova-3*", "webrtc", "agent", "deepseek-chat");
    RateEntry gpt = card.entries().get(1);
    assertThat(gpt.longContext().orElseThrow().over()).isEqualTo(272_000);
    assertThat(gpt.longContext().orElseThrow().inclusive()).isFalse();
    assertThat(gpt.tiers().get("flex")).isEqualTo(new TierRates.Scaled(new BigDecimal("0.5")));
    assertThat(gpt.regions()).isEqualTo(Map.of("eu", new BigDecimal("1.1")));
    assertThat(card.entries().get(4).rounding().minimum()).isEqualByComparingTo("10");
    RateWindow window = card.entries().get(5).windows().get(0);
    assertThat(window.startMinute()).isEqualTo(16 * 60 + 30);
    assertThat(window.endMinute()).isEqualTo(30);
    assertThat(window.days()).doesNotContain(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "4.00, 4",
    "'.5', 0.5",
    "0.10, 0.1",
    "1e-6, 0.000001",
    "'\"46.3225\"', 46.3225",
    "0, 0",
    "0.1000000000000000000, 0.1",
    "999999.999999999999, 999999.999999999999",
    "5., 5",
    "1E+2, 100",
    "0.30000000000000000, 0.3"
  })
  void aPriceIsTheDecimalThatIsWritten(String written, String price) {
    RateCard card = Cards.card(HEAD + "rates: [{model: m, prices: {input: " + written + "}}]");

    assertThat(card.entries().get(0).prices().asMap())
        .isEqualTo(Map.of(Meter.INPUT, new BigDecimal(price)));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    RateCard card =
        Cards.card(HEAD + "source: the dashboard\nrates: [{model: m, prices: {input: 1}}]");

    assertThat(card.currency()).isEqualTo("USD");
    assertThat(card.recordedAt()).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
    assertThat(card.source().text()).contains("the dashboard");
    assertThat(card.entries().get(0).per()).isEqualTo(1);
    assertThat(card.entries().get(0).rounding()).isEqualTo(BillableRounding.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3 | effective_form: 2026-09-01 | effective_form | effective_from
          4 | rates: [{model: m, price: {input: 1}}] | price | prices
          4 | rates: [{model: m, prices: {input_txt: 1}}] | input_txt | input_text
          4 | rates: [{model: m, prices: {input: 1}, tiers: {flex: {multiplyer: 1}}}] | multiplyer | multiplier
          4 | rates: [{model: m, prices: {input: 1}, long_context: {above: 1, prices: {input: 1}}}] | above | over
          4 | rates: [{model: m, prices: {input: 1}, windows: [{utc: "01:00-02:00", days: [mo], multiplier: 1}]}] | mo | mon
          """)
  void anUnknownKeyIsRejectedWithItsLineAndTheNearestKnownKey(
      int line, String yaml, String key, String nearest) {
    InvalidRateCard problem = rejected(line == 3 ? "id: a\nbiller: b\n" + yaml : HEAD + yaml);

    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.key()).contains(key);
    assertThat(problem.nearestKey()).contains(nearest);
    assertThat(problem.message()).startsWith("bad.yaml:" + line + ": unknown key '" + key + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rates: [{model: m, prices: {input: -0.01}}] | 'input' is negative: -0.01
          rates: [{model: m, per: 0, prices: {input: 1}}] | 'per' is 0
          rates: [{model: m, per: 0.5, prices: {input: 1}}] | 'per' must be a whole number
          rates: [{model: m, prices: {input: NaN}}] | outside the range
          rates: [{model: m, prices: {input: .inf}}] | is not a number
          rates: [{model: m, prices: {input: free}}] | 'free' is not a number
          rates: [{model: m, prices: {input: null}}] | 'input' is missing
          rates: [{model: m, prices: {input: 0.0000000000001}}] | does not fit DECIMAL(18,12)
          rates: [{model: m, prices: {input: 1000000}}] | does not fit DECIMAL(18,12)
          rates: [{model: m, prices: {input: 1e999999999}}] | outside the range
          rates: [{model: m, prices: {input: 900000}, regions: {eu: {multiplier: 1.2}}}] | price × multipliers reaches 1080000
          rates: [{model: m, prices: {}}] | 'prices' is empty
          rates: [{model: m}] | 'prices' is missing
          rates: [{prices: {input: 1}}] | 'model' is missing
          rates: [] | 'rates' is empty
          rates: {model: m} | 'rates' must be a list
          currency: USD | 'rates' is missing
          rates: [{model: "g*-mini", prices: {input: 1}}] | only one trailing *
          rates: [{model: "g**", prices: {input: 1}}] | only one trailing *
          rates: [{model: m, prices: {input: 1}}, {model: M, prices: {input: 2}}] | 'M' stands twice
          rates: [{model: m, aliases: [n], prices: {input: 1}}, {model: n, prices: {input: 2}}] | 'n' stands twice
          rates: [{model: m, aliases: [m], prices: {input: 1}}] | 'm' stands twice
          rates: [{model: m, prices: {input: 1}, tiers: {flex: {multiplier: 1, prices: {input: 1}}}}] | has a multiplier and 'prices'
          rates: [{model: m, prices: {input: 1}, tiers: {flex: {}}}] | 'prices' is missing
          rates: [{model: m, prices: {input: 1}, tiers: {flex: {multiplier: -1}}}] | negative
          rates: [{model: m, prices: {input: 1}, tiers: {Flex: {multiplier: 1}, flex: {multiplier: 2}}}] | 'flex' stands here twice
          rates: [{model: m, prices: {input: 1}, regions: {eu: {multiplier: 1}, EU: {multiplier: 2}}}] | 'EU' stands here twice
          rates: [{model: m, prices: {input: 1}, increment: 0}] | 'increment' is 0
          rates: [{model: m, prices: {input: 1}, increment: 0.0000001}] | does not fit DECIMAL(20,6)
          rates: [{model: m, prices: {input: 1, input: 2}}] | key 'input' stands twice
          rates: [{model: m, prices: {input: 1}, windows: [{utc: "25:00-26:00", multiplier: 1}]}] | no hours
          rates: [{model: m, prices: {input: 1}, long_context: {over: 1, inclusive: maybe, prices: {input: 1}}}] | true or false
          """)
  void aCardThatBreaksARuleIsRejectedWhole(String yaml, String reason) {
    assertThat(rejected(HEAD + yaml).reason()).contains(reason);
    assertThat(rejected(HEAD + yaml).line()).isBetween(1, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "effective_until: 2026-09-01T00:00:00Z, is not after effective_from",
    "effective_until: 2026-08-01T00:00:00Z, is not after effective_from",
    "recorded_at: yesterday, is no time",
    "recorded_at: 20260901, is no time",
    "recorded_at: -1e-5, is no time",
    "source: {grade: primry}, neither primary nor secondary",
    "currency: dollars, no currency code",
    "id: b, key 'id' stands twice"
  })
  void theHeadIsJudgedToo(String line, String reason) {
    String yaml = HEAD + line + "\nrates: [{model: m, prices: {input: 1}}]";

    assertThat(rejected(yaml).reason()).contains(reason);
    assertThat(rejected(yaml).line()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "just text",
        "a: b: c",
        "id: a\n---\nid: b",
        "id: !!java.io.File x",
        "? [a]\n: b",
        "a: *b",
        "a: &a [*a]",
        "\tid: a",
        "a: \u0000"
      })
  void textThatIsNoCardIsRejectedWithALine(String text) {
    assertThat(rejected(text).line()).isPositive();
  }

  @Test
  void nestedAliasesAndDeepNestingCostNothing() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String previous = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (previous + ", ").repeat(9) + previous + "]\n");
    }

    assertThat(rejected(bomb.toString()).reason()).contains("aliases counted as copies");
    assertThat(rejected("[".repeat(100_000)).reason()).contains("nested more than 50");
  }

  @Test
  void aByteOrderMarkIsNoContent() {
    String yaml = HEAD + "rates: [{model: m, prices: {input: 1}}]";

    assertThat(Cards.card("\uFEFF" + yaml)).isEqualTo(Cards.card(yaml));
  }

  @Test
  void anAliasStandsForWhatItNames() {
    RateCard card =
        Cards.card(HEAD + "rates: [{model: m, prices: &p {input: 1}}, {model: n, prices: *p}]");

    assertThat(card.entries().get(1).prices()).isEqualTo(card.entries().get(0).prices());
  }

  @Test
  void equalContentHasOneDigestHoweverItIsWritten() {
    RateCard one =
        Cards.card(HEAD + "rates: [{model: m, per: 10, prices: {input: 4.00, output: 1}}]");
    String other =
        "rates:\n- prices: {output: '1.0', input: 4}\n  model: m\n  per: 10\n"
            + "effective_from: '2026-09-01'\nid: a\nbiller: OpenAI\ncurrency: usd\n";
    RateCard changed =
        Cards.card(HEAD + "rates: [{model: m, per: 10, prices: {input: 4.01, output: 1}}]");

    assertThat(Cards.card(other).contentDigest()).isEqualTo(one.contentDigest());
    assertThat(changed.contentDigest()).isNotEqualTo(one.contentDigest());
  }

  @Test
  void aSecondFileOfOneIdIsARepeatOrAnErrorInWhateverOrder() {
    RateCard a = inFile("a.yaml", 1);
    RateCard repeat = inFile("b.yaml", 1);
    RateCard other = inFile("c.yaml", 2);

    RateCards.Distinct forward = RateCards.distinct(List.of(a, repeat, other));
    RateCards.Distinct backward = RateCards.distinct(List.of(other, repeat, a));

    assertThat(forward.cards()).containsExactly(a);
    assertThat(forward.conflicts()).extracting(InvalidRateCard::file).containsExactly("c.yaml");
    assertThat(backward).isEqualTo(forward);
  }

  private static RateCard inFile(String file, int price) {
    String yaml = HEAD + "rates: [{model: m, prices: {input: " + price + "}}]";
    return ((RateCardResult.Accepted) RateCardReader.read(yaml, file)).card();
  }

  private static InvalidRateCard rejected(String yaml) {
    RateCardResult result = RateCardReader.read(yaml, "bad.yaml");
    assertThat(result).isInstanceOf(RateCardResult.Rejected.class);
    InvalidRateCard problem = ((RateCardResult.Rejected) result).problem();
    assertThat(problem.file()).isEqualTo("bad.yaml");
    return problem;
  }
}
