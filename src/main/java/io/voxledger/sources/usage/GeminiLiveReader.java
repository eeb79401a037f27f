package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.objects;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;
import static io.voxledger.sources.usage.Fields.total;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * Server messages of the Gemini Live API. Each {@code usageMetadata} is what came on top since the
 * last one.
 *
 * @see <a href="https://ai.google.dev/api/live#UsageMetadata">UsageMetadata</a>
 */
final class GeminiLiveReader implements UsageReader {
  private static final DateTimeFormatter ISO_MICROS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    Envelope envelope = Envelope.of(row);
    Instant observedAt = envelope.requiredObservedAt();
    JsonValue usage = object(envelope.event().field("usageMetadata", "usage_metadata"));
    if (usage.isAbsent()) {
      return RowFrame.ignored(IgnoredBecause.NOT_BILLABLE);
    }
    RowFrame frame = new RowFrame(UsageSource.GEMINI_LIVE, row, context);
    String identity =
        Identity.of(envelope.sessionId(), ISO_MICROS.format(observedAt), envelope.event().digest());
    return frame.usage(
        frame.envelopeAbout(envelope.sessionId()),
        frame.revisableAround(envelope.event(), identity, observedAt),
        metered(usage).of(Kind.LLM, envelope.service("google")));
  }

  private static ItemDraft metered(JsonValue usage) {
    ModalTokens tokens =
        new ModalTokens(
            total(usage.field("promptTokenCount", "prompt_token_count")),
            modalities(usage.field("promptTokensDetails", "prompt_tokens_details")),
            total(usage.field("cachedContentTokenCount", "cached_content_token_count")),
            modalities(usage.field("cacheTokensDetails", "cache_tokens_details")),
            total(responseTotal(usage)),
            responseModalities(usage));
    BigDecimal thoughts = quantity(usage.field("thoughtsTokenCount", "thoughts_token_count"));
    BigDecimal toolUse =
        quantity(usage.field("toolUsePromptTokenCount", "tool_use_prompt_token_count"));
    return tokens
        .meter(new ItemDraft())
        .add(Meter.OUTPUT_TEXT, thoughts)
        .add(Meter.INPUT_TEXT, toolUse);
  }

  private static JsonValue responseTotal(JsonValue usage) {
    JsonValue response = usage.field("responseTokenCount", "response_token_count");
    return response.isAbsent()
        ? usage.field("candidatesTokenCount", "candidates_token_count")
        : response;
  }

  private static Modalities responseModalities(JsonValue usage) {
    Modalities response =
        modalities(usage.field("responseTokensDetails", "response_tokens_details"));
    return response.isZero()
        ? modalities(usage.field("candidatesTokensDetails", "candidates_tokens_details"))
        : response;
  }

  /**
   * Pictures, films and pages are all input by image; a modality not known here is left to the
   * remainder.
   */
  private static Modalities modalities(JsonValue details) {
    BigDecimal text = BigDecimal.ZERO;
    BigDecimal audio = BigDecimal.ZERO;
    BigDecimal image = BigDecimal.ZERO;
    for (JsonValue detail : objects(details)) {
      BigDecimal count = quantity(detail.field("tokenCount", "token_count"));
      switch (text(detail.field("modality")).orElse("").toUpperCase(Locale.ROOT)) {
        case "TEXT" -> text = text.add(count);
        case "AUDIO" -> audio = audio.add(count);
        case "IMAGE", "VIDEO", "DOCUMENT" -> image = image.add(count);
        default -> {}
      }
    }
    return new Modalities(text, audio, image);
  }
}
