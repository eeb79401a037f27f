package io.voxledger.sources.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a row only what the contract names is kept: all else may be about a person, or a secret. */
class OnlyWhatIsNamedIsKeptTest {
  private static final Path LANDING = Path.of("src/main/resources/sample/landing/usage");
  private static final String MARK = "ZZ-private-ZZ";

  /** Keys that vendors, or people who write to the landing area, might put anywhere. */
  private static final Map<String, String> PRIVATE =
      Map.of(
          "note", "\"ZZ-private-ZZ\"",
          "transcript", "\"ZZ-private-ZZ\"",
          "chat_history", "{\"items\":[{\"content\":[\"ZZ-private-ZZ\"]}]}",
          "email", "\"ZZ-private-ZZ@example.org\"",
          "instructions", "\"ZZ-private-ZZ\"",
          "api_key", "\"sk-ZZ-private-ZZ-0123456789\"",
          "headers", "{\"authorization\":\"Bearer ZZ-private-ZZ\"}");

  private static final Set<String> OF_A_PERSON =
      Set.of("identity", "participantIdentity", "participantName");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @EnumSource(UsageSource.class)
  void whatHasNoNameHereIsNotKept(UsageSource source) throws IOException {
    int accepted = 0;
    for (String row : rows(source)) {
      RowOutcome before = Rows.read(source, row);
      RowOutcome after = Rows.read(source, marked(row));
      if (before instanceof RowOutcome.Quarantined) {
        continue;
      }
      assertThat(Rows.told(after)).as(row).isEqualTo(Rows.told(before));
      assertThat(after.toString()).as(row).doesNotContain(MARK);
      accepted += after instanceof RowOutcome.Accepted ? 1 : 0;
    }
    assertThat(accepted).isPositive();
  }

  @Test
  void aRoomNamedByItsCallerIsKeptWithoutTheNumber() {
    String row =
        Rows.envelope(
            "\"room\":\"call-_+15105550100_x\",",
            "{\"type\":\"llm_metrics\",\"timestamp\":1790085606,\"prompt_tokens\":5}");

    RowOutcome outcome = Rows.read(UsageSource.LIVEKIT_AGENT_METRICS, row);

    assertThat(outcome.toString()).contains("call-_[phone]_x").doesNotContain("15105550100");
  }

  @Test
  void rowsAreStillOrderedByTheirTextWhereItHoldsOnlyWhatIsNamed() {
    String row =
        Rows.envelope(
            "\"room\":\"acme-1\",",
            "{\"type\":\"llm_metrics\",\"timestamp\":1790085606,\"prompt_tokens\":5}");

    assertThat(Rows.accepted(UsageSource.LIVEKIT_AGENT_METRICS, row).rank().tieText()).isPresent();
  }

  private static String marked(String row) throws IOException {
    JsonNode document = JSON.readTree(row);
    mark(document);
    return JSON.writeValueAsString(document);
  }

  private static void mark(JsonNode node) throws IOException {
    for (JsonNode child : node) {
      mark(child);
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        String key = field.getKey();
        if (OF_A_PERSON.contains(key)) { // by its prefix the identity tells agents and callers
          object.put(key, field.getValue().textValue() + MARK);
        }
        if (key.equals("quantities")) { // a key without a meaning is an error there
          ((ObjectNode) field.getValue()).remove(PRIVATE.keySet());
        }
        if (key.equals("participant") && field.getValue() instanceof ObjectNode person) {
          person.put("name", MARK).put("metadata", MARK);
        }
      }
      for (Map.Entry<String, String> field : new TreeMap<>(PRIVATE).entrySet()) {
        object.set(field.getKey(), JSON.readTree(field.getValue()));
      }
    }
  }

  private static List<String> rows(UsageSource source) throws IOException {
    try (Stream<Path> files = Files.walk(LANDING.resolve(source.folder()))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .flatMap(OnlyWhatIsNamedIsKeptTest::rows)
          .filter(OnlyWhatIsNamedIsKeptTest::isObject)
          .toList();
    }
  }

  private static Stream<String> rows(Path file) {
    try (InputStream stored = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return file.toString().endsWith(".json") ? Stream.of(text) : text.lines();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isObject(String row) {
    try {
      return JSON.readTree(row).isObject();
    } catch (IOException broken) {
      return false;
    }
  }
}
