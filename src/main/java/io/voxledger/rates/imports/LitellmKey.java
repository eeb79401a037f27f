package io.voxledger.rates.imports;

import static io.voxledger.measure.Meter.AUDIO_SECONDS;
import static io.voxledger.measure.Meter.CACHE_READ;
import static io.voxledger.measure.Meter.CACHE_READ_AUDIO;
import static io.voxledger.measure.Meter.CACHE_READ_IMAGE;
import static io.voxledger.measure.Meter.CACHE_WRITE;
import static io.voxledger.measure.Meter.CACHE_WRITE_1H;
import static io.voxledger.measure.Meter.CHARACTERS;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_IMAGE;
import static io.voxledger.measure.Meter.OUTPUT;
import static io.voxledger.measure.Meter.OUTPUT_AUDIO;
import static io.voxledger.measure.Meter.OUTPUT_IMAGE;
import static io.voxledger.measure.Meter.REQUESTS;
import static io.voxledger.measure.Meter.SESSION_SECONDS;

import io.voxledger.measure.Meter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price key of LiteLLM taken apart: {@code input_cost_per_token_above_272k_tokens_priority}.
 *
 * @param meter what it prices
 * @param onlyAs whether we count it as that meter, see {@link PriceKey}
 * @param overOrNull input tokens above which it holds
 * @param tierOrNull the service tier; null for the base
 */
record LitellmKey(Meter meter, boolean onlyAs, Long overOrNull, String tierOrNull) {
  private static final Pattern TIER =
      Pattern.compile("(.+)_(priority|flex|batches|balanced|ultrafast|decisions)");
  private static final Pattern ABOVE = Pattern.compile("(.+)_above_([0-9]{1,9})k_tokens");
  private static final Set<String> SPOKEN = Set.of("audio_transcription", "audio_speech");

  private static final Map<String, Meter> TOKENS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", INPUT),
          Map.entry("input_cost_per_audio_token", INPUT_AUDIO),
          Map.entry("input_cost_per_image_token", INPUT_IMAGE),
          Map.entry("cache_read_input_token_cost", CACHE_READ),
          Map.entry("cache_read_input_audio_token_cost", CACHE_READ_AUDIO),
          Map.entry("cache_read_input_image_token_cost", CACHE_READ_IMAGE),
          Map.entry("cache_creation_input_token_cost", CACHE_WRITE),
          Map.entry("cache_creation_input_token_cost_above_1hr", CACHE_WRITE_1H),
          Map.entry("output_cost_per_token", OUTPUT),
          Map.entry("output_cost_per_audio_token", OUTPUT_AUDIO),
          Map.entry("output_cost_per_image_token", OUTPUT_IMAGE),
          Map.entry("input_cost_per_request", REQUESTS));

  /** Other names of a price, or prices of what is inside a meter. */
  private static final Map<String, Meter> COUNTED_AS =
      Map.of(
          "input_cost_per_token_cache_hit", CACHE_READ,
          "input_cost_per_video_token", INPUT_IMAGE,
          "output_cost_per_video_token", OUTPUT_IMAGE,
          "output_cost_per_reasoning_token", OUTPUT);

  /**
   * The key of an entry of that {@code mode}; empty when no meter counts what it prices.
   *
   * <p>Seconds are session time for {@code realtime}, audio for transcription and speech.
   */
  static Optional<LitellmKey> of(String key, String mode) {
    Matcher tiered = TIER.matcher(key);
    String tier = tiered.matches() ? tier(tiered.group(2)) : null;
    String rest = tiered.matches() ? tiered.group(1) : key;
    Matcher above = ABOVE.matcher(rest);
    Long over = above.matches() ? Long.parseLong(above.group(2)) * 1000 : null;
    String price = above.matches() ? above.group(1) : rest;
    if (COUNTED_AS.containsKey(price)) {
      return Optional.of(new LitellmKey(COUNTED_AS.get(price), true, over, tier));
    }
    return Optional.ofNullable(TOKENS.get(price))
        .or(() -> spoken(price, mode))
        .map(meter -> new LitellmKey(meter, false, over, tier));
  }

  private static Optional<Meter> spoken(String price, String mode) {
    return switch (price) {
      case "input_cost_per_character" ->
          mode.equals("audio_speech") ? Optional.of(CHARACTERS) : Optional.empty();
      case "input_cost_per_second" ->
          mode.equals("realtime")
              ? Optional.of(SESSION_SECONDS)
              : Optional.of(AUDIO_SECONDS).filter(m -> SPOKEN.contains(mode));
      case "output_cost_per_second" ->
          Optional.of(AUDIO_SECONDS).filter(m -> mode.equals("audio_speech"));
      default -> Optional.empty();
    };
  }

  /** Bills and usage name it in the singular. */
  private static String tier(String suffix) {
    return suffix.equals("batches") ? "batch" : suffix;
  }
}
