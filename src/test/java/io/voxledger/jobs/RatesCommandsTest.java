package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rates commands print, on a landing area with a card and without Spark. */
class RatesCommandsTest {
  private static final String CARD =
      """
      id: card-1
      biller: acme
      effective_from: 2026-09-01
      source: {url: "https://acme.example/prices", checked: 2026-09-01, grade: primary}
      rates:
        - model: gpt-x
          per: 1000000
          prices: {input: 2, output: 8}
          long_context: {over: 1000, prices: {input: 4}}
          tiers: {flex: {multiplier: 0.5}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void landing() throws IOException {
    write("voxledger.yaml", "landing: file:landing\n");
    write("landing/rates/rate-card/one.yaml", CARD);
    write(
        "landing/rates/rate-card/two.yaml",
        """
        id: card-2
        biller: acme
        effective_from: 2026-10-01
        rates: [{model: gpt-x, per: 1000, prices: {input: 0.001, output: 0.008}}]
        """);
  }

  @Test
  void listShowsWhatIsInForceAtATime() {
    JsonNode september = run("list", "--at", "2026-09-15").get("rates");
    assertThat(texts(september, "meter", "service_tier", "context_band", "price"))
        .containsExactly(
            "input default base 2",
            "output default base 8",
            "input default long 4",
            "input flex base 1.0",
            "output flex base 4.0",
            "input flex long 2.0");
    assertThat(texts(run("list", "--at", "2026-10-15").get("rates"), "card_id", "price"))
        .containsExactly("card-2 0.001", "card-2 0.008");
    assertThat(run("list", "--at", "2026-08-15").get("rates")).isEmpty();
  }

  @Test
  void showIsTheHistoryOfAModel() {
    JsonNode history = run("show", "GPT-X", "--at", "2026-10-15").get("history");
    assertThat(texts(history, "card_id", "verdict").stream().distinct())
        .containsExactly("card-1 another card is effective later", "card-2 applies");
  }

  /** Whatever else decides what is paid stands beside the price. */
  @Test
  void showTellsRoundingRegionsAndHours() throws IOException {
    write(
        "landing/rates/rate-card/line.yaml",
        """
        id: line
        biller: acme
        effective_from: 2026-09-01
        rates:
          - model: line
            prices: {sip_seconds: 0.001}
            increment: 15
            minimum: 30
            regions: {eu: {multiplier: 1.1}}
            windows: [{utc: "16:30-00:30", multiplier: 0.5}]
        """);
    assertThat(texts(run("show", "line", "--at", "2026-09-15").get("history"), "terms"))
        .containsExactly(
            "billed in steps of 15; at least 30 are billed; × 1.1 in eu; × 0.5 at 16:30-00:30 UTC");
    assertThat(
            texts(
                run("show", "gpt-x", "--at", "2026-09-15").get("history"),
                "context_band",
                "over_tokens",
                "inclusive"))
        .contains("base null null", "long 1000 false");
  }

  @Test
  void diffComparesTwoTimesUnitByUnit() {
    JsonNode model =
        run("diff", "2026-10-15", "2026-09-15", "--biller", "acme").get("models").get(0);
    // 0.001 ÷ 1,000 against 2 ÷ 1,000,000, and 0.008 ÷ 1,000 against 8 ÷ 1,000,000
    assertThat(texts(model.get("meters"), "meter", "ratio"))
        .containsExactly("input 0.5", "output 1.0");
  }

  @Test
  void diffOfInferenceAndOpenAiKnowsTheBuiltInCards() {
    JsonNode diff = run("diff", "livekit", "openai", "--at", "2026-11-20");
    assertThat(texts(diff.get("models"), "model", "ratio"))
        .contains("gpt-5.4 2.0", "gpt-5.5 2.0", "gpt-5.4-mini 1.0", "gpt-5.4-nano 1.0");
  }

  @Test
  void aSideIsOfCardsInForceWhereThereAreAny() throws IOException {
    write(
        "landing/rates/rate-card/own.yaml",
        """
        id: own
        biller: openai
        effective_from: 2026-09-01
        rates: [{model: gpt-5.4, per: 1000000, prices: {input: 5}}]
        """);
    JsonNode diff = run("diff", "livekit", "openai", "--at", "2026-11-20");
    // LiveKit's list says 5 as well, the built-in card of OpenAI 2.5
    assertThat(texts(diff.get("models").get(0).get("meters"), "meter", "ratio"))
        .containsExactly("input 1.0");
    assertThat(texts(diff.get("models"), "model")).containsExactly("gpt-5.4");
  }

  @Test
  void importLaysTheFileDownBelowItsPullAndNamesWhatItCannotSay() throws IOException {
    Path map =
        write(
            "map.json",
            """
            {"m": {"litellm_provider": "acme", "input_cost_per_token": 1e-06, "ocr_cost_per_page": 1}}
            """);
    JsonNode done = run("import", "litellm", map.toString(), "--pulled", "2026-09-05T06:00:00Z");
    assertThat(done.get("priced").asInt()).isEqualTo(1);
    assertThat(texts(done.get("not_said"), "path", "consequence"))
        .containsExactly("$['m'].ocr_cost_per_page rest_is_used");
    Path laid = folder.resolve("landing/rates/litellm/pulled=2026-09-05T060000Z/map.json");
    assertThat(laid).hasSameTextualContentAs(map);
    try (Stream<Path> beside = Files.list(laid.getParent())) {
      assertThat(beside).containsExactly(laid);
    }
    assertThat(
            texts(run("list", "--source", "litellm", "--at", "2026-09-06").get("rates"), "model"))
        .containsExactly("m");
  }

  @Test
  void aDryRunLaysNothingDownAndAWrongFileIsNamed() throws IOException {
    Path map =
        write(
            "map.json",
            "{\"m\": {\"litellm_provider\": \"acme\", \"input_cost_per_token\": 1e-06}}");
    assertThat(run("import", "litellm", map.toString(), "--dry-run").get("laid_down_at").isNull())
        .isTrue();
    assertThat(folder.resolve("landing/rates/litellm")).doesNotExist();
    Invocation wrong = invoke("import", "genai-prices", map.toString());
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.err()).contains("map.json").contains("list of providers");
  }

  @ParameterizedTest
  @CsvSource({
    "prices.txt,     ends in .json or .csv",
    "prices.parquet, ends in .json or .csv",
    "_prices.json,   begin with _",
    ".prices.json,   begin with _",
    "prices.json.gz, no night could read it",
    "latin.json,     not UTF-8",
  })
  void whatNoNightWouldReadIsNotLaidDown(String name, String why) throws IOException {
    Path list = write(name, "");
    Files.write(list, "{\"m\u00e4\": {}}".getBytes(StandardCharsets.ISO_8859_1));

    Invocation refused = invoke("import", "litellm", list.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(name, why);
    assertThat(folder.resolve("landing/rates/litellm")).doesNotExist();
  }

  @Test
  void aPackedListIsReadAsANightWould() throws IOException {
    Path list = folder.resolve("map.json.zst");
    String text = "{\"m\": {\"litellm_provider\": \"acme\", \"input_cost_per_token\": 1e-06}}";
    Files.write(list, Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));

    assertThat(run("import", "litellm", list.toString()).get("priced").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"genai-prices, []", "litellm, {}"})
  void aFileWithoutAnyModelIsRefusedAndNotLaidDown(String source, String text) throws IOException {
    Invocation empty = invoke("import", source, write("empty.json", text).toString());

    assertThat(empty.exitCode()).isNotZero();
    assertThat(empty.err()).contains("empty.json").contains(source);
    assertThat(folder.resolve("landing/rates/" + source)).doesNotExist();
  }

  private JsonNode run(String... arguments) {
    Invocation done = invoke(arguments);
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done.json();
  }

  private Invocation invoke(String... arguments) {
    List<String> line = new ArrayList<>(List.of("rates"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--json", "--conf", folder.resolve("voxledger.yaml").toString()));
    return Invocation.of(line.toArray(String[]::new));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> texts(JsonNode rows, String... fields) {
    List<String> texts = new ArrayList<>();
    for (JsonNode row : rows) {
      StringBuilder text = new StringBuilder();
      for (String field : fields) {
        text.append(text.isEmpty() ? "" : " ").append(row.path(field).asText());
      }
      if (!text.toString().isBlank()) {
        texts.add(text.toString());
      }
    }
    return texts;
  }
}
