package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.pricing.UsageFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A usage record that two other tools have priced. */
record PeerCase(JsonNode json) {
  static List<PeerCase> all() {
    JsonMapper mapper = new JsonMapper();
    return PriceFiles.text("cases.jsonl")
        .lines()
        .map(
            line -> {
              try {
                return new PeerCase(mapper.readTree(line));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  String id() {
    return json.get("id").asText();
  }

  /** What a tool answers; empty where it refuses. */
  Optional<BigDecimal> answer(String tool) {
    return Optional.ofNullable(json.get(tool).get("usd")).map(usd -> new BigDecimal(usd.asText()));
  }

  Optional<BigDecimal> byHand() {
    return json.get("hand_usd").isNull()
        ? Optional.empty()
        : Optional.of(new BigDecimal(json.get("hand_usd").asText()));
  }

  UsageFacts facts(String model) {
    return new UsageFacts(
        json.get("provider").asText(),
        "default",
        model,
        json.get("kind").asText().equals("tts") ? Kind.TTS : Kind.LLM,
        Optional.ofNullable(json.get("service_tier").textValue()),
        Optional.ofNullable(json.get("region").textValue()),
        Instant.parse(json.get("at").asText()),
        OptionalLong.of(count("input_tokens")),
        quantities());
  }

  String model() {
    return json.get("model").asText();
  }

  /** Disjoint quantities. Cached tokens without a split are text first, as in every source. */
  private Quantities quantities() {
    long cached = count("cache_read_tokens");
    boolean modal = json.get("usage").has("input_audio_tokens");
    long text = modal ? count("input_text_tokens") : count("input_tokens");
    long audio = count("input_audio_tokens");
    boolean split = json.get("usage").has("cache_read_text_tokens");
    long cachedText = split ? count("cache_read_text_tokens") : Math.min(cached, text);
    long cachedAudio = cached - cachedText;
    long audioOut = count("output_audio_tokens");
    return Quantities.builder()
        .add(Meter.INPUT_TEXT, BigDecimal.valueOf(text - cachedText))
        .add(Meter.INPUT_AUDIO, BigDecimal.valueOf(audio - cachedAudio))
        .add(Meter.CACHE_READ_TEXT, BigDecimal.valueOf(cachedText))
        .add(Meter.CACHE_READ_AUDIO, BigDecimal.valueOf(cachedAudio))
        .add(Meter.OUTPUT_TEXT, BigDecimal.valueOf(count("output_tokens") - audioOut))
        .add(Meter.OUTPUT_AUDIO, BigDecimal.valueOf(audioOut))
        .add(Meter.CHARACTERS, BigDecimal.valueOf(count("characters")))
        .build();
  }

  private long count(String key) {
    return json.get("usage").path(key).asLong();
  }
}
