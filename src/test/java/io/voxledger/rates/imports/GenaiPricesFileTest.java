package io.voxledger.rates.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxledger.measure.Meter;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateLookup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenaiPricesFileTest {
  private static ImportedRates read(String pulled, String... models) {
    return PriceFormat.GENAI_PRICES.read(
        "[{\"id\": \"openai\", \"models\": [" + String.join(",", models) + "]}]",
        new PulledFile("data.json", Instant.parse(pulled)));
  }

  private static String model(String id, String match, String prices) {
    return "{\"id\": \"%s\", \"match\": %s, \"prices\": %s}".formatted(id, match, prices);
  }

  private static String equal(String id) {
    return "{\"equals\": \"" + id + "\"}";
  }

  private static List<String> times(ImportedRates rates) {
    return rates.cards().stream()
        .map(RateCard::effective)
        .map(time -> time.from() + ".." + time.until().map(Instant::toString).orElse(""))
        .toList();
  }

  private static final String DATED =
      """
      [{"prices": {"input_mtok": 10}},
       {"constraint": {"start_date": "2026-06-10"}, "prices": {"input_mtok": 2}}]
      """;

  @Test
  void a_price_without_a_date_holds_from_the_pull_on() {
    ImportedRates rates =
        read("2026-09-01T06:00:00Z", model("m", equal("m"), "{\"input_mtok\": 2.5}"));
    assertThat(times(rates)).containsExactly("2026-09-01T06:00:00Z..");
    assertThat(rates.cards().get(0).recordedAt()).isEqualTo("2026-09-01T06:00:00Z");
  }

  @Test
  void dated_prices_hold_from_their_own_dates_also_before_the_pull() {
    assertThat(times(read("2026-09-01T06:00:00Z", model("m", equal("m"), DATED))))
        .containsExactly("1970-01-01T00:00:00Z..2026-06-10T00:00:00Z", "2026-06-10T00:00:00Z..");
  }

  @Test
  void before_a_date_that_is_still_to_come_the_undated_price_holds_from_the_pull_on() {
    assertThat(times(read("2026-05-01T06:00:00Z", model("m", equal("m"), DATED))))
        .containsExactly("2026-05-01T06:00:00Z..2026-06-10T00:00:00Z", "2026-06-10T00:00:00Z..");
  }

  @Test
  void a_number_beyond_all_bounds_costs_its_model_only() {
    ImportedRates rates =
        read(
            "2026-09-01T06:00:00Z",
            model(
                "odd",
                equal("odd"),
                "{\"input_mtok\": {\"base\": 1, \"tiers\": [{\"start\": 1e30, \"price\": 2}]}}"),
            model("m", equal("m"), "{\"input_mtok\": 2.5}"));
    assertThat(rates.priced()).isEqualTo(1);
    assertThat(rates.notSaid()).extracting(NotSaid::model).containsExactly("openai odd");
  }

  // pulled in September: 5 from then on; in October: 9, and 4 since August; z moved by five days
  @ParameterizedTest
  @CsvSource({
    "x, 2026-11-10, 2026-11-01, 4", // the newer pull says so, though it dates its price earlier
    "x, 2026-09-10, 2026-11-01, 4",
    "x, 2026-11-10, 2026-09-15, 5", // as known before the newer pull
    "z, 2026-10-22, 2026-11-01, 5",
    "z, 2026-10-22, 2026-09-15, 3",
    "z, 2026-10-26, 2026-11-01, 3"
  })
  void what_a_later_pull_says_takes_the_place_of_what_an_earlier_one_said(
      String name, String day, String knownAt, String price) {
    String since =
        "[{'prices': {'input_mtok': %s}}, {'constraint': {'start_date': '%s'}, 'prices': {'input_mtok': %s}}]"
            .replace('\'', '"');
    List<RateCard> cards = new ArrayList<>();
    cards.addAll(
        read(
                "2026-09-01T00:00:00Z",
                model("x", equal("x"), "{\"input_mtok\": 5}"),
                model("z", equal("z"), since.formatted("5", "2026-10-20", "3")))
            .cards());
    cards.addAll(
        read(
                "2026-10-01T00:00:00Z",
                model("x", equal("x"), since.formatted("9", "2026-08-01", "4")),
                model("z", equal("z"), since.formatted("5", "2026-10-25", "3")))
            .cards());
    RateBook book =
        RateBook.compile(cards, ExchangeRates.NONE, Instant.parse(knownAt + "T00:00:00Z"));
    Instant used = Instant.parse(day + "T00:00:00Z");

    RateLookup.Found found = (RateLookup.Found) book.find("openai", name, used);

    assertThat(found.rate().entry().prices().asMap().get(Meter.INPUT)).isEqualByComparingTo(price);
    assertThat(book.considered("openai", name, used).get(0).card()).isEqualTo(found.rate().card());
  }

  @Test
  void a_threshold_is_long_context_and_a_price_without_one_keeps_its_own() {
    RateEntry entry =
        read(
                "2026-09-01T06:00:00Z",
                model(
                    "m",
                    equal("m"),
                    """
                    {"input_mtok": {"base": 2.5, "tiers": [{"start": 272000, "price": 5}]},
                     "cache_read_mtok": 0.25}
                    """))
            .cards()
            .get(0)
            .entries()
            .get(0);
    assertThat(entry.longContext().orElseThrow().over()).isEqualTo(272_000);
    assertThat(entry.longContext().orElseThrow().prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("5"))
        .containsEntry(Meter.CACHE_READ, new BigDecimal("0.25"));
  }

  @Test
  void prices_by_hour_are_a_window_when_they_are_one_multiple_of_the_others() {
    String byHour =
        """
        [{"prices": {"input_mtok": 0.135, "output_mtok": 0.55}},
         {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"},
          "prices": {"input_mtok": 0.27, "output_mtok": 1.1}}]
        """;
    ImportedRates rates = read("2026-09-01T06:00:00Z", model("m", equal("m"), byHour));
    assertThat(rates.cards().get(0).entries().get(0).windows())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.code()).isEqualTo("00:30-16:30");
              assertThat(window.multiplier()).isEqualByComparingTo("2");
            });
    ImportedRates other =
        read("2026-09-01T06:00:00Z", model("m", equal("m"), byHour.replace("1.1", "1.2")));
    assertThat(other.cards()).isEmpty();
    assertThat(other.notSaid())
        .anySatisfy(
            thing -> {
              assertThat(thing.path()).isEqualTo("$[0].models[0].prices[1]");
              assertThat(thing.consequence()).isEqualTo(NotSaid.Consequence.MODEL_LEFT_OUT);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"equals": "a"} | a |
          {"starts_with": "gpt-4o-"} | gpt-4o-* |
          {"or": [{"equals": "a"}, {"starts_with": "b"}]} | a;b* |
          {"contains": "sonic"} | sonic* | $[0].models[0].match.contains
          {"ends_with": "flash"} | flash | $[0].models[0].match.ends_with
          {"or": [{"equals": "a"}, {"regex": "^b-[0-9]+$"}]} | a | $[0].models[0].match.or[1].regex
          {"and": [{"contains": "x"}, {"contains": "y"}]} | '' | $[0].models[0].match.and
          """)
  void match_clauses_become_names_and_prefixes_and_the_rest_is_named(
      String match, String names, String path) {
    ImportedRates rates = read("2026-09-01T06:00:00Z", model("m", match, "{\"input_mtok\": 1}"));
    assertThat(String.join(";", rates.cards().get(0).entries().get(0).aliases())).isEqualTo(names);
    if (path != null) {
      assertThat(rates.notSaid()).extracting(NotSaid::path).contains(path);
    }
  }

  @Test
  void a_name_belongs_to_the_first_model_whose_clause_matches_it() {
    ImportedRates rates =
        read(
            "2026-09-01T06:00:00Z",
            model("first", "{\"starts_with\": \"gpt\"}", "{\"input_mtok\": 1}"),
            model("second", equal("gpt-5"), "{\"input_mtok\": 2}"));
    assertThat(rates.cards().get(0).entries().get(0).aliases()).containsExactly("gpt*", "gpt-5");
    assertThat(rates.cards().get(0).entries().get(1).aliases()).isEmpty();
  }

  @Test
  void searches_have_no_meter_and_video_is_said_only_when_it_costs_what_an_image_costs() {
    ImportedRates rates =
        read(
            "2026-09-01T06:00:00Z",
            model(
                "m",
                equal("m"),
                "{\"input_mtok\": 1, \"input_image_mtok\": 3, \"input_video_mtok\": 3, \"web_searches_kcount\": 10}"),
            model("n", equal("n"), "{\"input_mtok\": 1, \"input_video_mtok\": 3}"));
    assertThat(rates.notSaid())
        .extracting(NotSaid::path)
        .containsExactly(
            "$[0].models[0].prices.web_searches_kcount", "$[0].models[1].prices.input_video_mtok");
  }

  @Test
  void a_bad_price_leaves_its_model_out_and_no_other() {
    ImportedRates rates =
        read(
            "2026-09-01T06:00:00Z",
            model("bad", equal("bad"), "{\"input_mtok\": \"much\"}"),
            model("good", equal("good"), "{\"input_mtok\": 1}"));
    assertThat(rates.priced()).isEqualTo(1);
    assertThat(rates.notSaid()).extracting(NotSaid::path).containsExactly("$[0].models[0]");
  }

  @Test
  void the_whole_file_is_read_in_seconds() {
    long start = System.nanoTime();
    ImportedRates rates = PriceFiles.genaiPrices("2026-08-21T00:00:00Z");
    System.out.printf(
        "genai-prices: %d of %d models priced, %d things named, %d ms%n",
        rates.priced(),
        rates.models(),
        rates.notSaid().size(),
        (System.nanoTime() - start) / 1_000_000);
    assertThat(rates.models()).isEqualTo(1_466);
    assertThat(rates.priced()).isEqualTo(1_303); // 162 list no price, one has two prices by hour
  }

  @Test
  void what_is_no_list_of_providers_is_refused() {
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> PriceFormat.GENAI_PRICES.read("{}", new PulledFile("f", Instant.EPOCH)))
        .withMessageContaining("list of providers");
  }
}
