package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;
import static io.voxledger.sources.usage.Fields.total;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.UsageItem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One item of a report's usage: the sum over a session of one provider's model. */
record ReportItem(JsonValue item, ReportItemType type) {
  private static final Pattern WORD_ENDS = Pattern.compile("[-_.]");
  private static final Set<String> SPEECH_WORDS = Set.of("realtime", "live");

  static ReportItem of(JsonValue item, JsonValue report) {
    return new ReportItem(item, ReportItemType.of(item, report));
  }

  /**
   * Its usage, or nothing when nobody bills the like.
   *
   * @param index the item's number from 0
   */
  Optional<UsageItem> metered(int index) {
    return type.kind().map(kind -> metered(index, kind));
  }

  private UsageItem metered(int index, Kind kind) {
    Service service =
        new Service(
            text(item.field("provider")).orElse(""),
            text(item.field("model")).orElse(""),
            Optional.empty(),
            Optional.empty());
    ItemDraft draft = new ItemDraft();
    type.flag().ifPresent(draft::flag);
    switch (kind) {
      case LLM -> llm(draft, service.model());
      case STT -> stt(draft);
      case TTS -> tts(draft);
      case TOOL,
          WEBRTC,
          DATA,
          SIP,
          PHONE_NUMBER,
          AGENT,
          EGRESS,
          INGRESS,
          RECORDING,
          OBSERVABILITY,
          PLAN ->
          throw new IllegalStateException("no report item is of kind " + kind);
    }
    return draft.of(index + "-" + kind.code(), kind, service);
  }

  private void llm(ItemDraft draft, String model) {
    draft.add(Meter.SESSION_SECONDS, quantity(item.field("session_duration")));
    ModalTokens tokens = modalTokens();
    BigDecimal written = quantity(item.field("input_cache_creation_tokens"));
    boolean modal =
        !tokens.input().isZero() || !tokens.cached().isZero() || !tokens.output().isZero();
    if (modal) {
      tokens.meter(draft, written);
    } else {
      TokenTotals totals =
          new TokenTotals(
              tokens.inputTotal().orElse(BigDecimal.ZERO),
              tokens.cachedTotal().orElse(BigDecimal.ZERO),
              written,
              tokens.outputTotal().orElse(BigDecimal.ZERO));
      if (isSpeechModel(model)) {
        totals.meterUnknown(draft);
      } else {
        totals.meterText(draft);
      }
    }
    draft.withoutContext();
  }

  private ModalTokens modalTokens() {
    return new ModalTokens(
        total(item.field("input_tokens")),
        modalities("input_", "_tokens"),
        total(item.field("input_cached_tokens")),
        modalities("input_cached_", "_tokens"),
        total(item.field("output_tokens")),
        modalities("output_", "_tokens"));
  }

  private Modalities modalities(String before, String after) {
    return new Modalities(
        quantity(item.field(before + "text" + after)),
        quantity(item.field(before + "audio" + after)),
        quantity(item.field(before + "image" + after)));
  }

  private void stt(ItemDraft draft) {
    new SpeechTokens(
            total(item.field("input_tokens")),
            quantity(item.field("input_audio_tokens")),
            BigDecimal.ZERO,
            quantity(item.field("output_tokens")))
        .meter(draft)
        .add(Meter.AUDIO_SECONDS, quantity(item.field("audio_duration")));
  }

  private void tts(ItemDraft draft) {
    draft
        .add(Meter.CHARACTERS, quantity(item.field("characters_count")))
        .add(Meter.AUDIO_SECONDS, quantity(item.field("audio_duration")))
        .add(Meter.INPUT_TEXT, quantity(item.field("input_tokens")))
        .add(Meter.OUTPUT_AUDIO, quantity(item.field("output_tokens")));
  }

  /**
   * Whether a word of the model's own name says that it speaks, so that tokens without modality
   * need not be text.
   */
  static boolean isSpeechModel(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(WORD_ENDS.split(name)).anyMatch(SPEECH_WORDS::contains);
  }
}
