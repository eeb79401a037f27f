package io.voxledger.sources.bills;

import static io.voxledger.sources.bills.Bills.file;
import static io.voxledger.sources.bills.Bills.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.screening.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiCostsReaderTest {
  private static final BillNames ACCOUNTS = Bills.names(Map.of("openai", "proj_settings"));
  private static final String RESULT =
      "{\"object\":\"organization.costs.result\",\"amount\":{\"value\":1.5,\"currency\":\"usd\"},"
          + "\"line_item\":\"gpt-5.4, input\",\"project_id\":\"proj_a\",\"quantity\":3}";

  @Test
  void aPageAsOpenAiSendsItIsRead() {
    BillReading reading = read("openai_costs.observed.json");

    BillPage page = reading.pages().get(0);
    assertThat(reading.bad()).isEmpty();
    assertThat(page.hasMore()).isFalse();
    assertThat(page.buckets())
        .extracting(BillBucket::period, bucket -> bucket.lines().size())
        .containsExactly(
            tuple(days("2026-06-14", "2026-06-15"), 3), tuple(days("2026-06-15", "2026-06-16"), 0));
    assertThat(page.buckets().get(0).lines())
        .extracting(l -> l.amountOriginal().toPlainString(), l -> l.meter().get(), BillLine::scope)
        .containsExactly(
            tuple("0.000000000000000000", Meter.CACHE_READ, "org-x"), // "0E-6176"
            tuple("0.000004500000000000", Meter.INPUT, "org-x"),
            tuple("0.000034200000000000", Meter.OUTPUT, "org-x"));
    assertThat(page.buckets().get(0).lines())
        .allSatisfy(
            line -> {
              assertThat(line.model()).contains("gpt-4o-mini-2024-07-18");
              assertThat(line.account()).isEqualTo("proj_x");
              assertThat(line.currency()).isEqualTo("USD");
            });
  }

  @Test
  void amountsMayBeNumbersOrTextOfEitherSignAndUnitsAreConverted() {
    List<BillLine> lines =
        read("openai_costs.page1.synthetic.json").pages().get(0).buckets().get(0).lines();

    assertThat(lines).hasSize(9);
    BillLine whisper = lines.get(6);
    assertThat(whisper.model()).contains("whisper-1");
    assertThat(whisper.meter()).isEmpty();
    assertThat(whisper.quantity())
        .contains(new BilledQuantity(new BigDecimal("12.000000"), "seconds"));
    BillLine nameless = lines.get(8);
    assertThat(nameless.amount()).isEqualByComparingTo("-1.25");
    assertThat(nameless.lineItem()).isEmpty();
    assertThat(nameless.category()).isEqualTo(BillCategory.CREDIT);
    assertThat(whisper.category()).isEqualTo(BillCategory.USAGE);
    assertThat(nameless.quantity()).isEmpty();
    assertThat(nameless.account()).isEqualTo("proj_settings");
  }

  @ParameterizedTest
  @CsvSource({
    "tokens, 3.000000, tokens",
    "1000_tokens, 3000.000000, tokens",
    "characters, 3.000000, characters",
    "duration_seconds, 3.000000, seconds",
    "duration_minutes, 180.000000, seconds",
    "duration_hours, 10800.000000, seconds",
    "images, 3.000000, images",
    "gibibyte_hours, 3.000000, gibibyte_hours",
  })
  void quantitiesCountInOurUnitsWhereTheUnitIsOneOfThem(
      String unit, BigDecimal quantity, String ours) {
    String result =
        RESULT.replace("\"quantity\"", "\"quantity_unit\":\"" + unit + "\",\"quantity\"");
    assertThat(onlyLine(file("p.json"), page(result)).quantity())
        .contains(new BilledQuantity(quantity, ours));
  }

  @Test
  void withoutAUnitTokensAreCounted() {
    assertThat(onlyLine(file("p.json"), page(RESULT)).quantity().get().unit()).isEqualTo("tokens");
  }

  @Test
  void theAccountIsTheProjectElseTheFoldersElseTheSettings() {
    String nameless = page(RESULT.replace("\"proj_a\"", "null"));
    BillFile inFolder = file("p.json", Optional.empty(), Optional.of("proj_folder"));

    assertThat(onlyLine(file("p.json"), page(RESULT)).account()).isEqualTo("proj_a");
    assertThat(onlyLine(inFolder, nameless).account()).isEqualTo("proj_folder");
    assertThat(onlyLine(file("p.json"), nameless).account()).isEqualTo("proj_settings");
    BillReading withoutSettings =
        Bills.read(new OpenAiCostsReader(), file("p.json"), nameless, Bills.names(Map.of()));
    assertThat(withoutSettings.pages().get(0).buckets().get(0).lines().get(0).account())
        .isEqualTo("default");
  }

  @Test
  void theScopeIsTheFoldersAccountElseTheOrganisationElseTheAccount() {
    String ofOrganisation =
        page(RESULT.replace("{\"object\"", "{\"organization_id\":\"org\",\"object\""));
    BillFile inFolder = file("p.json", Optional.empty(), Optional.of("proj_folder"));

    assertThat(onlyLine(inFolder, ofOrganisation).scope()).isEqualTo("proj_folder");
    assertThat(onlyLine(file("p.json"), ofOrganisation).scope()).isEqualTo("org");
    assertThat(onlyLine(file("p.json"), page(RESULT)).scope()).isEqualTo("proj_a");
  }

  @Test
  void linesOfAJsonlFileArePagesAndABadOneIsSetAside() {
    String good = page(RESULT);
    String text = "\uFEFF" + good + "\n\n{oops\n" + good.replace("false", "true") + "\n";

    BillReading reading = Bills.read(new OpenAiCostsReader(), file("p.jsonl"), text, ACCOUNTS);

    assertThat(reading.rowsRead()).isEqualTo(3);
    assertThat(reading.pages())
        .extracting(p -> p.origin().line(), BillPage::hasMore)
        .containsExactly(tuple(1L, false), tuple(4L, true));
    assertThat(reading.bad())
        .extracting(BillReading.BadRow::line, BillReading.BadRow::reason, BillReading.BadRow::text)
        .containsExactly(tuple(3L, Reason.MALFORMED_JSON, "{oops"));
    assertThat(reading.isDamaged()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"value\":1.5          | \"value\":\"one\"                 | BAD_MONEY",
        "\"value\":1.5          | \"value\":true                    | BAD_MONEY",
        "\"value\":1.5          | \"value\":{}                      | BAD_MONEY",
        "\"value\":1.5          | \"value\":\"\"                    | BAD_MONEY",
        "\"value\":1.5          | \"value\":\"1E-6176\"             | NUMBER_OUT_OF_RANGE",
        "\"value\":1.5          | \"value\":1E+999999999            | NUMBER_OUT_OF_RANGE",
        "\"value\":1.5          | \"value\":\"NaN\"                 | NUMBER_OUT_OF_RANGE",
        "\"value\":1.5          | \"value\":NaN                     | NUMBER_OUT_OF_RANGE",
        "\"value\":1.5          | \"value\":1e16                    | NUMBER_OUT_OF_RANGE",
        "\"value\":1.5          | \"value\":null                    | MISSING_FIELD",
        "\"usd\"                | \"credits\"                       | UNKNOWN_CURRENCY",
        "\"usd\"                | null                              | MISSING_FIELD",
        "\"amount\"             | \"other\"                         | MISSING_FIELD",
        "\"quantity\":3         | \"quantity\":\"many\"             | NOT_A_NUMBER",
        "\"quantity\":3         | \"quantity\":false                | NOT_A_NUMBER",
        "\"quantity\":3         | \"quantity\":-1                   | NEGATIVE_QUANTITY",
        "\"quantity\":3         | \"quantity\":1e14                 | NUMBER_OUT_OF_RANGE",
        "organization.costs.result | organization.usage.completions.result | UNKNOWN_TYPE",
        "\"page\"               | \"list\"                          | UNKNOWN_TYPE",
        "\"start_time\":1788220800 | \"start_time\":\"yesterday\"   | BAD_TIMESTAMP",
        "\"start_time\":1788220800 | \"start_time\":true            | BAD_TIMESTAMP",
        "\"start_time\":1788220800 | \"start_time_iso\":\"2026-09-01\" | MISSING_FIELD",
        "\"end_time\":1788307200 | \"end_time\":1788220800          | BAD_TIMESTAMP",
        "\"results\":[          | \"results\":[7,                   | NOT_AN_OBJECT",
        "\"results\"            | \"result\"                        | MISSING_FIELD",
        "\"data\"               | \"dates\"                         | MISSING_FIELD",
        "\"has_more\":false     | \"has_more\":\"false\"            | MISSING_FIELD",
      })
  void oneBadValueQuarantinesThePage(String good, String bad, Reason reason) {
    String broken = page(RESULT).replace(good, bad);

    BillReading reading = Bills.read(new OpenAiCostsReader(), file("p.json"), broken, ACCOUNTS);

    assertThat(reading.pages()).isEmpty();
    assertThat(reading.bad())
        .singleElement()
        .satisfies(row -> assertThat(row.reason()).as(row.detail()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]|NOT_AN_OBJECT", "7|NOT_AN_OBJECT", "{} {}|MALFORMED_JSON", "{|MALFORMED_JSON"})
  void aDocumentThatIsNoObjectIsQuarantined(String text, Reason reason) {
    assertThat(Bills.read(new OpenAiCostsReader(), file("p.json"), text, ACCOUNTS).bad())
        .extracting(BillReading.BadRow::reason)
        .containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0E-6176", "-0.00E-6176", "0E+999999999"})
  void aHugeExponentOfZeroIsZero(String zero) {
    String text = page(RESULT.replace("1.5", "\"" + zero + "\""));
    assertThat(onlyLine(file("p.json"), text).amount()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "page1.json, 1",
    "page_12.json.gz, 12",
    "costs-page-3.json, 3",
    "homepage3.json, ",
    "costs_2026-09-01.json, ",
    "page1.jsonl, ",
  })
  void aFilesNameMayNumberThePage(String name, Integer number) {
    BillPage page =
        Bills.read(new OpenAiCostsReader(), file("x/" + name), page(RESULT), ACCOUNTS)
            .pages()
            .get(0);
    assertThat(page.number())
        .isEqualTo(number == null ? OptionalInt.empty() : OptionalInt.of(number));
  }

  private static BillReading read(String resource) {
    return Bills.read(new OpenAiCostsReader(), file("p.json"), text(resource), ACCOUNTS);
  }

  private static BillLine onlyLine(BillFile file, String text) {
    BillReading reading = Bills.read(new OpenAiCostsReader(), file, text, ACCOUNTS);
    assertThat(reading.bad()).isEmpty();
    return reading.pages().get(0).buckets().get(0).lines().get(0);
  }

  private static String page(String result) {
    return "{\"object\":\"page\",\"has_more\":false,\"next_page\":null,\"data\":[{\"object\":"
        + "\"bucket\",\"start_time\":1788220800,\"end_time\":1788307200,\"results\":["
        + result
        + "]}]}";
  }

  private static BillPeriod days(String first, String after) {
    return new BillPeriod(Instant.parse(first + "T00:00:00Z"), Instant.parse(after + "T00:00:00Z"));
  }
}
