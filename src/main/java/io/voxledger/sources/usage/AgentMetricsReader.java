package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.object;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.seconds;
import static io.voxledger.sources.usage.Fields.text;
import static io.voxledger.sources.usage.Fields.total;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.Flag;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Events of livekit-agents' {@code metrics_collected}: Python's in snake case and seconds,
 * JavaScript's in camel case and milliseconds, field by field.
 *
 * @see <a href="https://docs.livekit.io/agents/build/metrics/">Agents metrics</a>
 */
final class AgentMetricsReader implements UsageReader {
  /** One plugin stamps its events with a clock that starts with the machine. */
  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

  private final ProviderAliases aliases;

  AgentMetricsReader(ProviderAliases aliases) {
    this.aliases = aliases;
  }

  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    Envelope envelope = Envelope.of(row);
    JsonValue event = envelope.event();
    String type = text(event.field("type")).orElse("");
    return switch (type) {
      case "vad_metrics",
          "eou_metrics",
          "eot_inference_metrics",
          "interruption_metrics",
          "avatar_metrics" ->
          RowFrame.ignored(IgnoredBecause.NOT_BILLABLE);
      case "llm_metrics",
          "decision_metrics",
          "realtime_model_metrics",
          "stt_metrics",
          "tts_metrics" -> {
        Instant usedAt = usedAt(envelope);
        UsageItem item = item(type, event, service(envelope));
        if (item.quantities().isEmpty()) {
          yield RowFrame.ignored(IgnoredBecause.NO_USAGE);
        }
        RowFrame frame = new RowFrame(UsageSource.LIVEKIT_AGENT_METRICS, row, context);
        // Two providers repeat request ids, so the whole event is what it is known by.
        String identity = Identity.of(envelope.sessionId(), event.digest());
        yield frame.usage(
            frame.envelopeAbout(envelope.sessionId()),
            frame.revisableAround(event, identity, usedAt),
            item);
      }
      default ->
          throw new RowProblem(
              Reason.UNKNOWN_TYPE,
              "metrics of type '" + type + "' are not known; they may cost money");
    };
  }

  private UsageItem item(String type, JsonValue event, Service service) {
    return switch (type) {
      case "llm_metrics" -> llm(event, service).of(Kind.LLM, service);
      case "decision_metrics" -> decision(event, service).of(Kind.LLM, service);
      case "realtime_model_metrics" ->
          LiveKitTokens.of(event)
              .meter(new ItemDraft())
              .add(Meter.SESSION_SECONDS, seconds(event, "session_duration", "sessionDurationMs"))
              .of(Kind.LLM, service);
      case "stt_metrics" -> stt(event).of(Kind.STT, service);
      default -> tts(event).of(Kind.TTS, service);
    };
  }

  private ItemDraft llm(JsonValue event, Service service) {
    TokenTotals tokens =
        new TokenTotals(
            quantity(event.field("prompt_tokens", "promptTokens")),
            quantity(event.field("prompt_cached_tokens", "promptCachedTokens")),
            quantity(event.field("cache_creation_tokens", "cacheCreationTokens")),
            quantity(event.field("completion_tokens", "completionTokens")));
    return withThinking(tokens.meterText(new ItemDraft()), tokens, event, service);
  }

  private ItemDraft decision(JsonValue event, Service service) {
    TokenTotals tokens =
        new TokenTotals(
            quantity(event.field("input_tokens", "inputTokens")),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            quantity(event.field("output_tokens", "outputTokens")));
    return withThinking(tokens.meterText(new ItemDraft()), tokens, event, service);
  }

  /** Google's completion leaves out the thinking tokens, its total counts them. */
  private ItemDraft withThinking(
      ItemDraft draft, TokenTotals tokens, JsonValue event, Service service) {
    if (!isGoogle(service)) {
      return draft;
    }
    BigDecimal spoken = tokens.input().add(tokens.output());
    BigDecimal thinking =
        total(event.field("total_tokens", "totalTokens")).orElse(spoken).subtract(spoken);
    return thinking.signum() > 0
        ? draft.add(Meter.OUTPUT_TEXT, thinking).flag(Flag.THINKING_ADDED)
        : draft;
  }

  /** Also behind LiveKit Inference, where the provider stands before the model's name. */
  private boolean isGoogle(Service service) {
    String provider = aliases.canonical(service.provider());
    int slash = service.model().indexOf('/');
    if (provider.equals("livekit") && slash > 0) {
      provider = aliases.canonical(service.model().substring(0, slash));
    }
    return provider.startsWith("google");
  }

  private static ItemDraft stt(JsonValue event) {
    return new SpeechTokens(
            total(event.field("input_tokens", "inputTokens")),
            quantity(event.field("input_audio_tokens", "inputAudioTokens")),
            BigDecimal.ZERO,
            quantity(event.field("output_tokens", "outputTokens")))
        .meter(new ItemDraft())
        .add(Meter.AUDIO_SECONDS, seconds(event, "audio_duration", "audioDurationMs"));
  }

  private static ItemDraft tts(JsonValue event) {
    return new ItemDraft()
        .add(Meter.CHARACTERS, quantity(event.field("characters_count", "charactersCount")))
        .add(Meter.AUDIO_SECONDS, seconds(event, "audio_duration", "audioDurationMs"))
        .add(Meter.INPUT_TEXT, quantity(event.field("input_tokens", "inputTokens")))
        .add(Meter.OUTPUT_AUDIO, quantity(event.field("output_tokens", "outputTokens")));
  }

  private static Service service(Envelope envelope) {
    JsonValue metadata = object(envelope.event().field("metadata"));
    return envelope.service(
        text(metadata.field("model_provider", "modelProvider")).or(envelope::provider).orElse(""),
        text(metadata.field("model_name", "modelName")).or(envelope::model).orElse(""));
  }

  private static Instant usedAt(Envelope envelope) {
    JsonValue timestamp = envelope.event().field("timestamp");
    boolean before1970 = timestamp.plainDecimal(9).orElse(0) < 0;
    Optional<Instant> stamped = before1970 ? Optional.empty() : Fields.instant(timestamp);
    return stamped
        .filter(t -> !t.isBefore(EARLIEST))
        .or(envelope::observedAt)
        .orElseThrow(
            () ->
                new RowProblem(
                    Reason.NO_TIMESTAMP,
                    "neither the event's 'timestamp' (from 2015 on) nor 'observed_at' tells the time"));
  }
}
