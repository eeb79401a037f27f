package io.voxledger.sources.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTapeTest {
  private final JsonTape tape = new JsonTape();

  private JsonValue read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    tape.read(bytes, 0, bytes.length);
    return tape.root();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "}",
        "{}}",
        "{} {}",
        "{}x",
        "{\"a\":1,}",
        "{a:1}",
        "[1",
        "nul",
        "01",
        "1 2",
        "{\"a\"}",
        "\"\t\"",
        "{}\u0000",
        "\u0000\u0000\u0000{",
        "{\u0000\"a\":1}",
        "NaNa",
        "+1"
      })
  void whatIsNotOneDocumentIsMalformed(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            RowProblem.class,
            problem -> assertThat(problem.reason()).isEqualTo(Reason.MALFORMED_JSON));
  }

  @Test
  void nestingBeyondTheLimitIsMalformed() {
    String deep = "[".repeat(JsonTape.MAX_DEPTH) + "]".repeat(JsonTape.MAX_DEPTH);
    assertThat(read(deep).canonicalText()).isEqualTo(deep);
    assertThatThrownBy(() -> read("[" + deep + "]")).isInstanceOf(RowProblem.class);
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(RowProblem.class);
  }

  @Test
  void aTapeForgetsTheRowBefore() {
    read("{\"a\":{\"b\":[1,2,3]},\"c\":\"x\"}").digest();
    assertThatThrownBy(() -> read("{\"broken\":")).isInstanceOf(RowProblem.class);
    JsonValue root = read("{\"c\":7}");
    assertThat(root.field("a").isAbsent()).isTrue();
    assertThat(root.field("c").text()).contains("7");
    assertThat(root.canonicalText()).isEqualTo("{\"c\":7}");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"b\" : 1 , \"a\" : [ 1.50 , 1E+2 , -0 ] }|{\"a\":[1.50,1E+2,-0],\"b\":1}",
        "{\"a\":1,\"b\":2,\"a\":3}|{\"a\":3,\"b\":2}",
        "{\"a\":{\"z\":1,\"a\":2}}|{\"a\":{\"a\":2,\"z\":1}}",
        "\"\\u0041\\/\\n\\u001f\\\"\\\\\"|\"A/\\n\\u001f\\\"\\\\\"",
        "{\"\\u00e9\":1,\"z\":2}|{\"z\":2,\"é\":1}",
        "\"\\ud83d\\ude00\"|\"😀\"",
        "\"\\ud83d\"|\"\\ud83d\"",
        "[true,false,null,NaN]|[true,false,null,NaN]",
        "{}|{}",
        "[]|[]",
        "{\"\":\"\"}|{\"\":\"\"}",
      })
  void canonicalForm(String json, String expected) {
    assertThat(read(json).canonicalText()).isEqualTo(expected);
  }

  @Test
  void keysAreSortedByCodePoint() {
    // U+FF5E stands before U+1F600, though its UTF-16 unit is greater than a surrogate
    assertThat(read("{\"\\ud83d\\ude00\":1,\"\\uff5e\":2}").canonicalText())
        .isEqualTo("{\"～\":2,\"😀\":1}");
  }

  @Test
  void canonicalFormAgreesWithAnotherParser() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Random random = new Random(20260901);
    for (int i = 0; i < 500; i++) {
      String json = value(random, 0);
      JsonValue root = read(json);
      assertThat(root.canonicalText()).isEqualTo(canonical(mapper.readTree(json), mapper));
      byte[] sha =
          MessageDigest.getInstance("SHA-256")
              .digest(root.canonicalText().getBytes(StandardCharsets.UTF_8));
      assertThat(root.digest()).isEqualTo(HexFormat.of().formatHex(sha, 0, 16));
    }
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> String.valueOf(random.nextInt(100_000) - 50_000);
      case 1 -> "\"" + text(random) + "\"";
      case 2 -> random.nextBoolean() ? "true" : "null";
      case 3 -> "\"" + "x".repeat(random.nextInt(300)) + "\"";
      case 4 -> joined(random, depth, "[", "]", false);
      default -> joined(random, depth, "{", "}", true);
    };
  }

  private static String joined(Random random, int depth, String open, String close, boolean keys) {
    List<String> parts = new ArrayList<>();
    int count = random.nextInt(20) == 0 ? 80 : random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String key = keys ? "\"" + text(random) + random.nextInt(50) + "\":" : "";
      parts.add(key + value(random, count > 20 ? 4 : depth + 1));
    }
    return open + String.join(random.nextBoolean() ? "," : " , ", parts) + close;
  }

  private static String text(Random random) {
    String[] pieces = {"a", "Z", "_", "é", "～", "😀", "\\n", "\\u0007", "\\\"", "\\\\", "\\u00fc"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pieces[random.nextInt(random.nextBoolean() ? 3 : pieces.length)]);
    }
    return text.toString();
  }

  private static String canonical(JsonNode node, ObjectMapper mapper) throws Exception {
    List<String> parts = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode child : node) {
        parts.add(canonical(child, mapper));
      }
      return "[" + String.join(",", parts) + "]";
    }
    if (!node.isObject()) {
      return mapper.writeValueAsString(node);
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    names.sort(
        Comparator.comparing(
            name -> HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8))));
    for (String name : names) {
      parts.add(mapper.writeValueAsString(name) + ":" + canonical(node.get(name), mapper));
    }
    return "{" + String.join(",", parts) + "}";
  }

  @ParameterizedTest(name = "{0} at scale {1} is {2}")
  @CsvSource({
    "0,6,0",
    "12,6,12000000",
    "-12,6,-12000000",
    "5.05,6,5050000",
    "1.0000005,6,",
    "1.5,0,",
    "1e3,6,",
    ".5,6,",
    "5.,6,",
    "123456789012,6,123456789012000000",
    "1234567890123,6,",
    "-,6,",
    "1.2.3,6,",
    "4283,3,4283000"
  })
  void plainDecimals(String text, int scale, Long expected) {
    OptionalLong wanted = expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
    assertThat(read("\"" + text + "\"").plainDecimal(scale)).isEqualTo(wanted);
  }

  @Test
  void whatIsNotThereIsAbsentAllTheWayDown() {
    JsonValue missing = read("{\"a\":null}").field("x").field("y");
    assertThat(missing.isAbsent()).isTrue();
    assertThat(missing.text()).isEmpty();
    assertThat(missing.items()).isEmpty();
    assertThat(missing.fields()).isEmpty();
    assertThat(tape.root().field("a").isAbsent()).isTrue();
    assertThat(tape.root().field("x", "a").type()).isEqualTo(JsonType.NULL);
  }

  @Test
  void aHugeRowDoesNotStayInMemoryForever() {
    StringBuilder big = new StringBuilder("[");
    for (int i = 0; i < 200_000; i++) {
      big.append("\"0123456789\",");
    }
    assertThat(read(big.append("1]").toString()).items()).hasSize(200_001);
    assertThat(read("{\"a\":1}").canonicalText()).isEqualTo("{\"a\":1}");
  }
}
