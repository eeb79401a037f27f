package io.voxledger.rates.imports;

import static io.voxledger.measure.Meter.AUDIO_SECONDS;
import static io.voxledger.measure.Meter.CACHE_READ;
import static io.voxledger.measure.Meter.CACHE_READ_AUDIO;
import static io.voxledger.measure.Meter.CACHE_READ_IMAGE;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.CACHE_WRITE;
import static io.voxledger.measure.Meter.CACHE_WRITE_1H;
import static io.voxledger.measure.Meter.CACHE_WRITE_5M;
import static io.voxledger.measure.Meter.CHARACTERS;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_IMAGE;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.measure.Meter.OUTPUT;
import static io.voxledger.measure.Meter.OUTPUT_AUDIO;
import static io.voxledger.measure.Meter.OUTPUT_IMAGE;
import static io.voxledger.measure.Meter.OUTPUT_TEXT;
import static io.voxledger.measure.Meter.REQUESTS;

import io.voxledger.measure.Meter;
import java.util.Map;
import java.util.Optional;

/**
 * What a price key of genai-prices means here.
 *
 * @param meter what it prices
 * @param per for how many units
 * @param onlyAs whether we count it as that meter, so that the price says something only if it
 *     differs from the meter's own: video counts as image, reasoning is inside output
 */
record PriceKey(Meter meter, long per, boolean onlyAs) {
  private static final long MILLION = 1_000_000;

  private static final Map<String, PriceKey> KEYS =
      Map.ofEntries(
          tokens("input_mtok", INPUT),
          tokens("input_text_mtok", INPUT_TEXT),
          tokens("input_audio_mtok", INPUT_AUDIO),
          tokens("input_image_mtok", INPUT_IMAGE),
          tokens("cache_read_mtok", CACHE_READ),
          tokens("cache_text_read_mtok", CACHE_READ_TEXT),
          tokens("cache_audio_read_mtok", CACHE_READ_AUDIO),
          tokens("cache_image_read_mtok", CACHE_READ_IMAGE),
          tokens("cache_write_mtok", CACHE_WRITE),
          tokens("cache_write_5m_mtok", CACHE_WRITE_5M),
          tokens("cache_write_1h_mtok", CACHE_WRITE_1H),
          tokens("output_mtok", OUTPUT),
          tokens("output_text_mtok", OUTPUT_TEXT),
          tokens("output_audio_mtok", OUTPUT_AUDIO),
          tokens("output_image_mtok", OUTPUT_IMAGE),
          as("input_video_mtok", INPUT_IMAGE),
          as("cache_video_read_mtok", CACHE_READ_IMAGE),
          as("output_video_mtok", OUTPUT_IMAGE),
          as("output_reasoning_mtok", OUTPUT),
          Map.entry("input_mchars", new PriceKey(CHARACTERS, MILLION, false)),
          Map.entry("audio_hours", new PriceKey(AUDIO_SECONDS, 3600, false)),
          Map.entry("input_audio_hours", new PriceKey(AUDIO_SECONDS, 3600, false)),
          Map.entry("requests_kcount", new PriceKey(REQUESTS, 1000, false)));

  static Optional<PriceKey> of(String key) {
    return Optional.ofNullable(KEYS.get(key));
  }

  private static Map.Entry<String, PriceKey> tokens(String key, Meter meter) {
    return Map.entry(key, new PriceKey(meter, MILLION, false));
  }

  private static Map.Entry<String, PriceKey> as(String key, Meter meter) {
    return Map.entry(key, new PriceKey(meter, MILLION, true));
  }
}
