package io.voxledger.sources.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.measure.Meter;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words, units, times and lines that readers of bills share. */
class BillTextsTest {

  @ParameterizedTest
  @CsvSource({
    "3, tokens, 3, tokens",
    "3, Token, 3, tokens",
    "3, 1000 Tokens, 3000, tokens",
    "3, 1000_tokens, 3000, tokens",
    "0.345678, 1000000 Tokens, 345678, tokens",
    "125.4, 1K tokens, 125400, tokens",
    "0.5, 1M_chars, 500000, characters",
    "7, Minutes, 420, seconds",
    "2, duration_hours, 7200, seconds",
    "301.27, gb, 301270000000, bytes",
    "3, Requests, 3, events",
    "1, month, 1, months",
    "0.64, 1K, 0.64, 1k",
    "3, GB-Hours, 3, gb-hours",
    "15230, Credits, 15230, credits",
    "-5, Seconds, -5, seconds",
  })
  void unitsBecomeOursOrStayAsTheyAreWritten(
      BigDecimal written, String unit, BigDecimal quantity, String ours) {
    assertThat(Units.convert(written, unit))
        .satisfies(
            converted -> {
              assertThat(converted.value()).isEqualByComparingTo(quantity);
              assertThat(converted.unit()).isEqualTo(ours);
            });
  }

  @Test
  void aQuantityThatNoTableHoldsIsRefused() {
    assertThatThrownBy(() -> Units.convert(new BigDecimal("1E13"), "gb"))
        .isInstanceOf(RowProblem.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Generate content input token count gemini 3.1 flash lite preview text, gemini-3.1-flash-lite-preview, INPUT_TEXT, ",
    "Generate content cached input token count gemini 3 pro short image, gemini-3-pro, CACHE_READ_IMAGE, ",
    "Generate content output token count gemini 3.8 flash lite tts text batch, gemini-3.8-flash-lite-tts, OUTPUT_TEXT, batch",
    "generate_content_input_token_count_gemini_2.5_flash, gemini-2.5-flash, INPUT, ",
    "Gemini 2.5 Pro Thinking Text Output - Predictions, gemini-2.5-pro, OUTPUT_TEXT, ",
    "Live API audio input token count gemini 3.1 flash live, gemini-3.1-flash-live, INPUT_AUDIO, ",
    "Live API audio input token count gemini 3.1 flash live (beta), , , ",
    "Gemini surcharge, , , ",
    "Cloud storage, , , ",
  })
  void aSkuOfGoogleIsUnderstoodWhollyOrNotAtAll(
      String text, String model, Meter meter, String tier) {
    GoogleSku sku = GoogleSku.parse(text);

    assertThat(sku.model().orElse(null)).isEqualTo(model);
    assertThat(sku.meter().orElse(null)).isEqualTo(meter);
    assertThat(sku.serviceTier().orElse(null)).isEqualTo(tier);
  }

  @Test
  void aCsvLineKnowsWhereItStandsAndBlankCellsAreAbsent() throws UnreadableFile {
    String text =
        "# a comment\r\na,b , c\r\n1,\"two\nlines\", \r\n\r\n# another\r\n\"x \"\"y\"\"\",2\r\n3\n";

    List<BillRow> rows = CsvRows.of(text, true);

    assertThat(rows)
        .extracting(BillRow::line, row -> row.content().get().fields().toString(), BillRow::text)
        .containsExactly(
            tuple(3L, "{a=1, b=two\nlines}", "1,\"two\nlines\","),
            tuple(7L, "{a=x \"y\", b=2}", "\"x \"\"y\"\"\",2"),
            tuple(8L, "{a=3}", "3"));
  }

  @Test
  void aBillersLineMayBeginWithTheSignOfAComment() throws UnreadableFile {
    assertThat(CsvRows.of("line_item,amount\n#42 onboarding,500\n", false))
        .extracting(BillRow::line, row -> row.content().get().fields().toString())
        .containsExactly(tuple(2L, "{line_item=#42 onboarding, amount=500}"));
  }

  @Test
  void aCsvLineWithMoreCellsThanItsHeaderIsNoRecordOfIt() throws UnreadableFile {
    List<BillRow> rows = CsvRows.of("a,b\n1,2,\n1,2,3\n", false);

    assertThat(rows.get(0).content().get().names()).containsExactly("a", "b");
    assertThatThrownBy(() -> rows.get(1).content().get()).isInstanceOf(RowProblem.class);
    assertThatThrownBy(() -> CsvRows.of("a,b\n1,\"2\n", false)).isInstanceOf(UnreadableFile.class);
    assertThat(CsvRows.of("", false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-03T00:00:00Z, 2026-10-03T00:00:00Z",
    "2024-01-01T00:00Z, 2024-01-01T00:00:00Z",
    "5/1/25, 2025-05-01T00:00:00Z",
    "12/31/2026, 2026-12-31T00:00:00Z",
    "31/12/2026, ",
    "2/30/26, ",
  })
  void timesOfFocusAreIsoOrMonthFirst(String text, Instant instant) {
    assertThat(FocusTime.parse(text).orElse(null)).isEqualTo(instant);
  }

  @Test
  void aRowHasOneNameWhateverFormatItIsIn() {
    String one =
        "{\"cost\":0.50,\"at\":\"2026-11-19T08:00:00Z\",\"none\":null,\"list\":[],\"in\":{\"x\":\"\"}}";
    String same = "{\"at\":\"2026-11-19 08:00:00 UTC\",\"cost\":\"5E-1\"}";
    String nanoseconds = "{\"at\":1795075200000000000,\"cost\":0.5}";

    assertThat(name(same)).isEqualTo(name(one)).isEqualTo(name(nanoseconds));
    assertThat(name("{\"at\":\"2026-11-19T08:00:00Z\",\"cost\":0.51}")).isNotEqualTo(name(one));
    assertThat(name("{\"a\":{\"b\":1}}")).isNotEqualTo(name("{\"b\":{\"a\":1}}"));
  }

  private static String name(String row) {
    return Fingerprint.of(JsonDocument.object(row));
  }
}
