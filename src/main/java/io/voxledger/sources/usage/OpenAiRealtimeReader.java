package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;
import static io.voxledger.sources.usage.Fields.total;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.time.Instant;

/**
 * Server events of OpenAI's Realtime API: {@code response.done} and completed input transcriptions
 * carry usage.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/realtime-server-events">Realtime
 *     server events</a>
 */
final class OpenAiRealtimeReader implements UsageReader {
  private static final String PROVIDER = "openai";

  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    Envelope envelope = Envelope.of(row);
    Instant observedAt = envelope.requiredObservedAt();
    RowFrame frame = new RowFrame(UsageSource.OPENAI_REALTIME, row, context);
    String type = text(envelope.event().field("type")).orElse("");
    return switch (type) {
      case "response.done" -> response(frame, envelope, observedAt);
      case "conversation.item.input_audio_transcription.completed" ->
          transcription(frame, envelope, observedAt);
      default -> RowFrame.ignored(IgnoredBecause.NOT_BILLABLE);
    };
  }

  /** Cancelled and failed responses are billed for the usage that they report. */
  private static RowOutcome response(RowFrame frame, Envelope envelope, Instant observedAt) {
    JsonValue response = object(envelope.event().field("response"));
    String id = text(response.field("id")).orElseThrow(() -> Fields.missing("response.id"));
    JsonValue usage = object(response.field("usage"));
    UsageItem item =
        LiveKitTokens.of(usage).meter(new ItemDraft()).of(Kind.LLM, envelope.service(PROVIDER));
    return frame.usage(
        frame.envelopeAbout(envelope.sessionId()),
        frame.revisable(Identity.of(envelope.sessionId(), id), observedAt),
        item);
  }

  private static RowOutcome transcription(RowFrame frame, Envelope envelope, Instant observedAt) {
    JsonValue event = envelope.event();
    String itemId = Fields.requiredText(event, "item_id");
    String part = text(event.field("content_index")).orElse("0");
    JsonValue usage = object(event.field("usage"));
    JsonValue details = object(usage.field("input_token_details"));
    ItemDraft draft =
        new SpeechTokens(
                total(usage.field("input_tokens")),
                quantity(details.field("audio_tokens")),
                quantity(details.field("text_tokens")),
                quantity(usage.field("output_tokens")))
            .meter(new ItemDraft())
            .add(Meter.AUDIO_SECONDS, quantity(usage.field("seconds")));
    String model = text(envelope.row().field("transcription_model")).or(envelope::model).orElse("");
    Service service = envelope.service(envelope.provider().orElse(PROVIDER), model);
    return frame.usage(
        frame.envelopeAbout(envelope.sessionId()),
        frame.revisable(Identity.of(envelope.sessionId(), itemId, part), observedAt),
        draft.of(Kind.STT, service));
  }
}
