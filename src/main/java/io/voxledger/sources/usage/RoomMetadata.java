package io.voxledger.sources.usage;

import io.voxledger.screening.RowProblem;
import io.voxledger.sources.PersonalData;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The metadata of a room: any text; where it is a JSON object, its keys say whom the room belongs
 * to.
 */
final class RoomMetadata {
  private static final Pattern PERSONAL_KEY =
      Pattern.compile("(?i).*(?:phone|e-?mail|mobile|caller|callee).*", Pattern.DOTALL);

  private RoomMetadata() {}

  /**
   * Text and numbers under the top-level keys, without e-mail addresses and phone numbers; empty
   * when it is no object.
   */
  static Map<String, String> read(JsonValue room) {
    String metadata = Fields.text(room.field("metadata")).orElse("");
    if (metadata.indexOf('{') < 0) {
      return Map.of();
    }
    byte[] utf8 = metadata.getBytes(StandardCharsets.UTF_8);
    JsonTape tape = room.nestedTape();
    try {
      tape.read(utf8, 0, utf8.length);
    } catch (RowProblem noJson) {
      return Map.of();
    }
    Map<String, String> kept = new TreeMap<>();
    tape.root()
        .fields()
        .forEach((key, value) -> value.text().ifPresent(text -> keep(kept, key, text)));
    return kept;
  }

  private static void keep(Map<String, String> kept, String key, String text) {
    boolean personal =
        PERSONAL_KEY.matcher(key).matches() || PersonalData.isIn(key) || PersonalData.isIn(text);
    if (!personal) {
      kept.put(key, text);
    }
  }
}
