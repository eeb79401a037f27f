package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.UNKNOWN_TYPE;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.measure.Kind;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.Flag;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a report's item is about. Python before 1.8.9 drops the item's {@code type}, but not in the
 * events beside it.
 *
 * @param kind empty when nobody bills the like
 * @param flag {@code type_inferred} where the fields had to tell
 */
record ReportItemType(Optional<Kind> kind, Optional<Flag> flag) {
  private static final List<String> TOKEN_FIELDS =
      List.of(
          "input_tokens",
          "input_cached_tokens",
          "input_cache_creation_tokens",
          "input_audio_tokens",
          "input_cached_audio_tokens",
          "input_text_tokens",
          "input_cached_text_tokens",
          "input_image_tokens",
          "input_cached_image_tokens",
          "output_tokens",
          "output_audio_tokens",
          "output_text_tokens",
          "output_image_tokens",
          "output_reasoning_tokens",
          "session_duration");
  private static final Set<String> OTHER_FIELDS =
      Set.of("type", "provider", "model", "total_requests", "characters_count", "audio_duration");

  static ReportItemType of(JsonValue item, JsonValue report) {
    return text(item.field("type"))
        .or(() -> typeInLastEvent(item, report))
        .map(type -> new ReportItemType(kindOf(type), Optional.empty()))
        .orElseGet(() -> inferred(item));
  }

  private static Optional<Kind> kindOf(String type) {
    return switch (type) {
      case "llm_usage" -> Optional.of(Kind.LLM);
      case "stt_usage" -> Optional.of(Kind.STT);
      case "tts_usage" -> Optional.of(Kind.TTS);
      case "interruption_usage", "eot_usage" -> Optional.empty();
      default ->
          throw new RowProblem(
              UNKNOWN_TYPE, "usage of type '" + type + "' is not known; it may cost money");
    };
  }

  /**
   * The one type that items of the same provider and model have in the last cumulative event, by
   * position.
   */
  private static Optional<String> typeInLastEvent(JsonValue item, JsonValue report) {
    List<JsonValue> events = report.field("events").items();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).field("type").is("session_usage_updated")) {
        return onlyType(item, events.get(i).field("usage").field("model_usage").items());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> onlyType(JsonValue item, List<JsonValue> snapshot) {
    Set<String> types = new HashSet<>();
    for (JsonValue other : snapshot) {
      if (same(item, other, "provider") && same(item, other, "model")) {
        types.add(text(other.field("type")).orElse(""));
      }
    }
    return types.size() == 1
        ? types.stream().filter(t -> !t.isEmpty()).findFirst()
        : Optional.empty();
  }

  private static boolean same(JsonValue item, JsonValue other, String name) {
    return text(item.field(name)).equals(text(other.field(name)));
  }

  private static ReportItemType inferred(JsonValue item) {
    Optional<Kind> kind = Optional.empty();
    if (isAboveZero(item, "characters_count")) {
      kind = Optional.of(Kind.TTS);
    } else if (TOKEN_FIELDS.stream().anyMatch(name -> isAboveZero(item, name))) {
      kind = Optional.of(Kind.LLM);
    } else if (isAboveZero(item, "audio_duration")) {
      kind = Optional.of(Kind.STT);
    } else {
      requireKnownFields(item);
    }
    return new ReportItemType(kind, kind.map(k -> Flag.TYPE_INFERRED));
  }

  private static boolean isAboveZero(JsonValue item, String name) {
    return quantity(item.field(name)).signum() > 0;
  }

  /** Nothing is used as far as one can tell; what one cannot tell may cost money. */
  private static void requireKnownFields(JsonValue item) {
    item.fields()
        .forEach(
            (name, value) -> {
              if (!value.isAbsent()
                  && !TOKEN_FIELDS.contains(name)
                  && !OTHER_FIELDS.contains(name)) {
                throw new RowProblem(
                    UNKNOWN_TYPE,
                    "an item without type has a field '" + name + "' that is not known");
              }
            });
  }
}
