package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.total;

import io.voxledger.sources.json.JsonValue;

/** Tokens of a Realtime response, in OpenAI's names or in those of agents-js. */
final class LiveKitTokens {
  private LiveKitTokens() {}

  static ModalTokens of(JsonValue usage) {
    JsonValue input = object(usage.field("input_token_details", "inputTokenDetails"));
    JsonValue cached = object(input.field("cached_tokens_details", "cachedTokensDetails"));
    JsonValue output = object(usage.field("output_token_details", "outputTokenDetails"));
    return new ModalTokens(
        total(usage.field("input_tokens", "inputTokens")),
        modalities(input),
        total(input.field("cached_tokens", "cachedTokens")),
        modalities(cached),
        total(usage.field("output_tokens", "outputTokens")),
        modalities(output));
  }

  private static Modalities modalities(JsonValue details) {
    if (details.isAbsent()) {
      return Modalities.NONE;
    }
    return new Modalities(
        quantity(details.field("text_tokens", "textTokens")),
        quantity(details.field("audio_tokens", "audioTokens")),
        quantity(details.field("image_tokens", "imageTokens")));
  }
}
